package divergence

import (
	"math"

	"gonum.org/v1/gonum/integrate/quad"
)

// integral returns ∫ f from the first knot to the last. f must be smooth between two knots. If f is infinite on an interval, the result is
// infinite.
func integral(f func(float64) float64, knots []float64) float64 {
	sum := 0.
	for i, high := range knots[1:] {
		sum += refine(f, knots[i], high, gaussLegendre(f, knots[i], high), 40)
	}
	return sum
}

// refine halves an interval until the sum over both halves equals the value over the whole. For so exact a rule this is a strict
// criterion.
func refine(f func(float64) float64, low, high, whole float64, halvings int) float64 {
	const absolute, relative = 1e-13, 1e-13
	middle := low + (high-low)/2
	left, right := gaussLegendre(f, low, middle), gaussLegendre(f, middle, high)
	both := left + right
	settled := !(math.Abs(both-whole) > absolute+relative*math.Abs(both)) // also when either is not a number
	if settled || math.IsInf(both, 0) || halvings == 0 {
		return both
	}
	return refine(f, low, middle, left, halvings-1) + refine(f, middle, high, right, halvings-1)
}

// gaussLegendre applies the Gauss–Legendre rule of 16 points, which is exact for polynomials up to degree 31.
func gaussLegendre(f func(float64) float64, low, high float64) float64 {
	return quad.Fixed(f, low, high, 16, quad.Legendre{}, 0)
}
