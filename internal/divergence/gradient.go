package divergence

import "gan2014/internal/elementary"

// ShiftGradient is ∂JSD(p‖q)/∂μ, the change of the divergence, in nats, when all of a normal q is moved by one unit:
//
//	∂JSD/∂μ = ½·∫ ∂q/∂μ·log(2·(1−D*)) dx,  ∂q/∂μ = q·(x−μ)/σ²
//
// as the derivative of D* itself adds nothing, D* being the best (paper, proof of Proposition 2). This is half of the gradient that a
// generator which can only move its samples gets from log(1−D*). The factor 2 is left out, as ∫ ∂q/∂μ is 0: so no digits are lost
// where 1 − D* is 1 nearly everywhere that q is, and the gradient vanishes.
func ShiftGradient(p Density, q Normal) float64 {
	return integral(func(x float64) float64 {
		score := (x - q.Mu) / (q.Sigma * q.Sigma)
		return -score / 2 * expected(q.Prob(x), elementary.Softplus(p.LogProb(x)-q.LogProb(x)))
	}, knots(p, q))
}
