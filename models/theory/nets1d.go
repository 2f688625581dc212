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
func discriminator1D(unit float64) []nn.Layer {
	const units = 48
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

// A referenceD is a discriminator between two fixed densities: p of the data, and q of a generator that returns its noise.
type referenceD struct {
	p, q    divergence.Density
	trainer *gan.Trainer
	seed    int64
	name    string
	planned int // updates
	done    int
}

// newReferenceD makes a discriminator for the given number of updates, during which its learning rate falls to a hundredth.
func newReferenceD(p, q divergence.Density, updates int, seed int64, name string) *referenceD {
	config := gan.Config{
		Noise: gan.Noise{Kind: "gaussian", Size: 1}, Batch: 1, Update: gan.Alternating, Loss: gan.NonSaturating,
		Stages: []gan.Stage{{
			Discriminator: discriminator1D(1),
			Rate:          nn.Decay{Start: 1.5, Factor: elementary.Pow(100, 1/float64(updates)), Floor: 0},
			Momentum:      nn.Ramp{Start: .9, End: .9, Epochs: 1},
		}},
	}
	return &referenceD{p: p, q: q, trainer: gan.New(config, nn.NewMatrix[float32](0, 1), seed, "theory"), seed: seed, name: name, planned: updates}
}

// train updates D, each time on fresh draws, until it has made the given number of updates in all.
func (j *referenceD) train(ctx context.Context, updates int) error {
	for ; j.done < updates; j.done++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		batch := 1000 // draws of each density
		if j.done >= j.planned/2 {
			batch = 8000 // because the remaining error is smaller than the noise of a small batch
		}
		x := draws1D(j.p, batch, rng.For(j.seed, j.name+"/p", j.done))
		z := draws1D(j.q, batch, rng.For(j.seed, j.name+"/q", j.done))
		if err := j.trainer.StepD(x, z); err != nil {
			return fmt.Errorf("%s: %w", j.name, err)
		}
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
