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

// discriminator1D returns a discriminator of one number in the given unit. Its units bend at places all over [−5, 5] units, where the
// densities of these studies are, and so gently that a few of them together are as smooth as D* is.
func discriminator1D(unit float64) []nn.Layer {
	const units = 48
	return []nn.Layer{{Kind: "sigmoid", Units: units, IRange: 6 / unit, Bias: spread(units, 12)}, {Kind: "linear", Units: 1, IRange: .1}}
}

// spread returns n numbers from −r to r, equally far apart.
func spread(n int, r float64) []float64 {
	values := make([]float64, n)
	for i := range values {
		values[i] = r * (2*float64(i)/float64(n-1) - 1)
	}
	return values
}

// A judge is a discriminator between two fixed densities: p of the data, and q of a generator that returns its noise.
type judge struct {
	p, q    divergence.Density
	trainer *gan.Trainer
	seed    int64
	name    string
	planned int // updates
	done    int
}

// newJudge makes a judge for the given number of updates, during which its learning rate falls to a hundredth.
func newJudge(p, q divergence.Density, updates int, seed int64, name string) *judge {
	config := gan.Config{
		Noise: gan.Noise{Kind: "gaussian", Size: 1}, Batch: 1, Update: gan.Alternating, Loss: gan.NonSaturating,
		Stages: []gan.Stage{{
			Discriminator: discriminator1D(1),
			Rate:          nn.Decay{Start: 1.5, Factor: elementary.Pow(100, 1/float64(updates)), Floor: 0},
			Momentum:      nn.Ramp{Start: .9, End: .9, Epochs: 1},
		}},
	}
	return &judge{p: p, q: q, trainer: gan.New(config, nn.NewMatrix[float32](0, 1), seed, "theory"), seed: seed, name: name, planned: updates}
}

// train updates D, each time on fresh draws, until it has made the given number of updates in all.
func (j *judge) train(ctx context.Context, updates int) error {
	for ; j.done < updates; j.done++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		batch := 1000 // draws of each density
		if j.done >= j.planned/2 {
			batch = 8000 // as what is left to correct is less than the noise of a few
		}
		x := drawn1D(j.p, batch, rng.For(j.seed, j.name+"/p", j.done))
		z := drawn1D(j.q, batch, rng.For(j.seed, j.name+"/q", j.done))
		if err := j.trainer.StepD(x, z); err != nil {
			return fmt.Errorf("%s: %w", j.name, err)
		}
	}
	return nil
}

// drawn1D returns n draws of a density, one a row.
func drawn1D(p divergence.Density, n int, noise rng.Stream) nn.Matrix[float32] {
	x := nn.NewMatrix[float32](n, 1)
	for i := range x.Data {
		x.Data[i] = float32(p.Draw(noise))
	}
	return x
}

// rows1D returns numbers, one a row.
func rows1D(values []float64) nn.Matrix[float32] {
	x := nn.NewMatrix[float32](len(values), 1)
	for i, v := range values {
		x.Data[i] = float32(v)
	}
	return x
}

// discriminated returns D(x) at each of the places.
func discriminated(t *gan.Trainer, places []float64) ([]float64, error) {
	d, err := t.Logits(rows1D(places))
	for i, logit := range d {
		d[i] = 1 / (1 + elementary.Exp(-logit))
	}
	return d, err
}
