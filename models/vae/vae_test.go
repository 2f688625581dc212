package vae

import (
	"fmt"
	"math"
	"testing"

	"gan2014/internal/rng"
	"gan2014/internal/trainertest"
	"gan2014/models/nn"
)

// small returns a recipe for images of 8 values.
func small() Config {
	return Config{
		Latent: 2, Variance: .05, Batch: 10,
		Encoder: []nn.Layer{{Kind: "relu", Units: 12, IRange: .3}, {Kind: "linear", Units: 4, IRange: .1}},
		Decoder: []nn.Layer{{Kind: "relu", Units: 12, IRange: .3}, {Kind: "sigmoid", Units: 8, IRange: .3}},
		Adam:    nn.Adam{Rate: .005, Decay1: .9, Decay2: .999, Epsilon: 1e-8},
	}
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
	images := curve(47)
	trainertest.Laws(t, func(seed int64, key string) trainertest.Trainer[Stats] { return New(small(), images, seed, key) }, 3)
}

// bound computes the mean lower bound of a step directly.
func bound(s *step[float64], variance float64) (sum float64) {
	k := s.noise.Cols
	for i := range s.x.Rows {
		squares, divergence := 0.0, 0.0
		for j, v := range s.x.Row(i) {
			squares += math.Pow(v-s.image.Row(i)[j], 2)
		}
		for j := range k {
			m, v := s.code.Row(i)[j], s.code.Row(i)[k+j]
			divergence += (m*m + math.Exp(v) - 1 - v) / 2
		}
		sum += (-float64(s.x.Cols)/2*math.Log(2*math.Pi*variance) - squares/(2*variance) - divergence) / float64(s.x.Rows)
	}
	return sum
}

// TestGradients compares the derivatives of minus the lower bound with central differences (step 1e-5, tolerance 1e-6 relative to max(1, |g|)), in
// two runs.
func TestGradients(t *testing.T) {
	nets := newAutoencoder[float64](small(), 8, 1)
	s, err := nets.newStep(5)
	if err != nil {
		t.Fatal(err)
	}
	for run := range 2 {
		rng.Uniform(rng.For(2, "x", run), s.x.Data, 0, 1)
		rng.Normal(rng.For(2, "noise", run), s.noise.Data)
		loss := func() float64 {
			if err := s.program.Run(); err != nil {
				t.Fatal(err)
			}
			return -bound(s, nets.variance)
		}
		for _, p := range nets.params() {
			loss()
			got := append([]float64(nil), p.Gradient.Data...)
			for i, w := range p.Value.Data {
				const h = 1e-5
				p.Value.Data[i] = w + h
				above := loss()
				p.Value.Data[i] = w - h
				below := loss()
				p.Value.Data[i] = w
				if want := (above - below) / (2 * h); math.Abs(got[i]-want) > 1e-6*max(1, math.Abs(want)) {
					t.Fatalf("run %d: derivative by %s[%d] is %g, finite difference %g", run, p.Name, i, got[i], want)
				}
			}
		}
	}
}

// TestStats compares the stats of a step with the definition.
func TestStats(t *testing.T) {
	exact := newAutoencoder[float64](small(), 8, 1)
	s, err := exact.newStep(5)
	if err != nil {
		t.Fatal(err)
	}
	rng.Uniform(rng.For(2, "x"), s.x.Data, 0, 1)
	rng.Normal(rng.For(2, "noise"), s.noise.Data)
	if err := s.program.Run(); err != nil {
		t.Fatal(err)
	}
	narrow := func(m nn.Matrix[float64]) nn.Matrix[float32] {
		n := nn.NewMatrix[float32](m.Rows, m.Cols)
		for i, v := range m.Data {
			n.Data[i] = float32(v)
		}
		return n
	}
	var seen totals
	seen.add(narrow(s.x), narrow(*s.image.Matrix), narrow(*s.code.Matrix), exact.variance)
	if got, want := seen.means().Bound, bound(s, exact.variance); math.Abs(got-want) > 1e-4 {
		t.Errorf("lower bound %.6f, want %.6f", got, want)
	}
	if seen.means().Divergence <= 0 {
		t.Errorf("divergence %g", seen.means().Divergence)
	}
}

// TestLearns checks that the bound rises and that samples lie near the curve.
func TestLearns(t *testing.T) {
	images := curve(500)
	trainer := New(small(), images, 1, "key")
	var first, last Stats
	for epoch := range 60 {
		stats, err := trainer.Epoch(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if epoch == 0 {
			first = stats
		}
		last = stats
	}
	if last.Bound < first.Bound+1 || last.Divergence < .2 {
		t.Errorf("lower bound %.2f at first, %.2f at last, divergence %.2f", first.Bound, last.Bound, last.Divergence)
	}
	samples, err := trainer.Sample(200, rng.For(3, "z"))
	if err != nil {
		t.Fatal(err)
	}
	far := 0
	for i := range samples.Rows {
		least := math.Inf(1)
		for j := range images.Rows {
			d := 0.0
			for k, v := range samples.Row(i) {
				d += math.Pow(float64(v-images.Row(j)[k]), 2)
			}
			least = min(least, d)
		}
		if least > .15 {
			far++
		}
	}
	if far > 20 {
		t.Errorf("%d of 200 samples are far from all images", far)
	}
	if again, _ := trainer.Sample(200, rng.For(3, "z")); fmt.Sprint(again) != fmt.Sprint(samples) {
		t.Error("the same stream gave other samples")
	}
}

// TestNoiseOfUpdates checks that each update draws other noise.
func TestNoiseOfUpdates(t *testing.T) {
	trainer := New(small(), curve(47), 1, "key")
	rows := []int{0, 1, 2}
	var before []float32
	for range 2 {
		if err := trainer.update(rows); err != nil {
			t.Fatal(err)
		}
		trainer.state.Update++
		now := append([]float32(nil), trainer.steps[3].noise.Data...)
		if fmt.Sprint(now) == fmt.Sprint(before) {
			t.Error("two updates have the same noise")
		}
		before = now
	}
}
