package cost

import "gan2014/experiments/spec"

// unitValues is the number of values read or written outside of products to compute one unit of one example, with its sigmoid.
const unitValues = 4

// up returns the work to compute the units of a layer from the next lower one (or the reverse).
func up(examples, in, out float64) Work {
	return Work{Products: 2 * examples * in * out, Values: unitValues * examples * out}
}

// drawn adds a random number for each state to the work.
func drawn(w Work, examples, states float64) Work {
	w.Draws += examples * states
	return w
}

// A chained model draws its samples from Markov chains.
type chained struct {
	protocol spec.Chain
	step     func(chains float64) Work // one step of all chains
	emit     func(chains float64) Work // the images of all chains
}

// sample returns the work of n samples. All chains run through the burn-in, even for few samples.
func (c chained) sample(n int) Work {
	rounds := (n + c.protocol.Chains - 1) / c.protocol.Chains
	chains := float64(c.protocol.Chains)
	return c.step(chains).Times(float64(c.protocol.BurnIn + rounds*c.protocol.Thin)).Plus(c.emit(chains).Times(float64(rounds)))
}

// shown returns the work of the picture of ten chains over 301 steps after the burn-in.
func (c chained) shown() Work {
	return c.step(10).Times(float64(c.protocol.BurnIn + 301)).Plus(c.emit(10).Times(301))
}

// beliefNet returns the cost of a stack of restricted Boltzmann machines.
func beliefNet(run spec.Run, d data) (m model) {
	recipe := run.System.DBN
	batch := float64(recipe.Batch)
	below, emit, v, h := Work{}, Work{}, d.values, d.values
	for i, l := range recipe.Layers {
		units, _ := l.Units.For(run.Budget)
		epochs, _ := l.Epochs.For(run.Budget)
		if i > 0 {
			emit = emit.Plus(up(1, h, v)) // the layer below
			v = h
		}
		h = float64(units)
		half := drawn(up(batch, v, h), batch, h)
		back := drawn(up(batch, h, v), batch, v)
		step := below.Plus(half).Plus(half.Plus(back).Times(float64(l.Steps)))
		step = step.Plus(Work{Products: 4 * batch * v * h, Values: updateValues*v*h + batch*v})
		m.parts = append(m.parts, Part{epochs, step.Times(steps(float64(d.train), batch))})
		below = below.Plus(up(batch, v, h))
	}
	c := chained{protocol: recipe.Chain,
		step: func(n float64) Work { return drawn(up(n, v, h).Plus(up(n, h, v)), n, v+h) },
		emit: func(n float64) Work { return emit.Times(n) },
	}
	m.sample, m.shown = c.sample, c.shown()
	return m
}

// autoencoders returns the cost of a stack of contractive auto-encoders.
func autoencoders(run spec.Run, d data) (m model) {
	recipe := run.System.CAE
	batch := float64(recipe.Batch)
	below, walk, emit, h := Work{}, Work{}, Work{}, d.values
	for i, l := range recipe.Layers {
		units, _ := l.Units.For(run.Budget)
		epochs, _ := l.Epochs.For(run.Budget)
		v := h
		h = float64(units)
		step := below.Plus(up(batch, v, h)).Plus(up(batch, h, v)).Plus(up(batch, v, h))
		step = step.Plus(Work{Products: 4 * batch * v * h, Values: (updateValues+1)*v*h + 3*batch*h})
		m.parts = append(m.parts, Part{epochs, step.Times(steps(float64(d.train), batch))})
		below = below.Plus(up(batch, v, h))
		if i >= recipe.Level {
			walk = walk.Plus(up(1, v, h).Plus(up(1, h, v)).Times(2)) // encode, decode, and the Jacobian forward and backward
		} else {
			emit = emit.Plus(up(1, h, v))
		}
	}
	walk = drawn(walk, 1, h)
	c := chained{protocol: recipe.Chain,
		step: func(n float64) Work { return walk.Times(n) },
		emit: func(n float64) Work { return emit.Times(n) },
	}
	m.sample, m.shown = c.sample, c.shown()
	return m
}

// stochasticNet returns the cost of a deep generative stochastic network. In each walk, the layers above the first hidden layer
// start at 0, and they are not computed after the last step.
func stochasticNet(run spec.Run, d data) (m model) {
	recipe := run.System.GSN
	batch, walks := float64(recipe.Batch), float64(recipe.Walkback)
	sizes := []float64{d.values}
	for _, hidden := range recipe.Hidden {
		units, _ := hidden.For(run.Budget)
		sizes = append(sizes, float64(units))
	}
	var products, weights, units, noise float64
	chain := Work{}
	for i := 1; i < len(sizes); i++ {
		w := sizes[i-1] * sizes[i]
		weights += w
		if i == 1 {
			products += 5 * walks * w // two forward, one backward, two for the weights
		} else {
			products += 6 * (walks - 1) * w // two forward, two backward, two for the weights
			noise += 2 * sizes[i]
		}
		units += sizes[i]
		chain = chain.Plus(up(1, sizes[i-1], sizes[i])).Plus(up(1, sizes[i], sizes[i-1]))
	}
	step := Work{
		Products: 2 * batch * products,
		Values:   walks*batch*unitValues*2*(units+d.values) + updateValues*weights,
		Draws:    walks * batch * (2*d.values + noise),
	}
	epochs, _ := recipe.Epochs.For(run.Budget)
	m.parts = []Part{{epochs, step.Times(steps(float64(d.train), batch))}}
	chain = drawn(chain, 1, 2*d.values+noise)
	c := chained{protocol: recipe.Chain,
		step: func(n float64) Work { return chain.Times(n) },
		emit: func(n float64) Work { return Work{Values: n * d.values} },
	}
	m.sample, m.shown = c.sample, c.shown()
	return m
}
