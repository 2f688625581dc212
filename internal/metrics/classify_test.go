package metrics

import (
	"math"
	"testing"

	"gan2014/internal/rng"
	"gan2014/parzen"
)

// TestNearestNeighboursKeepTheirLevel checks that equal distributions are rejected as often as the level says: 1,000
// points each, so that the steps of the accuracy do not matter.
func TestNearestNeighboursKeepTheirLevel(t *testing.T) {
	var accuracy []float64
	keepsLevel(t, func(trial int) float64 {
		c, err := NearestNeighbours(normal(1000, 2, 0, "real", trial), normal(1000, 2, 0, "fake", trial), rng.For(1, "halves", trial))
		if err != nil {
			t.Fatal(err)
		}
		accuracy = append(accuracy, c.Accuracy.Value)
		return c.P
	})
	within(t, "accuracy", accuracy, .5)
}

// keepsLevel checks that a test rejects as many of 200 equal distributions as the level .1 says. A binomial number lies between 12 and 29 with a
// probability of .967. test returns the p-value of a trial.
func keepsLevel(t *testing.T, test func(trial int) float64) {
	t.Helper()
	rejected := 0
	for trial := range 200 {
		if test(trial) <= .1 {
			rejected++
		}
	}
	if rejected < 12 || rejected > 29 {
		t.Errorf("%d of 200 equal distributions are rejected at the level .1", rejected)
	}
}

// TestNearestNeighboursFindDifferences checks a small difference in many points, and sets apart.
func TestNearestNeighboursFindDifferences(t *testing.T) {
	c, err := NearestNeighbours(normal(2000, 2, 0, "real"), normal(2000, 2, .5, "fake"), rng.For(1, "halves"))
	if err != nil || c.P > 1e-6 || c.Accuracy.Low < .5 {
		t.Errorf("shifted by half a deviation: %+v, %v", c, err)
	}
	c, err = NearestNeighbours(normal(100, 2, 0, "real"), normal(100, 2, 50, "fake"), rng.For(1, "halves"))
	if err != nil || c.Accuracy.Value != 1 || c.P > 1e-9 {
		t.Errorf("far apart: %+v, %v", c, err)
	}
}

// TestNearestNeighbour checks the three cases that it tells apart: equal distributions, sets apart, and samples that are slightly moved images.
func TestNearestNeighbour(t *testing.T) {
	real := normal(1000, 3, 0, "real")
	n, err := new(Neighbours).NearestNeighbour(real, normal(1000, 3, 0, "fake"))
	if err != nil || n.Images.Low > .5 || n.Images.High < .5 || n.Samples.Low > .5 || n.Samples.High < .5 {
		t.Errorf("equal distributions: %+v, %v", n, err)
	}
	if n, err = new(Neighbours).NearestNeighbour(real, normal(1000, 3, 90, "fake")); err != nil || n.Images.Value != 1 || n.Samples.Value != 1 {
		t.Errorf("far apart: %+v, %v", n, err)
	}
	copies := normal(1000, 3, 0, "real")
	for i := range copies.Data {
		copies.Data[i] += 1e-4
	}
	if n, err = new(Neighbours).NearestNeighbour(real, copies); err != nil || n.Images.Value > .01 || n.Samples.Value > .01 {
		t.Errorf("copies: %+v, %v", n, err)
	}
}

// TestNeighboursAreKept compares metrics that share their distances with the same computed apart, also for a second set of samples, and the nearest
// points with a plain search.
func TestNeighboursAreKept(t *testing.T) {
	real, fake, other := normal(60, 3, 0, "real"), normal(60, 3, .5, "fake"), normal(60, 3, 1, "other")
	shared := new(Neighbours)
	for _, samples := range []parzen.Points{fake, other, fake} {
		nearest, err := shared.NearestNeighbour(real, samples)
		if err != nil {
			t.Fatal(err)
		}
		if alone, _ := new(Neighbours).NearestNeighbour(real, samples); nearest != alone {
			t.Errorf("nearest %+v, alone %+v", nearest, alone)
		}
		manifold, err := shared.Manifolds(real, samples)
		if err != nil {
			t.Fatal(err)
		}
		if alone, _ := new(Neighbours).Manifolds(real, samples); manifold != alone {
			t.Errorf("manifold %+v, alone %+v", manifold, alone)
		}
	}
	x := shared.of(real).cross(shared.of(fake))
	plain := func(a, b parzen.Points, i int) float64 {
		least := math.Inf(1)
		for j := range b.N {
			sum := 0.0
			for k := range a.D {
				sum += math.Pow(float64(a.Data[i*a.D+k])-float64(b.Data[j*b.D+k]), 2)
			}
			least = min(least, sum)
		}
		return least
	}
	for i := range real.N {
		if want := plain(real, fake, i); math.Abs(x.nearestSample[i]-want) > 1e-9 {
			t.Errorf("image %d: nearest sample at %g, want %g", i, x.nearestSample[i], want)
		}
		if want := plain(fake, real, i); math.Abs(x.nearestImage[i]-want) > 1e-9 {
			t.Errorf("sample %d: nearest image at %g, want %g", i, x.nearestImage[i], want)
		}
	}
}
