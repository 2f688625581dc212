package trainertest

import (
	"math"
	"testing"
)

// Uniform fails the test unless values look like draws from U(−r, r): all lie within, and their mean and mean square lie within five
// standard errors of 0 and r²/3. The standard errors are √(r²/3/n) and √(4/45·r⁴/n).
func Uniform(t *testing.T, what string, values []float32, r float64) {
	t.Helper()
	n := float64(len(values))
	mean, square := 0., 0.
	for _, v := range values {
		x := float64(v)
		if math.Abs(x) > r*(1+1e-7) { // as float32 rounds
			t.Fatalf("%s are not within ±%g: one is %g", what, r, x)
		}
		mean, square = mean+x/n, square+x*x/n
	}
	if tolerance := 5 * r / math.Sqrt(3*n); math.Abs(mean) > tolerance {
		t.Errorf("%s have a mean of %g, want 0 ± %g", what, mean, tolerance)
	}
	if tolerance := 5 * r * r * math.Sqrt(4./45/n); math.Abs(square-r*r/3) > tolerance {
		t.Errorf("%s have a mean square of %g, want %g ± %g", what, square, r*r/3, tolerance)
	}
}
