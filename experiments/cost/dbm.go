package cost

import "gan2014/experiments/spec"

// boltzmannMachine returns the cost of a deep Boltzmann machine: of both pairs of layers alone, and of all layers together.
func boltzmannMachine(run spec.Run, d data) (m model) {
	recipe := run.System.DBM
	batch, sizes := float64(recipe.Batch), []float64{d.values}
	for _, l := range recipe.Layers {
		units, _ := l.Units.For(run.Budget)
		sizes = append(sizes, float64(units))
	}
	v, first, second := sizes[0], sizes[1], sizes[2]
	gradient := func(in, out float64) Work {
		return Work{Products: 4 * batch * in * out, Values: updateValues*in*out + batch*in}
	}
	below := Work{}
	for i, l := range recipe.Layers {
		in, out := sizes[i], sizes[i+1]
		epochs, _ := l.Epochs.For(run.Budget)
		half, back := drawn(up(batch, in, out), batch, out), drawn(up(batch, out, in), batch, in)
		step := below.Plus(half).Plus(half.Plus(back).Times(float64(l.Steps))).Plus(gradient(in, out))
		m.parts = append(m.parts, Part{epochs, step.Times(steps(float64(d.train), batch))})
		below = below.Plus(up(batch, in, out))
	}
	sweep := func(chains float64) Work {
		all := up(chains, first, v).Plus(up(chains, first, second)).Plus(up(chains, v, first)).Plus(up(chains, second, first))
		return drawn(all, chains, v+first+second)
	}
	joint := recipe.Joint
	step := up(batch, v, first).Times(2).Plus(up(batch, first, second)).Plus(up(batch, first, v)) // the pass upwards, and the reconstruction
	step = step.Plus(up(batch, second, first).Plus(up(batch, first, second)).Times(float64(joint.MeanField)))
	step = step.Plus(sweep(float64(joint.Chains)).Times(float64(joint.Steps)))
	step = step.Plus(gradient(v, first)).Plus(gradient(first, second))
	step.Products += 2 * (float64(joint.Chains) - batch) * first * (v + second) // the half of each gradient that is the model's
	epochs, _ := joint.Epochs.For(run.Budget)
	m.parts = append(m.parts, Part{epochs, step.Times(steps(float64(d.train), batch))})
	c := chained{protocol: recipe.Chain, step: sweep, emit: func(n float64) Work { return Work{Values: n * v} }}
	m.sample, m.shown = c.sample, c.shown()
	return m
}
