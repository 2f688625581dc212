package divergence

import (
	"gan2014/internal/elementary"

	"gonum.org/v1/gonum/stat"
)

// Criterion is C(q) = −log 4 + 2·JSD(p‖q), the value of the game against the best discriminator, for probabilities p and q of the same
// finite number of outcomes (paper, Theorem 1). It is the supremum over D of Σ p·log D + q·log(1−D), which is linear in q for each D:
// so it is convex in q (Proposition 2).
func Criterion(p, q []float64) float64 { return -elementary.Log(4) + 2*stat.JensenShannon(p, q) }

// Slope is the gradient of Σ p·log D + q·log(1−D) in q, which is log(1−D), at the optimal D = p/(p+q). It is one of C too, as D is
// where the supremum is attained (paper, proof of Proposition 2). It is computed as log(q/(p+q)): 1 − D may round to 0. Where q is 0 and
// p is not, it is −Inf.
func Slope(p, q []float64) []float64 {
	slope := make([]float64, len(q))
	for i := range q {
		slope[i] = elementary.Log(q[i] / (p[i] + q[i]))
	}
	return slope
}
