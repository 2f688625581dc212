package theory

import "gan2014/internal/elementary"

// A coverage measures how a generator's samples are distributed over modes, or over classes.
type coverage struct {
	covered float64 // of the modes
	quality float64 // for planes the share of good samples, for images the entropy of their classes in nats
}

func (c coverage) modes() float64    { return c.covered }
func (c coverage) goodness() float64 { return c.quality }

// covered returns the number of modes that have a fifth or more of their fair share of n samples.
func covered(good []int, n int) (modes float64) {
	for _, g := range good {
		if 5*g*len(good) >= n {
			modes++
		}
	}
	return modes
}

// entropy returns the entropy of a sample's class in nats.
func entropy(counts []int) float64 {
	shares := make([]float64, len(counts))
	for i, n := range counts {
		shares[i] = float64(n)
	}
	scaleToOne(shares)
	sum := 0.
	for _, p := range shares {
		if p > 0 {
			sum -= float64(p * elementary.Log(p))
		}
	}
	return sum
}
