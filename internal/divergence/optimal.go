package divergence

import (
	"gan2014/internal/elementary"
)

// Optimal returns the optimal discriminator, D*(x) = p(x)/(p(x)+q(x)) (paper, Proposition 1). It computes D* from the logarithms of the
// densities, so that it is right even where both densities round to 0. Outside both supports D* is undefined and NaN.
func Optimal(p, q Density) func(x float64) float64 {
	return func(x float64) float64 { return 1 / (1 + elementary.Exp(q.LogProb(x)-p.LogProb(x))) }
}

// Value returns V(D*, G) = ∫ p·log D* + q·log(1−D*), computed by this definition (paper, section 4.1) and not as −log 4 + 2·JSD(p‖q)
// (Theorem 1). It ranges from −log 4 for q = p to 0 for disjoint supports.
func Value(p, q Density) float64 {
	return integral(func(x float64) float64 {
		logit := p.LogProb(x) - q.LogProb(x)
		return -expected(p.Prob(x), elementary.Softplus(-logit)) - expected(q.Prob(x), elementary.Softplus(logit))
	}, knots(p, q))
}

// expected returns density·loss, and 0 if the density is 0, even for an infinite loss.
func expected(density, loss float64) float64 {
	if density == 0 {
		return 0
	}
	return density * loss
}
