package dbn

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"gan2014/internal/rng"
	"gan2014/internal/trainertest"
	"gan2014/models/chain"
	"gan2014/models/nn"
	"gan2014/models/rbm"
	"gan2014/models/stack"
)

// toy returns binary images of 5 pixels with one or two adjacent pixels on, each several times.
func toy() nn.Matrix[float64] {
	data := nn.NewMatrix[float64](90, 5)
	for i := range data.Rows {
		data.Row(i)[i%5] = 1
		if i%9 >= 5 {
			data.Row(i)[(i%9-5+1)%5] = 1
		}
	}
	return data
}

func narrow(m nn.Matrix[float64]) nn.Matrix[float32] {
	n := nn.NewMatrix[float32](m.Rows, m.Cols)
	for i, v := range m.Data {
		n.Data[i] = float32(v)
	}
	return n
}

func widen(m *rbm.Machine[float32]) *rbm.Machine[float64] {
	wide := rbm.New[float64]("wide", m.W.Value.Rows, m.W.Value.Cols, 1)
	for i, p := range m.Params() {
		for j, v := range p.Value.Data {
			wide.Params()[i].Value.Data[j] = float64(v)
		}
	}
	return wide
}

// TestManyStepsGiveTheGradientOfTheLikelihood checks that after many steps the estimated gradient is that of the exact log-likelihood. It
// uses 20,000 chains of 100 steps. Each derivative lies within five standard errors, which are at most √(2/20,000) = .01 because the terms
// are in [0,1].
func TestManyStepsGiveTheGradientOfTheLikelihood(t *testing.T) {
	const chains, steps, h = 20_000, 100, 1e-6
	m, data := tiny(), toy()
	g := rbm.NewGibbs(m, nn.NewMatrix[float64](chains, 5))
	for i := range chains {
		copy(g.V.Row(i), data.Row(i%data.Rows))
	}
	s := rng.For(1, "gibbs")
	g.Up(s)
	for range steps {
		g.Down(s)
		g.Up(s)
	}
	p := nn.NewMatrix[float64](data.Rows, 3)
	m.Hidden(p, data)
	m.Gradient(data, p, g.V, g.PH, 0)
	far := 0.
	for _, p := range m.Params() {
		for i, w := range p.Value.Data {
			p.Value.Data[i] = w + h
			above := count(m).likelihood(data)
			p.Value.Data[i] = w - h
			below := count(m).likelihood(data)
			p.Value.Data[i] = w
			want := -(above - below) / (2 * h)
			trainertest.Near(t, fmt.Sprintf("the derivative by %s[%d]", p.Name, i), p.Gradient.Data[i], want, 5*.01/math.Sqrt2)
			far = max(far, math.Abs(want))
		}
	}
	if far < .2 {
		t.Errorf("the largest derivative is %g: the comparison shows nothing", far)
	}
}

// TestUpdateFollowsTheChainFromTheData checks that an update uses the expectation over k steps of chains from the data, computed here from
// powers of the chain's exact transitions. It uses 30,000 examples in float32. Each derivative lies within five standard errors of terms in
// [0,1].
func TestUpdateFollowsTheChainFromTheData(t *testing.T) {
	const examples = 30_000
	exact, data := tiny(), toy()
	for _, p := range exact.Params() {
		for i := range p.Value.Data {
			p.Value.Data[i] *= 3 // so that the mean of a sigmoid is far from the sigmoid of a mean
		}
	}
	x := nn.NewMatrix[float32](examples, 5)
	for i := range examples {
		copy(x.Row(i), narrow(data).Row(i%data.Rows))
	}
	for _, steps := range []int{1, 2} {
		l := newLayer("", Layer{LayerSchedule: stack.LayerSchedule{Units: 3}, Steps: steps}, 5, examples, 1)
		for i, p := range l.Machine.Params() {
			copy(p.Value.Data, narrow(exact.Params()[i].Value).Data)
		}
		l.Update(x, stack.Moment{Seed: 1}, &totals{})

		after := nn.NewMatrix[float64](data.Rows, 1<<5) // the distribution of each chain over the 32 visible states
		for i := range data.Rows {
			after.Row(i)[trainertest.Number(data.Row(i))] = 1
		}
		for range steps {
			next := nn.NewMatrix[float64](data.Rows, 1<<5)
			nn.Gemm(nn.NoTrans, nn.NoTrans, 1, after, transitions(exact), 0, next)
			after = next
		}
		want := expected(exact, data, after)
		for i, p := range l.Machine.Params() {
			for k, got := range p.Gradient.Data {
				trainertest.Near(t, fmt.Sprintf("CD-%d: the derivative by %s[%d]", steps, p.Name, k), float64(got), want[i].Data[k], 5*.5/math.Sqrt(examples))
			}
		}
	}
}

// transitions returns the probabilities of a Gibbs step from each visible state (row) to each other state.
func transitions(m *rbm.Machine[float64]) nn.Matrix[float64] {
	k := nn.NewMatrix[float64](1<<5, 1<<5)
	up, down := nn.NewMatrix[float64](1, 3), nn.NewMatrix[float64](1, 5)
	for from := range k.Rows {
		m.Hidden(up, nn.Matrix[float64]{Rows: 1, Cols: 5, Data: trainertest.Bits(from, 5)})
		for h := range 1 << 3 {
			m.Visible(down, nn.Matrix[float64]{Rows: 1, Cols: 3, Data: trainertest.Bits(h, 3)})
			for to := range k.Cols {
				k.Row(from)[to] += probability(trainertest.Bits(h, 3), up.Data) * probability(trainertest.Bits(to, 5), down.Data)
			}
		}
	}
	return k
}

// probability returns the probability of a binary state of independent units.
func probability(state, p []float64) float64 {
	product := 1.
	for i, on := range state {
		product *= on*p[i] + (1-on)*(1-p[i])
	}
	return product
}

// expected returns the gradient by w, b and c if the negative phase has the given distributions, one per row of the data.
func expected(m *rbm.Machine[float64], data, after nn.Matrix[float64]) []nn.Matrix[float64] {
	states := nn.NewMatrix[float64](1<<5, 5)
	for v := range states.Rows {
		copy(states.Row(v), trainertest.Bits(v, 5))
	}
	p, pStates := nn.NewMatrix[float64](data.Rows, 3), nn.NewMatrix[float64](states.Rows, 3)
	m.Hidden(p, data)
	m.Hidden(pStates, states)
	w, b, c := nn.NewMatrix[float64](5, 3), nn.NewMatrix[float64](1, 5), nn.NewMatrix[float64](1, 3)
	add := func(factor float64, v, h []float64) {
		for i := range v {
			b.Data[i] += factor * v[i]
			for j := range h {
				w.Row(i)[j] += factor * v[i] * h[j]
			}
		}
		for j := range h {
			c.Data[j] += factor * h[j]
		}
	}
	for i := range data.Rows {
		add(-1/float64(data.Rows), data.Row(i), p.Row(i))
		for v, probability := range after.Row(i) {
			add(probability/float64(data.Rows), states.Row(v), pStates.Row(v))
		}
	}
	return []nn.Matrix[float64]{w, b, c}
}

// sampler returns a trained net of the toy images with layers of 3 and 4 units, in which each sample has a chain of its own.
func sampler(t *testing.T, emit Emission, layers, chains int) *Trainer {
	t.Helper()
	config := Config{Batch: 10, Emit: emit, Chain: chain.Protocol{Chains: chains, BurnIn: 100, Thin: 1}, Layers: []Layer{
		{LayerSchedule: stack.LayerSchedule{Units: 3, Epochs: 10, Rate: nn.Ramp{End: .1, Epochs: 1}}, Steps: 1},
		{LayerSchedule: stack.LayerSchedule{Units: 4, Epochs: 10, Rate: nn.Ramp{End: .1, Epochs: 1}}, Steps: 1},
	}[:layers]}
	trainer := New(config, narrow(toy()), 1, "")
	for range 10 * layers {
		if _, err := trainer.Epoch(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	return trainer
}

// TestSamplesHaveTheExactDistribution checks that the ends of 40,000 chains have the exact distribution, for one machine and for a net of
// two. The distribution of a net is that of its top machine, passed down.
func TestSamplesHaveTheExactDistribution(t *testing.T) {
	const chains = 40_000
	for layers := 1; layers <= 2; layers++ {
		trainer := sampler(t, Draws, layers, chains)
		samples, err := trainer.Sample(chains, rng.For(1, "eval"))
		if err != nil {
			t.Fatal(err)
		}
		trainertest.Shares(t, samples, distribution(trainer))
	}
}

// distribution returns log p of every image.
func distribution(trainer *Trainer) []float64 {
	top := count(widen(trainer.Layers()[len(trainer.Layers())-1].Machine))
	if len(trainer.Layers()) == 1 {
		return top.logP
	}
	below := widen(trainer.Layers()[0].Machine)
	p := make([]float64, 1<<5)
	for h, logP := range top.logP {
		pixels := nn.NewMatrix[float64](1, 5)
		below.Visible(pixels, nn.Matrix[float64]{Rows: 1, Cols: 3, Data: trainertest.Bits(h, 3)})
		for v := range p {
			p[v] += math.Exp(logP) * probability(trainertest.Bits(v, 5), pixels.Data)
		}
	}
	for v := range p {
		p[v] = math.Log(p[v])
	}
	return p
}

// TestALongChainHasTheExactDistribution checks the same for one long chain in a net of two machines: 20,000 samples, 20 steps apart.
func TestALongChainHasTheExactDistribution(t *testing.T) {
	trainer := sampler(t, Draws, 2, 1)
	trainer.config.Chain.Thin = 20
	samples, err := trainer.Sample(20_000, rng.For(1, "eval"))
	if err != nil {
		t.Fatal(err)
	}
	trainertest.Shares(t, samples, distribution(trainer))
}

// TestMeansHaveTheExactMean checks that pixel means have the mean of the exact distribution and are not draws.
func TestMeansHaveTheExactMean(t *testing.T) {
	const chains = 40_000
	trainer := sampler(t, Means, 2, chains)
	samples, err := trainer.Sample(chains, rng.For(1, "eval"))
	if err != nil {
		t.Fatal(err)
	}
	sum, want := nn.NewMatrix[float32](1, 5), make([]float64, 5)
	nn.SumRows(sum, samples)
	for v, logP := range distribution(trainer) {
		for i, on := range trainertest.Bits(v, 5) {
			want[i] += on * math.Exp(logP)
		}
	}
	for i, total := range sum.Data { // the standard error of a mean of values in [0,1] is at most .5/√40,000
		trainertest.Near(t, "the mean of a pixel", float64(total)/chains, want[i], 5*.5/math.Sqrt(chains))
	}
	if slices.ContainsFunc(samples.Row(0), func(v float32) bool { return v == 0 || v == 1 }) {
		t.Error("pixel means are 0 or 1")
	}
}

// TestTrainingRaisesTheExactLikelihood checks that training with any estimate of the gradient raises the exact log-likelihood of its data.
// It must cover most of the way from a machine without weights to the entropy of the data, which no model can exceed.
func TestTrainingRaisesTheExactLikelihood(t *testing.T) {
	data := toy()
	entropy := 0.
	for i := range data.Rows {
		same := 0.
		for j := range data.Rows {
			if slices.Equal(data.Row(i), data.Row(j)) {
				same++
			}
		}
		entropy -= math.Log(same/float64(data.Rows)) / float64(data.Rows)
	}
	for name, layer := range map[string]Layer{"CD-1": {Steps: 1}, "CD-10": {Steps: 10}, "PCD-1": {Steps: 1, Persistent: true}} {
		layer.Units, layer.Rate, layer.Momentum = 8, nn.Ramp{Start: .2, End: .02, Epochs: 300}, nn.Ramp{End: .5, Epochs: 1}
		trainer := New(Config{Batch: 10, Layers: []Layer{layer}}, narrow(data), 1, "")
		before := count(widen(trainer.Layers()[0].Machine)).likelihood(data)
		for range 300 {
			if _, err := trainer.Epoch(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		after := count(widen(trainer.Layers()[0].Machine)).likelihood(data)
		if after < before+.5 || after < -entropy-.3 || after > -entropy {
			t.Errorf("%s: the log-likelihood went from %.3f to %.3f; at most %.3f is possible", name, before, after, -entropy)
		}
		t.Logf("%s: %.3f → %.3f of %.3f", name, before, after, -entropy)
	}
}
