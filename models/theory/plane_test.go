package theory

import (
	"math"
	"slices"
	"testing"

	"gan2014/internal/rng"
	"gan2014/models/nn"

	"gonum.org/v1/gonum/spatial/r2"
)

// TestPlaneCount checks by hand that a sample within three deviations of a centre is good, and that one outside belongs to no mode.
func TestPlaneCount(t *testing.T) {
	p := plane{modes: []r2.Vec{{X: 0, Y: 0}, {X: 1, Y: 0}}, sd: .1}
	got := p.count(nn.Matrix[float32]{Rows: 5, Cols: 2, Data: []float32{0, 0, 0, .29, 0, .31, 1.2, .2, .5, 0}})
	if !slices.Equal(got, []int{2, 1}) {
		t.Errorf("%v", got)
	}
}

// TestPlaneData checks that data cover all modes and are nearly all good: a normal distribution in the plane has e^(−9/2) of its draws
// outside.
func TestPlaneData(t *testing.T) {
	for _, p := range []plane{collapse(t).Ring.plane(), collapse(t).Grid.plane()} {
		const n = 20_000
		got, err := p.coverageOf(p.draw(n, rng.For(1, "data")))
		if err != nil || got.covered != float64(len(p.modes)) || math.Abs(got.quality-(1-math.Exp(-4.5))) > .003 {
			t.Errorf("%s: %v, error %v", p.name, got, err)
		}
	}
}

// TestPlaneChance checks that points spread evenly around the modes are good in less than a tenth of the cases, so that chance does not
// look like coverage.
func TestPlaneChance(t *testing.T) {
	const n = 20_000
	for _, p := range []plane{collapse(t).Ring.plane(), collapse(t).Grid.plane()} {
		end := 0.
		for _, m := range p.modes {
			end = max(end, m.X)
		}
		x := nn.NewMatrix[float32](n, 2)
		rng.Uniform(rng.For(1, "even"), x.Data, -end-.5, end+.5)
		if got, _ := p.coverageOf(x); got.quality > .1 {
			t.Errorf("%s: %g of evenly spread points are good", p.name, got.quality)
		}
	}
}
