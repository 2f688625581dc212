package divergence

import (
	"slices"

	"gan2014/internal/rng"
)

// A Density is one of a random number.
type Density interface {
	Prob(x float64) float64
	LogProb(x float64) float64 // −Inf where Prob is 0

	// Support is the least interval that has all of the probability. Its ends may be infinite.
	Support() (low, high float64)

	// Knots are in rising order. All but 10⁻³² of the probability is from the first to the last, and between two neighbours the
	// density is smooth and has no structure much finer than their distance.
	Knots() []float64

	Moments() (mean, sd float64)
	Draw(noise rng.Stream) float64
}

// knots are those of both densities.
func knots(p, q Density) []float64 {
	all := slices.Concat(p.Knots(), q.Knots())
	slices.Sort(all)
	return slices.Compact(all)
}
