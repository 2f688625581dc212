package theory

import (
	"math"
	"slices"
	"testing"

	"gan2014/internal/divergence"
	"gan2014/internal/rng"

	"gonum.org/v1/gonum/stat"
)

// TestModesAreDrawn checks that the modes of data are drawn at random: another stream gives another order.
func TestModesAreDrawn(t *testing.T) {
	order := func(stream int) (modes []int) {
		p := collapse(t).Ring.plane()
		x := p.draw(50, rng.For(1, "data", stream))
		for i := range x.Rows {
			mode, _ := p.nearest(x.Row(i))
			modes = append(modes, mode)
		}
		return modes
	}
	if slices.Equal(order(1), order(2)) {
		t.Error("the data of two streams are of the same modes in the same order")
	}
}

// TestSeedsOfASeries checks that the trainings of a series have different seeds, the same for each setting.
func TestSeedsOfASeries(t *testing.T) {
	c := collapse(t)
	s, err := c.Ring.plane().trainingSetup(c.briefly(2, 2)).series(t.Context(), []setting{balanced}, 1, func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	of := s.of(balanced)
	for i, h := range of {
		for k := range i {
			if slices.Equal(h.samples.Data, of[k].samples.Data) {
				t.Errorf("trainings %d and %d end with the same samples", k+1, i+1)
			}
		}
	}
}

// TestMeasurementsAreOnNewNoise checks that each gradient of a trace is measured on new noise. They differ, so that their mean has an
// interval.
func TestMeasurementsAreOnNewNoise(t *testing.T) {
	s := vanishing(t).poorGenerator(vanishing(t).Near, 1)
	s.sample = 100
	var c gradientTrace
	if err := s.measure(&c, 1); err != nil {
		t.Fatal(err)
	}
	for _, p := range []Point{c.saturating[0], c.other[0]} {
		if !(p.Low < p.Y && p.Y < p.High) {
			t.Errorf("the gradient is %g, from %g to %g: all measurements are one", p.Y, p.Low, p.High)
		}
	}
}

// TestLossAndMeanD compares D's loss with its definition, half the sum of the means of −log D(x) and −log(1−D(G(z))).
func TestLossAndMeanD(t *testing.T) {
	s := vanishing(t).poorGenerator(vanishing(t).Near, 1)
	x, z := s.data(100, rng.For(1, "x")), s.trainer.Noise(100, rng.For(1, "z"))
	samples, err := s.trainer.Generate(z)
	if err != nil {
		t.Fatal(err)
	}
	ofData, err := evaluateD(s.trainer, widened(x.Data))
	if err != nil {
		t.Fatal(err)
	}
	ofSamples, err := evaluateD(s.trainer, widened(samples.Data))
	if err != nil {
		t.Fatal(err)
	}
	wantLoss, wantTaken := 0., 0.
	for i := range ofData {
		wantLoss -= (math.Log(ofData[i]) + math.Log(1-ofSamples[i])) / 200
		wantTaken += ofSamples[i] / 100
	}
	if loss, taken, err := s.lossAndMeanD(x, z); err != nil || math.Abs(loss-wantLoss) > 1e-12 || math.Abs(taken-wantTaken) > 1e-12 {
		t.Errorf("loss %g and D(G(z)) %g, want %g and %g (%v)", loss, taken, wantLoss, wantTaken, err)
	}
}

func widened(values []float32) []float64 {
	wide := make([]float64, len(values))
	for i, v := range values {
		wide[i] = float64(v)
	}
	return wide
}

// A recorder is a density that remembers its draws.
type recorder struct {
	divergence.Density
	drawn *[]float64
}

func (r recorder) Draw(noise rng.Stream) float64 {
	x := r.Density.Draw(noise)
	*r.drawn = append(*r.drawn, x)
	return x
}

// TestReferenceDSeesNewDraws checks that every update of a referenceD uses new draws of both densities.
func TestReferenceDSeesNewDraws(t *testing.T) {
	var ofP, ofQ []float64
	normal := divergence.Normal{Mu: 0, Sigma: 1}
	s := proposition1(t).ReferenceD
	s.Updates = 100
	j := s.between(recorder{normal, &ofP}, recorder{normal, &ofQ}, 1, "test")
	if err := j.train(t.Context(), 3, func(int) {}); err != nil {
		t.Fatal(err)
	}
	drawn := slices.Sorted(slices.Values(append(ofP, ofQ...)))
	if n := len(slices.Compact(drawn)); n != 6000 { // three updates, 1,000 draws of each
		t.Errorf("of 6,000 draws %d are different", n)
	}
}

// TestIntervalOfAValue checks that the interval of a value comes from the variances of both samples: 1.96·√(variance of one/n + variance of
// the other/n).
func TestIntervalOfAValue(t *testing.T) {
	const n = 1000
	s := theorem1(t)
	s.Updates = 100
	j := s.between(targetP, divergence.Normal{Mu: 1, Sigma: 3}, 1, "test")
	if err := j.train(t.Context(), 10, func(int) {}); err != nil {
		t.Fatal(err)
	}
	variance := 0.
	for name, density := range map[string]divergence.Density{"/fresh/p": j.p, "/fresh/q": j.q} {
		d, err := evaluateD(j.trainer, widened(draws1D(density, n, rng.For(1, "test"+name)).Data))
		if err != nil {
			t.Fatal(err)
		}
		for i, x := range d {
			if name == "/fresh/q" {
				x = 1 - x
			}
			d[i] = math.Log(x)
		}
		variance += stat.Variance(d, nil) / n
	}
	if _, half, err := j.valueOfTheGame(n); err != nil || math.Abs(half-1.96*math.Sqrt(variance)) > 1e-9 {
		t.Errorf("the interval is ± %g, want ± %g (%v)", half, 1.96*math.Sqrt(variance), err)
	}
}
