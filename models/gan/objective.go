package gan

import (
	"gan2014/internal/elementary"
	"gan2014/models/nn"
)

// This file computes with the logit l of D, D = σ(l), which stays accurate where D itself rounds to 0 or 1.

// weightsD writes ∂L_D/∂l of each example. The first real examples are data, the others samples. The target for data is 1 − smoothing.
func weightsD[T nn.Float](dst, logit []T, real int, smoothing float64) {
	for i, l := range logit {
		if i < real {
			dst[i] = T((smoothing - elementary.Sigmoid(-float64(l))) / (2 * float64(real)))
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
	switch loss {
	case Saturating:
		return -elementary.Softplus(logit)
	case Blended:
		return -logit / 2
	default:
		return elementary.Softplus(-logit)
	}
}

// slope returns the derivative of value.
func (loss Loss) slope(logit float64) float64 {
	switch loss {
	case Saturating:
		return -elementary.Sigmoid(logit)
	case Blended:
		return -.5
	default:
		return -elementary.Sigmoid(-logit)
	}
}
