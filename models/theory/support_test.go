package theory

import (
	"math"
	"testing"

	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// supportStudy is the study of theory.yaml.
var supportStudy = Support{Trainings: 3, Updates: 4000, Batch: 128, LearningRate: .01, Momentum: .5, Units: 64}

// TestSupport checks that both sentences hold, with seeds that chose nothing.
func TestSupport(t *testing.T) {
	if testing.Short() {
		t.Skip("trains six pairs of nets")
	}
	for _, seed := range []int64{102} { // the reference has seed 1
		r, err := supportStudy.Compute(t.Context(), Digits{}, seed, func(int, int) {})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range r.Findings {
			t.Log(f.Measured)
			if !f.Holds {
				t.Errorf("seed %d: %s: %s", seed, f.Claim, f.Measured)
			}
		}
	}
}

// TestMeasuresOfSupport compares both measures with what they are known to be: on a circle, in the whole plane, and at one point.
func TestMeasuresOfSupport(t *testing.T) {
	circle, whole, point := nn.NewMatrix[float32](supportSamples, 2), nn.NewMatrix[float32](supportSamples, 2), nn.NewMatrix[float32](supportSamples, 2)
	rng.Normal(rng.For(1, "whole"), whole.Data)
	for i := range circle.Rows {
		angle := 2 * math.Pi * float64((i*7919)%supportSamples) / supportSamples
		circle.Row(i)[0], circle.Row(i)[1] = float32(math.Cos(angle)), float32(math.Sin(angle))
	}
	for _, c := range []struct {
		name                             string
		samples                          nn.Matrix[float32]
		leastThin, mostThin, least, most float64
	}{
		{"circle", circle, 0, .001, .03, .12}, {"whole plane", whole, .25, .5, .99, 1}, {"one point", point, 0, 0, .0005, .001},
	} {
		if got := secondDirection(c.samples.First(supportData)); got < c.leastThin || got > c.mostThin {
			t.Errorf("%s: share %g across", c.name, got)
		}
		if got := filledCells(c.samples); got < c.least || got > c.most {
			t.Errorf("%s: share %g of the cells", c.name, got)
		}
	}
}
