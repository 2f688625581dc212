package gan

import (
	"math"

	"gan2014/models/nn"
)

// All of this file is in terms of the logit l of D, D = σ(l), which stays accurate where D itself rounds to 0 or 1.

// sigmoid is σ(l).
func sigmoid(l float64) float64 { return 1 / (1 + math.Exp(-l)) }

// softplus is log(1 + eˡ): −log D is softplus(−l) and −log(1−D) is softplus(l).
func softplus(l float64) float64 { return max(l, 0) + math.Log1p(math.Exp(-math.Abs(l))) }

// weightsD writes ∂L_D/∂l of each example, of which the first real are data and the rest samples.
func weightsD[T nn.Float](dst, logit []T, real int) {
	for i, l := range logit {
		if i < real {
			dst[i] = T(-sigmoid(-float64(l)) / (2 * float64(real)))
		} else {
			dst[i] = T(sigmoid(float64(l)) / (2 * float64(len(logit)-real)))
		}
	}
}

// weightsG writes ∂L_G/∂l of each sample.
func weightsG[T nn.Float](dst, logit []T, loss Loss) {
	for i, l := range logit {
		dst[i] = T(loss.slope(float64(l)) / float64(len(logit)))
	}
}

// value is the loss of one sample.
func (loss Loss) value(logit float64) float64 {
	if loss == Saturating {
		return -softplus(logit)
	}
	return softplus(-logit)
}

// slope is the derivative of value.
func (loss Loss) slope(logit float64) float64 {
	if loss == Saturating {
		return -sigmoid(logit)
	}
	return -sigmoid(-logit)
}
