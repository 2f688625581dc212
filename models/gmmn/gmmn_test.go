package gmmn

import (
	"math"
	"testing"

	"gan2014/internal/rng"
	"gan2014/internal/trainertest"
	"gan2014/models/nn"
)

// small returns a recipe for images of 8 values.
func small() Config {
	return Config{
		Noise: 2, Uniform: true, Variances: []float64{.25, .5, 2}, Batch: 50,
		Generator: []nn.Layer{{Kind: "relu", Units: 16, IRange: .5}, {Kind: "sigmoid", Units: 8, IRange: .5}},
		Rate:      nn.Ramp{Start: .5, End: .2, Epochs: 60}, Momentum: .9,
	}
}

// coded returns a recipe that matches codes of 3 values.
func coded() Config {
	c := small()
	c.Generator = []nn.Layer{{Kind: "relu", Units: 16, IRange: .5}, {Kind: "sigmoid", Units: 3, IRange: .5}}
	c.Variances = []float64{.1, 1}
	c.Autoencoder = &Autoencoder{
		Epochs:  2,
		Encoder: []nn.Layer{{Kind: "relu", Units: 16, IRange: .5}, {Kind: "sigmoid", Units: 3, IRange: .5}},
		Decoder: []nn.Layer{{Kind: "relu", Units: 16, IRange: .5}, {Kind: "sigmoid", Units: 8, IRange: .5}},
		Adam:    nn.Adam{Rate: .01, Decay1: .9, Decay2: .999, Epsilon: 1e-8},
	}
	return c
}

// curve returns images on a curve: one value decides the others.
func curve(n int) nn.Matrix[float32] {
	images := nn.NewMatrix[float32](n, 8)
	at := make([]float64, n)
	rng.Uniform(rng.For(1, "at"), at, 0, 1)
	for i := range n {
		for k := range 8 {
			images.Row(i)[k] = float32(.5 + .4*math.Sin(3*at[i]+float64(k)))
		}
	}
	return images
}

func TestLaws(t *testing.T) {
	images := curve(120)
	for name, config := range map[string]Config{"images": small(), "codes": coded()} {
		t.Run(name, func(t *testing.T) {
			trainertest.Laws(t, func(seed int64, key string) trainertest.Trainer[Stats] { return New(config, images, seed, key) }, 3)
		})
	}
}

// direct computes MMD² by its definition.
func direct(x, y nn.Matrix[float64], variances []float64) float64 {
	mean := func(a, b nn.Matrix[float64]) (sum float64) {
		for i := range a.Rows {
			for j := range b.Rows {
				d := 0.0
				for k, v := range a.Row(i) {
					d += math.Pow(v-b.Row(j)[k], 2)
				}
				for _, q := range variances {
					sum += math.Exp(-d / (2 * q))
				}
			}
		}
		return sum / float64(a.Rows*b.Rows)
	}
	return mean(x, x) + mean(y, y) - 2*mean(x, y)
}

// TestDiscrepancy compares MMD with its definition: also with variances that are not sorted, of which some are halves of others, and with sets of
// different sizes. Equal sets have 0.
func TestDiscrepancy(t *testing.T) {
	variances := []float64{.5, 3, 1, 2}
	x, y := nn.NewMatrix[float64](7, 3), nn.NewMatrix[float64](5, 3)
	rng.Uniform(rng.For(1, "x"), x.Data, 0, 1)
	rng.Uniform(rng.For(1, "y"), y.Data, 0, 2)
	d, slope := newDiscrepancy[float64](variances), nn.NewMatrix[float64](5, 3)
	if got, want := d.gradient(slope, y, x), math.Sqrt(direct(x, y, variances)); math.Abs(got-want) > 1e-12 {
		t.Errorf("MMD %.15f, want %.15f", got, want)
	}
	same := nn.NewMatrix[float64](7, 3)
	if got := d.gradient(same, x, x); math.Abs(got) > 1e-7 {
		t.Errorf("equal sets have MMD %g", got)
	}
}

// TestGradients compares the derivatives of both losses with central differences (step 1e-5, tolerance 1e-6 relative to max(1, |g|)).
func TestGradients(t *testing.T) {
	c := coded()
	encoder, decoder := nn.NewNet[float64]("E", 8, c.Autoencoder.Encoder, 1), nn.NewNet[float64]("D", 3, c.Autoencoder.Decoder, 1)
	coder, err := newCoding(encoder, decoder, 6)
	if err != nil {
		t.Fatal(err)
	}
	rng.Uniform(rng.For(2, "x"), coder.x.Data, 0, 1)
	check(t, append(encoder.Params, decoder.Params...), coder.program, func() (sum float64) {
		for i, v := range coder.image.Data {
			sum -= coder.x.Data[i]*math.Log(v) + (1-coder.x.Data[i])*math.Log(1-v)
		}
		return sum / 6
	})

	generator := nn.NewNet[float64]("G", 2, c.Generator, 1)
	matcher, err := newMatching(generator, c.Variances, 6)
	if err != nil {
		t.Fatal(err)
	}
	rng.Uniform(rng.For(2, "z"), matcher.z.Data, -1, 1)
	rng.Uniform(rng.For(2, "codes"), matcher.x.Data, 0, 1)
	check(t, generator.Params, matcher.program, func() float64 { return matcher.discrepancy })
}

// check runs a program and compares the gradients of the parameters with central differences of the loss of its last run.
func check(t *testing.T, params []*nn.Param[float64], program *nn.Program, loss func() float64) {
	t.Helper()
	run := func() float64 {
		if err := program.Run(); err != nil {
			t.Fatal(err)
		}
		return loss()
	}
	for _, p := range params {
		run()
		got := append([]float64(nil), p.Gradient.Data...)
		for i, w := range p.Value.Data {
			const h = 1e-5
			p.Value.Data[i] = w + h
			above := run()
			p.Value.Data[i] = w - h
			below := run()
			p.Value.Data[i] = w
			if want := (above - below) / (2 * h); math.Abs(got[i]-want) > 1e-6*max(1, math.Abs(want)) {
				t.Fatalf("derivative by %s[%d] is %g, finite difference %g", p.Name, i, got[i], want)
			}
		}
	}
}

// TestLearns checks that samples come nearer to the images, with codes and without, and that the auto-encoder learns first.
func TestLearns(t *testing.T) {
	images, held := curve(1000), curve(1500).From(1000)
	for name, config := range map[string]Config{"images": small(), "codes": coded()} {
		if config.Autoencoder != nil {
			config.Autoencoder.Epochs = 30
		}
		trainer := New(config, images, 1, "key")
		distance := func() float64 {
			samples, err := trainer.Sample(500, rng.For(3, "z"))
			if err != nil {
				t.Fatal(err)
			}
			return direct(wide(held), wide(samples), []float64{.25, .5, 2})
		}
		before := distance()
		var first, last Stats
		for epoch := range 60 {
			stats, err := trainer.Epoch(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if want := config.Autoencoder != nil && epoch < 30; stats.Coding != want {
				t.Fatalf("%s: epoch %d trains the auto-encoder: %v", name, epoch+1, stats.Coding)
			}
			if epoch == 0 {
				first = stats
			}
			last = stats
			if stats.Coding && epoch == 29 && stats.CrossEntropy > first.CrossEntropy-.05 {
				t.Errorf("%s: reconstruction %.3f at first, %.3f at last", name, first.CrossEntropy, stats.CrossEntropy)
			}
		}
		if after := distance(); after > before/10 || last.Discrepancy <= 0 {
			t.Errorf("%s: MMD² of samples and held-out images %.4f before, %.4f after, loss %.4f", name, before, after, last.Discrepancy)
		}
	}
}

func wide(m nn.Matrix[float32]) nn.Matrix[float64] {
	w := nn.NewMatrix[float64](m.Rows, m.Cols)
	for i, v := range m.Data {
		w.Data[i] = float64(v)
	}
	return w
}

// TestRate checks that the learning rate follows the epochs of the generator, and not those of the auto-encoder.
func TestRate(t *testing.T) {
	config := coded()
	config.Autoencoder.Epochs, config.Rate, config.Momentum = 1, nn.Ramp{Start: 0, End: 1, Epochs: 2}, 0
	trainer := New(config, curve(100), 1, "key")
	for range 2 {
		if _, err := trainer.Epoch(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	before := append([]float32(nil), trainer.nets.generator.Params[0].Value.Data...)
	moved := func() bool {
		for i, v := range trainer.nets.generator.Params[0].Value.Data {
			if v != before[i] {
				return true
			}
		}
		return false
	}
	fresh := New(config, curve(100), 1, "key").nets.generator.Params[0].Value.Data
	for i, v := range before {
		if v != fresh[i] {
			t.Fatal("the generator moved at rate 0")
		}
	}
	if _, err := trainer.Epoch(t.Context()); err != nil {
		t.Fatal(err)
	}
	if !moved() {
		t.Error("the generator did not move at rate 1")
	}
}
