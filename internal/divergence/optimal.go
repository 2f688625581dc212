package divergence

import (
	"gan2014/internal/elementary"
)

// Optimal is the best discriminator there is, D*(x) = p(x)/(p(x)+q(x)) (paper, Proposition 1), from the logarithms of the densities:
// it is right where both of them round to 0. Off both supports it is not defined and NaN.
func Optimal(p, q Density) func(x float64) float64 {
	return func(x float64) float64 { return 1 / (1 + elementary.Exp(q.LogProb(x)-p.LogProb(x))) }
}

// Value is V(D*, G) = ∫ p·log D* + q·log(1−D*), by this definition (paper, section 4.1): −log 4 + 2·JSD(p‖q) is another way to it
// (Theorem 1). It goes from −log 4 at q = p to 0 for disjoint supports.
func Value(p, q Density) float64 {
	return integral(func(x float64) float64 {
		logit := p.LogProb(x) - q.LogProb(x)
		return -expected(p.Prob(x), elementary.Softplus(-logit)) - expected(q.Prob(x), elementary.Softplus(logit))
	}, knots(p, q))
}

// expected is density·loss, and 0 where the density is, whatever the loss.
func expected(density, loss float64) float64 {
	if density == 0 {
		return 0
	}
	return density * loss
}
