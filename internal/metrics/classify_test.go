package metrics

import (
	"testing"

	"gan2014/internal/rng"
)

// TestNearestNeighboursKeepTheirLevel checks that equal distributions are rejected as often as the level says: 200 times at the level .1, of
// which a binomial number lies between 9 and 34 with a probability of .9995.
func TestNearestNeighboursKeepTheirLevel(t *testing.T) {
	rejected := 0
	var accuracy []float64
	for trial := range 200 {
		c, err := NearestNeighbours(normal(200, 2, 0, "real", trial), normal(200, 2, 0, "fake", trial), rng.For(1, "halves", trial))
		if err != nil {
			t.Fatal(err)
		}
		accuracy = append(accuracy, c.Accuracy.Value)
		if c.P <= .1 {
			rejected++
		}
	}
	within(t, "accuracy", accuracy, .5)
	if rejected < 9 || rejected > 34 {
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
