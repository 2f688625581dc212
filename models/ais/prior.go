package ais

import (
	"math"

	"gan2014/internal/elementary"
	"gan2014/internal/rng"
)

// A Prior is the distribution of the values of z. The chains move in coordinates e without bounds, from which z follows.
type Prior string

const (
	Normal  Prior = "gaussian" // N(0, 1): e is z
	Uniform Prior = "uniform"  // U(−√3, √3): z = √3·(2σ(e) − 1), for e of the logistic distribution, whose distribution function is σ
)

// draw fills e.
func (p Prior) draw(s rng.Stream, e []float64) {
	if p == Normal {
		rng.Normal(s, e)
		return
	}
	rng.Uniform(s, e, 0, 1)
	for i, u := range e {
		u = min(max(u, 0x1p-40), 1-0x1p-40)
		e[i] = elementary.Log(u) - elementary.Log1p(-u)
	}
}

// latent returns z and its derivative by e.
func (p Prior) latent(e float64) (z, slope float64) {
	if p == Normal {
		return e, 1
	}
	s := elementary.Sigmoid(e)
	return math.Sqrt(3) * (float64(2*s) - 1), 2 * math.Sqrt(3) * s * (1 - s)
}

// coordinate returns the e of a z.
func (p Prior) coordinate(z float64) float64 {
	if p == Normal {
		return z
	}
	u := (z/math.Sqrt(3) + 1) / 2
	u = min(max(u, 0x1p-40), 1-0x1p-40)
	return elementary.Log(u) - elementary.Log1p(-u)
}

// energy returns −log of the density of e, but for a constant, and its derivative.
func (p Prior) energy(e float64) (u, slope float64) {
	if p == Normal {
		return float64(e*e) / 2, e
	}
	return e + float64(2*elementary.Softplus(-e)), float64(2*elementary.Sigmoid(e)) - 1
}
