package metrics

import (
	"math"
	"testing"
)

// TestRankTest checks the statistic of Mann and Whitney on a case by hand: of x = 1, 3, 5 and y = 2, 3, 4, 6 the pairs with x above y number
// 0, 1½ and 3. With ties it counts half.
func TestRankTest(t *testing.T) {
	got := rankTest([]float64{5, 1, 3}, []float64{6, 2, 4, 3})
	if want := (4.5 - 6) / math.Sqrt(3*4*8./12); math.Abs(got-want) > 1e-12 {
		t.Errorf("%g, want %g", got, want)
	}
}

// TestCopies checks that fresh samples are called copies as often as the level says, and that slightly moved training images are.
func TestCopies(t *testing.T) {
	keepsLevel(t, func(trial int) float64 {
		all := normal(900, 4, 0, "all", trial)
		c, err := new(Neighbours).Copies(firstOf(all, 500), firstOf(after(all, 500), 200), after(all, 700))
		if err != nil {
			t.Fatal(err)
		}
		return c.P
	})
	train := normal(500, 4, 0, "train")
	copies := normal(500, 4, 0, "train")
	for i := range copies.Data {
		copies.Data[i] += .01
	}
	c, err := new(Neighbours).Copies(train, normal(200, 4, 0, "held out"), copies)
	if err != nil || c.P > 1e-6 || c.Samples >= c.HeldOut || math.Abs(c.Samples-.02) > .001 {
		t.Errorf("copies: %+v, %v", c, err)
	}
	blurred := normal(500, 4, 0, "blurred")
	for i := range blurred.Data {
		blurred.Data[i] *= 3
	}
	if c, err = new(Neighbours).Copies(train, normal(200, 4, 0, "held out"), blurred); err != nil || c.P < .999 {
		t.Errorf("samples far away: %+v, %v", c, err)
	}
}
