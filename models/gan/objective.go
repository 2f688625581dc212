package gan

import (
	"gan2014/internal/elementary"
	"gan2014/models/nn"
)

// This file computes with the logit l of D, D = σ(l), which stays accurate where D itself rounds to 0 or 1.

// weightsD writes ∂L_D/∂l of each example. The first real examples are data, the others samples.
func weightsD[T nn.Float](dst, logit []T, real int) {
	for i, l := range logit {
		if i < real {
			dst[i] = T(-elementary.Sigmoid(-float64(l)) / (2 * float64(real)))
		} else {
			dst[i] = T(elementary.Sigmoid(float64(l)) / (2 * float64(len(logit)-real)))
		}
	}
}

// weightsG writes ∂L_G/∂l of each sample.
func weightsG[T nn.Float](dst, logit []T, loss Loss) {
	for i, l := range logit {
		dst[i] = T(loss.slope(float64(l)) / float64(len(logit)))
	}
}

// value returns the loss of one sample.
func (loss Loss) value(logit float64) float64 {
	if loss == Saturating {
		return -elementary.Softplus(logit)
	}
	return elementary.Softplus(-logit)
}

// slope returns the derivative of value.
func (loss Loss) slope(logit float64) float64 {
	if loss == Saturating {
		return -elementary.Sigmoid(logit)
	}
	return -elementary.Sigmoid(-logit)
}
