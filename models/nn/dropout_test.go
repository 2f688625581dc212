package nn

import (
	"math"
	"testing"

	"gan2014/internal/rng"
)

// TestDropout checks that a mask holds 0 and 1/keep, the latter with the right frequency within five standard errors, whatever the mask
// held before.
func TestDropout(t *testing.T) {
	var d Dropout
	for i, keep := range []float64{.8, .5, .5} {
		m := make([]float32, 100_000-i)
		d.Fill(rng.For(1, "dropout", i), m, keep)
		kept := 0.
		for _, v := range m {
			if v != 0 && v != float32(1/keep) {
				t.Fatalf("a mask holds %g", v)
			}
			if v != 0 {
				kept++
			}
		}
		n := float64(len(m))
		if got := kept / n; math.Abs(got-keep) > 5*math.Sqrt(keep*(1-keep)/n) {
			t.Errorf("kept %g, want %g", got, keep)
		}
	}
}
