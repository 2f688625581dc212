package theory

import (
	"context"
	"fmt"

	"gan2014/internal/divergence"
	"gan2014/internal/elementary"
	"gan2014/internal/rng"
	"gan2014/models/gan"
	"gan2014/models/nn"
)

// discriminator1D returns a discriminator of one number in the given unit. The bends of its hidden units cover [−5, 5], where the densities
// of these studies are. They are so gentle that a few of them together are as smooth as D*.
func discriminator1D(unit float64, units int) []nn.Layer {
	return []nn.Layer{{Kind: "sigmoid", Units: units, IRange: 6 / unit, Bias: linspace(units, 12)}, {Kind: "linear", Units: 1, IRange: .1}}
}

// linspace returns n numbers from −r to r, equally far apart.
func linspace(n int, r float64) []float64 {
	values := make([]float64, n)
	for i := range values {
		values[i] = r * (2*float64(i)/float64(n-1) - 1)
	}
	return values
}

// A ReferenceD has the settings of a discriminator between two fixed densities.
type ReferenceD struct {
	Updates            int
	Batch, LateBatch   int // draws of each density in an update of the first half, and of the second
	LearningRate       float64
	Momentum           float64
	DiscriminatorUnits int
}

// A referenceD is a discriminator between two fixed densities: p of the data, and q of a generator that returns its noise.
type referenceD struct {
	ReferenceD
	p, q    divergence.Density
	trainer *gan.Trainer
	seed    int64
	name    string
	done    int
}

// between makes a discriminator, whose learning rate falls to a hundredth during its updates.
func (s ReferenceD) between(p, q divergence.Density, seed int64, name string) *referenceD {
	config := gan.Config{
		Noise: gan.Noise{Kind: "gaussian", Size: 1}, Batch: 1, Update: gan.Alternating, Loss: gan.NonSaturating,
		Stages: []gan.Stage{{
			Discriminator: discriminator1D(1, s.DiscriminatorUnits),
			Rate:          nn.Decay{Start: s.LearningRate, Factor: elementary.Pow(100, 1/float64(s.Updates)), Floor: 0},
			Momentum:      nn.Ramp{Start: s.Momentum, End: s.Momentum, Epochs: 1},
		}},
	}
	return &referenceD{ReferenceD: s, p: p, q: q, trainer: gan.New(config, nn.NewMatrix[float32](0, 1), seed, "theory"), seed: seed, name: name}
}

// train updates D, each time on fresh draws, until it has made the given number of updates in all. It tells progress of each.
func (j *referenceD) train(ctx context.Context, updates int, progress func(done int)) error {
	for ; j.done < updates; j.done++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		batch := j.Batch
		if j.done >= j.Updates/2 {
			batch = j.LateBatch // larger, because the remaining error is smaller than the noise of a small batch
		}
		x := draws1D(j.p, batch, rng.For(j.seed, j.name+"/p", j.done))
		z := draws1D(j.q, batch, rng.For(j.seed, j.name+"/q", j.done))
		if err := j.trainer.StepD(x, z); err != nil {
			return fmt.Errorf("%s: %w", j.name, err)
		}
		progress(j.done + 1)
	}
	return nil
}

// draws1D returns n draws of a density, one per row.
func draws1D(p divergence.Density, n int, noise rng.Stream) nn.Matrix[float32] {
	x := nn.NewMatrix[float32](n, 1)
	for i := range x.Data {
		x.Data[i] = float32(p.Draw(noise))
	}
	return x
}

// rows1D returns a matrix with one number per row.
func rows1D(values []float64) nn.Matrix[float32] {
	x := nn.NewMatrix[float32](len(values), 1)
	for i, v := range values {
		x.Data[i] = float32(v)
	}
	return x
}

// evaluateD returns D(x) at each of the places.
func evaluateD(t *gan.Trainer, places []float64) ([]float64, error) {
	d, err := t.Logits(rows1D(places))
	for i, logit := range d {
		d[i] = 1 / (1 + elementary.Exp(-logit))
	}
	return d, err
}
