package divergence

import (
	"math"
	"slices"
)

// KL returns KL(p‖q) = ∫ p·log(p/q), in nats. It is +Inf if q is 0 on a part of p's support.
func KL(p, q Density) float64 {
	if !supportWithin(p, q) {
		return math.Inf(1)
	}
	return integral(func(x float64) float64 {
		density := p.Prob(x)
		if density == 0 {
			return 0
		}
		return density * (p.LogProb(x) - q.LogProb(x))
	}, knotsBetween(knots(p, q), p.Knots()))
}

// supportWithin reports whether the ends of p's support lie in q's support. It does not look at gaps.
func supportWithin(p, q Density) bool {
	pLow, pHigh := p.Support()
	qLow, qHigh := q.Support()
	return qLow <= pLow && pHigh <= qHigh
}

// knotsBetween returns the knots in all from the first to the last element of reach.
func knotsBetween(all, reach []float64) []float64 {
	first, _ := slices.BinarySearch(all, reach[0])
	last, _ := slices.BinarySearch(all, reach[len(reach)-1])
	return all[first : last+1]
}
