package gan

import (
	"math"

	"gan2014/internal/rng"
)

// A Config is the recipe of a pair of nets. Every field is needed unless it says what zero means.
type Config struct {
	Noise   Noise
	Batch   int // number of images in a minibatch, and of samples drawn for it
	Update  Update
	K       int // minibatches for D between two steps of G (Algorithm 1); 0 means 1; not for Simultaneous
	Loss    Loss
	RateOfD float64 // D's learning rate as a share of that of the stage; 0 means 1

	// AverageDecay is the decay of a moving average of G's parameters (see average.go), from which samples are drawn. 0 means none: they
	// are drawn from the parameters themselves.
	AverageDecay float64
	Stages       []Stage // in the order of training; most recipes have one
}

// Noise is the distribution of z.
type Noise struct {
	Kind string // "uniform": U(−√3, √3), of variance 1; "gaussian": N(0, 1) (__init__.py:199-216)
	Size int
}

// An Update says in which order the nets are updated.
type Update string

// A Loss is the loss that the generator minimises.
type Loss string

const (
	Simultaneous Update = "simultaneous" // both at once, on shared noise and masks (pylearn2's SGD on the summed costs)
	Alternating  Update = "alternating"  // paper, Algorithm 1

	NonSaturating Loss = "nonsaturating" // −log D(G(z))
	Saturating    Loss = "saturating"    // log(1 − D(G(z)))
)

// draw fills z.
func (n Noise) draw(s rng.Stream, z []float32) {
	switch n.Kind {
	case "uniform":
		rng.Uniform(s, z, -math.Sqrt(3), math.Sqrt(3))
	case "gaussian":
		rng.Normal(s, z)
	default:
		panic("gan: no noise of kind " + n.Kind)
	}
}
