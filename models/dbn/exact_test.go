package dbn

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"gan2014/internal/rng"
	"gan2014/models/chain"
	"gan2014/models/nn"
)

// toy are binary images of 5 pixels: one or two adjacent ones, each several times.
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

func widen(m *rbm[float32]) *rbm[float64] {
	wide := newRBM[float64]("wide", m.w.Value.Rows, m.w.Value.Cols, 1)
	for i, p := range m.params() {
		for j, v := range p.Value.Data {
			wide.params()[i].Value.Data[j] = float64(v)
		}
	}
	return wide
}

// In the limit of many steps the estimated gradient is that of the exact log-likelihood. 20,000 chains of 100 steps, each
// derivative within five standard errors, which are at most √(2/20,000) = .01 as its terms are in [0,1].
func TestManyStepsGiveTheGradientOfTheLikelihood(t *testing.T) {
	const chains, steps, h = 20_000, 100, 1e-6
	m, data := tiny(), toy()
	g := newGibbs(m, nn.NewMatrix[float64](chains, 5))
	for i := range chains {
		copy(g.v.Row(i), data.Row(i%data.Rows))
	}
	s := rng.For(1, "gibbs")
	g.up(s)
	for range steps {
		g.down(s)
		g.up(s)
	}
	p := nn.NewMatrix[float64](data.Rows, 3)
	m.hidden(p, data)
	m.gradient(data, p, g.v, g.ph, 0)
	far := 0.
	for _, p := range m.params() {
		for i, w := range p.Value.Data {
			p.Value.Data[i] = w + h
			above := count(m).likelihood(data)
			p.Value.Data[i] = w - h
			below := count(m).likelihood(data)
			p.Value.Data[i] = w
			want := -(above - below) / (2 * h)
			near(t, fmt.Sprintf("the derivative by %s[%d]", p.Name, i), p.Gradient.Data[i], want, 5*.01/math.Sqrt2)
			far = max(far, math.Abs(want))
		}
	}
	if far < .2 {
		t.Errorf("the largest derivative is %g: the comparison shows nothing", far)
	}
}

// frequencies of the binary images among draws are the probabilities, within five standard errors of a share.
func compare(t *testing.T, draws nn.Matrix[float32], logP []float64) {
	t.Helper()
	seen := make([]int, len(logP))
	for i := range draws.Rows {
		number := 0
		for j, v := range draws.Row(i) {
			number |= int(v) << j
		}
		seen[number]++
	}
	n := float64(draws.Rows)
	for number, l := range logP {
		p := math.Exp(l)
		near(t, fmt.Sprintf("the share of %05b", number), float64(seen[number])/n, p, 5*math.Sqrt(p*(1-p)/n))
	}
}

// sampler is a trained net of the toy images with layers of 3 and 4 units, of which each sample is a chain of its own.
func sampler(t *testing.T, emit Emission, layers, chains int) *Trainer {
	t.Helper()
	config := Config{Batch: 10, Emit: emit, Chain: chain.Protocol{Chains: chains, BurnIn: 100, Thin: 1}, Layers: []Layer{
		{Units: 3, Epochs: 10, Steps: 1, Rate: nn.Ramp{End: .1, Epochs: 1}},
		{Units: 4, Epochs: 10, Steps: 1, Rate: nn.Ramp{End: .1, Epochs: 1}},
	}[:layers]}
	trainer := New(config, narrow(toy()), 1, "")
	for range 10 * layers {
		if _, err := trainer.Epoch(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	return trainer
}

// Ends of 40,000 chains of one machine, and of a net of two, have the exact distribution: that of the top machine, passed down.
func TestSamplesHaveTheExactDistribution(t *testing.T) {
	const chains = 40_000
	for layers := 1; layers <= 2; layers++ {
		trainer := sampler(t, Draws, layers, chains)
		samples, err := trainer.Sample(chains, rng.For(1, "eval"))
		if err != nil {
			t.Fatal(err)
		}
		compare(t, samples, distribution(trainer))
	}
}

// distribution is log p of every image.
func distribution(trainer *Trainer) []float64 {
	top := count(widen(trainer.layers[len(trainer.layers)-1]))
	if len(trainer.layers) == 1 {
		return top.logP
	}
	below := widen(trainer.layers[0])
	p := make([]float64, 1<<5)
	for h, logP := range top.logP {
		pixels := nn.NewMatrix[float64](1, 5)
		below.visible(pixels, nn.Matrix[float64]{Rows: 1, Cols: 3, Data: bits(h, 3)})
		for v := range p {
			product := math.Exp(logP)
			for i, on := range bits(v, 5) {
				product *= on*pixels.Data[i] + (1-on)*(1-pixels.Data[i])
			}
			p[v] += product
		}
	}
	for v := range p {
		p[v] = math.Log(p[v])
	}
	return p
}

// One long chain: 20,000 samples, 20 steps apart, of a net of two machines.
func TestALongChainHasTheExactDistribution(t *testing.T) {
	trainer := sampler(t, Draws, 2, 1)
	trainer.config.Chain.Thin = 20
	samples, err := trainer.Sample(20_000, rng.For(1, "eval"))
	if err != nil {
		t.Fatal(err)
	}
	compare(t, samples, distribution(trainer))
}

// Pixel means have the mean of the exact distribution, and are no draws.
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
		for i, on := range bits(v, 5) {
			want[i] += on * math.Exp(logP)
		}
	}
	for i, total := range sum.Data { // the standard error of a mean of values in [0,1] is at most .5/√40,000
		near(t, "the mean of a pixel", float64(total)/chains, want[i], 5*.5/math.Sqrt(chains))
	}
	if slices.ContainsFunc(samples.Row(0), func(v float32) bool { return v == 0 || v == 1 }) {
		t.Error("pixel means are 0 or 1")
	}
}

// Training raises the exact log-likelihood of its data, whatever estimates the gradient, most of the way from that of a
// machine without weights to what no model can exceed, the data's own entropy.
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
		before := count(widen(trainer.layers[0])).likelihood(data)
		for range 300 {
			if _, err := trainer.Epoch(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		after := count(widen(trainer.layers[0])).likelihood(data)
		if after < before+.5 || after < -entropy-.3 || after > -entropy {
			t.Errorf("%s: the log-likelihood went from %.3f to %.3f; at most %.3f is possible", name, before, after, -entropy)
		}
		t.Logf("%s: %.3f → %.3f of %.3f", name, before, after, -entropy)
	}
}
