package divergence

import "gan2014/internal/elementary"

// ShiftGradient returns ∂JSD(p‖q)/∂μ, the derivative of the divergence, in nats per unit, with respect to a shift of a normal q:
//
//	∂JSD/∂μ = ½·∫ ∂q/∂μ·log(2·(1−D*)) dx,  ∂q/∂μ = q·(x−μ)/σ²
//
// The derivative of D* itself contributes nothing, because D* is optimal (paper, proof of Proposition 2). A generator that can only shift
// its samples gets twice this gradient from log(1−D*). The factor 2 in the logarithm is not used in the computation, because ∫ ∂q/∂μ is 0.
// Without it no digits are lost when the gradient vanishes, that is when 1 − D* is almost 1 nearly everywhere on q's support.
func ShiftGradient(p Density, q Normal) float64 {
	return integral(func(x float64) float64 {
		score := (x - q.Mu) / (q.Sigma * q.Sigma)
		return -score / 2 * expected(q.Prob(x), elementary.Softplus(p.LogProb(x)-q.LogProb(x)))
	}, knots(p, q))
}
