package divergence

import "gan2014/internal/elementary"

// Criterion returns C(q) = −log 4 + 2·JSD(p‖q), the value of the game against the optimal discriminator, for probabilities p and q of the
// same finite number of outcomes (paper, Theorem 1). C is the supremum over D of Σ p·log D + q·log(1−D). This sum is linear in q for each D,
// so C is convex in q (Proposition 2).
func Criterion(p, q []float64) float64 { return -elementary.Log(4) + float64(2*FiniteJS(p, q)) }

// FiniteJS returns JSD(p‖q) for probabilities p and q of the same finite number of outcomes, in nats.
func FiniteJS(p, q []float64) float64 {
	sum := 0.
	for i := range p {
		m := (p[i] + q[i]) / 2
		for _, v := range []float64{p[i], q[i]} {
			if v != 0 {
				sum += float64(v / 2 * (elementary.Log(v) - elementary.Log(m)))
			}
		}
	}
	return sum
}

// Slope returns the gradient of Σ p·log D + q·log(1−D) with respect to q at the optimal D = p/(p+q): log(1−D). It is also a subgradient of
// C, because the supremum is attained at this D (paper, proof of Proposition 2). Slope computes log(q/(p+q)), because 1 − D may round to 0.
// The slope is −Inf where q is 0 and p is not.
func Slope(p, q []float64) []float64 {
	slope := make([]float64, len(q))
	for i := range q {
		slope[i] = elementary.Log(q[i] / (p[i] + q[i]))
	}
	return slope
}
