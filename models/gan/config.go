package gan

import (
	"math"

	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// A Config is the recipe of a pair of nets. Every field is needed unless it says what zero means.
type Config struct {
	Noise   Noise
	Classes int    // of the images, one of which is the condition of both nets; 0 for nets without a condition
	Masks   *Masks // of images that the generator completes; nil for nets that make whole samples only; not with Classes
	Batch   int    // number of images in a minibatch, and of samples drawn for it
	Update  Update
	K       int // minibatches for D between two steps of G (Algorithm 1); 0 means 1; not for Simultaneous
	Loss    Loss
	Rule    nn.Rule // by which both nets move
	RateOfD float64 // D's learning rate as a share of that of the stage; 0 means 1

	// Smoothing is what the target of D for data is below 1: one-sided label smoothing (Salimans et al. 2016, section 3.4). The target for
	// samples stays 0.
	Smoothing float64
	Noisy     InstanceNoise // added to what D is given

	// AverageDecay is the decay of a moving average of G's parameters (see average.go), from which samples are drawn. 0 means none: they
	// are drawn from the parameters themselves.
	AverageDecay float64
	Inference    *Inference // of a net that is trained at the same time, on the samples of each update of G; nil for none
	Stages       []Stage    // in the order of training; most recipes have one
}

// Noise is the distribution of z.
type Noise struct {
	Kind string // "uniform": U(−√3, √3), of variance 1; "gaussian": N(0, 1) (__init__.py:199-216)
	Size int
	SD   float64 // factor of the values; 0 means 1
}

// length returns the length of a typical draw, the root of the mean square.
func (n Noise) length() float64 {
	length := math.Sqrt(float64(n.Size))
	if n.SD != 0 {
		length *= n.SD
	}
	return length
}

// InstanceNoise is normal noise on the data and the samples that D is given, which makes their densities overlap (Arjovsky and Bottou 2017,
// section 3; noise_both in the original code).
type InstanceNoise struct {
	SD     float64 // at the start; 0 means no noise
	Epochs int     // after which it has fallen to 0, in a straight line by update
}

// at returns the standard deviation at an update, counted from 0.
func (n InstanceNoise) at(update, perEpoch int) float64 {
	return n.SD * max(0, 1-float64(update)/float64(n.Epochs*perEpoch))
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
	Blended       Loss = "blended"       // the mean of both, −l/2 for the logit l of D(G(z)) (blend_obj in the original code)
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
	if n.SD != 0 {
		for k, v := range z {
			z[k] = float32(float64(v) * n.SD)
		}
	}
}
