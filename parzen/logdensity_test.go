package parzen

import (
	"math"
	"testing"
)

// TestKernelSum has one nearest sample and all others equally far from it, on
// both sides of where they are left out.
func TestKernelSum(t *testing.T) {
	const n, twoVar, nearest = 1000, 0.5, 3
	dist := make([]float64, n)
	for exponent := 0.0; exponent < 60; exponent += 0.125 {
		for i := range dist {
			dist[i] = nearest + twoVar*exponent // exact
		}
		dist[n-1] = nearest
		others := (n - 1) * math.Exp(-exponent)
		// Rounding: that of n terms among themselves, then of the sum.
		tolerance := n*0x1p-53*others + 0x1p-52
		if got := kernelSum(dist, nearest, twoVar); math.Abs(got-1-others) > tolerance {
			t.Errorf("exponent %g: sum %.17g, want 1 + %.17g", exponent, got, others)
		}
	}
}
