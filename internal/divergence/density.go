package divergence

import (
	"slices"

	"gan2014/internal/rng"
)

// A Density is the probability density of a random number.
type Density interface {
	Prob(x float64) float64
	LogProb(x float64) float64 // −Inf where Prob is 0

	// Support returns the smallest interval that contains all of the probability. Its ends may be infinite.
	Support() (low, high float64)

	// Knots returns points in ascending order. All but 10⁻³² of the probability lies between the first and the last. Between two
	// neighbouring knots the density is smooth and has no structure much finer than their distance.
	Knots() []float64

	Moments() (mean, sd float64)
	Draw(noise rng.Stream) float64
}

// knots returns the knots of both densities.
func knots(p, q Density) []float64 {
	all := slices.Concat(p.Knots(), q.Knots())
	slices.Sort(all)
	return slices.Compact(all)
}
