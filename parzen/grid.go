package parzen

import (
	"math"

	"gan2014/internal/elementary"
)

// A Grid is a list of σ to choose from.
type Grid []float64

// LogGrid returns n values between its ends, both included, in equal ratios. LogGrid(0.1, 1, 10)
// is the paper's grid (the defaults of parzen_ll.py). It panics unless n is at
// least 1 and the ends are positive and finite; n = 1 gives from alone.
func LogGrid(from, to float64, n int) Grid {
	checkGrid(from, to, n)
	return grid(from, to, n, func(f float64) float64 { return from * elementary.Pow(to/from, f) })
}

// LinearGrid returns n values between its ends, both included, in equal steps. It panics unless
// n is at least 1 and the ends are positive and finite; n = 1 gives from alone.
func LinearGrid(from, to float64, n int) Grid {
	checkGrid(from, to, n)
	return grid(from, to, n, func(f float64) float64 { return from + float64(f*(to-from)) })
}

// grid returns the values of at for the fractions i/(n−1), and exactly from and to at the ends.
func grid(from, to float64, n int, at func(fraction float64) float64) Grid {
	g := make(Grid, n)
	g[0] = from
	for i := 1; i < n-1; i++ {
		g[i] = at(float64(i) / float64(n-1))
	}
	if n > 1 {
		g[n-1] = to
	}
	return g
}

// checkGrid panics for a grid without values and for ends that are no widths.
func checkGrid(from, to float64, n int) {
	if n < 1 {
		panic("parzen: grid of less than one value")
	}
	if !(from > 0 && to > 0 && from <= math.MaxFloat64 && to <= math.MaxFloat64) {
		panic("parzen: grid ends must be positive and finite")
	}
}
