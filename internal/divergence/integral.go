package divergence

import "math"

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
	middle := low + float64((high-low)/2)
	left, right := gaussLegendre(f, low, middle), gaussLegendre(f, middle, high)
	both := left + right
	settled := !(math.Abs(both-whole) > absolute+float64(relative*math.Abs(both))) // also when either is not a number
	if settled || math.IsInf(both, 0) || halvings == 0 {
		return both
	}
	return refine(f, low, middle, left, halvings-1) + refine(f, middle, high, right, halvings-1)
}

// gaussLegendre applies the Gauss–Legendre rule of 16 points, which is exact for polynomials up to degree 31.
func gaussLegendre(f func(float64) float64, low, high float64) float64 {
	sum, half := 0., (high-low)/2
	for i, x := range nodes {
		sum += float64(weights[i] * f(low+float64((1+x)*half)))
	}
	return float64(sum * half)
}

// The nodes and weights of the rule on [−1, 1] (Abramowitz and Stegun 1964, table 25.4).
var nodes, weights = legendre16()

func legendre16() (x, w [16]float64) {
	half := [8][2]float64{
		{0.095012509837637440185, 0.189450610455068496285}, {0.281603550779258913230, 0.182603415044923588867},
		{0.458016777657227386342, 0.169156519395002538189}, {0.617876244402643748447, 0.149595988816576732081},
		{0.755404408355003033895, 0.124628971255533872052}, {0.865631202387831743880, 0.095158511682492784810},
		{0.944575023073232576078, 0.062253523938647892863}, {0.989400934991649932596, 0.027152459411754094852},
	}
	for i, p := range half {
		x[7-i], x[8+i], w[7-i], w[8+i] = -p[0], p[0], p[1], p[1]
	}
	return x, w
}
