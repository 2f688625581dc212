package divergence

import "math"

// Optimal is the best discriminator there is, D*(x) = p(x)/(p(x)+q(x)) (paper, Proposition 1), from the logarithms of the densities:
// it is right where both of them round to 0. Off both supports it is not defined and NaN.
func Optimal(p, q Density) func(x float64) float64 {
	return func(x float64) float64 { return 1 / (1 + math.Exp(q.LogProb(x)-p.LogProb(x))) }
}

// Value is V(D*, G) = ∫ p·log D* + q·log(1−D*), by this definition (paper, section 4.1): −log 4 + 2·JSD(p‖q) is another way to it
// (Theorem 1). It goes from −log 4 at q = p to 0 for disjoint supports.
func Value(p, q Density) float64 {
	return integral(func(x float64) float64 {
		logit := p.LogProb(x) - q.LogProb(x)
		return -expected(p.Prob(x), softplus(-logit)) - expected(q.Prob(x), softplus(logit))
	}, knots(p, q))
}

// expected is density·loss, and 0 where the density is, whatever the loss.
func expected(density, loss float64) float64 {
	if density == 0 {
		return 0
	}
	return density * loss
}

// softplus is log(1 + eˡ): of the logit l of D, −log D is softplus(−l) and −log(1−D) is softplus(l).
func softplus(l float64) float64 { return max(l, 0) + math.Log1p(math.Exp(-math.Abs(l))) }
