package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// NormalTail returns the probability that a standard normal number is above z. It is rounded to a multiple of 2⁻³², because the last bits of
// gonum's value depend on the processor.
func NormalTail(z float64) float64 {
	return math.Round(0x1p32*distuv.UnitNormal.Survival(z)) / 0x1p32
}

// ChiSquareTail returns the probability that a number of the χ² distribution with k degrees of freedom is above x, rounded as NormalTail rounds.
// It is 1 if k is 0.
func ChiSquareTail(x float64, k int) float64 {
	if k < 1 {
		return 1
	}
	return math.Round(0x1p32*distuv.ChiSquared{K: float64(k)}.Survival(x)) / 0x1p32
}
