package divergence

import (
	"math"

	"gan2014/internal/elementary"
)

// JS returns JSD(p‖q) = ½·KL(p‖m) + ½·KL(q‖m) with m = ½·(p+q), in nats: from 0 to log 2.
//
// With D* = p/(p+q) it is ∫ m·(log 2 − H(D*)), H(D) = −D·log D − (1−D)·log(1−D), in which no term is negative and none is infinite.
func JS(p, q Density) float64 {
	d := Optimal(p, q)
	return integral(func(x float64) float64 {
		m := (p.Prob(x) + q.Prob(x)) / 2
		if m == 0 {
			return 0
		}
		return m * information(d(x))
	}, knots(p, q))
}

// information returns log 2 − H(D), the information in a discriminator's output D, in nats. It computes ½·((1+t)·log(1+t) + (1−t)·log(1−t)) with
// t = 2·D − 1, which loses no digits near D = ½.
func information(d float64) float64 {
	t := math.Abs(2*d - 1)
	if t == 1 {
		return math.Ln2
	}
	return (float64((1+t)*elementary.Log1p(t)) + float64((1-t)*elementary.Log1p(-t))) / 2
}
