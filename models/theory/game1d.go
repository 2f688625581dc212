package theory

import (
	"context"
	"fmt"
	"math"

	"gan2014/internal/divergence"
	"gan2014/internal/elementary"
	"gan2014/internal/rng"
	"gan2014/models/gan"
	"gan2014/models/nn"

	"gonum.org/v1/gonum/stat/distuv"
)

// figure1Scale is the factor by which the data are scaled for the nets. Both nets have the same learning rate, and wider data make G slower
// than D.
const figure1Scale = 6

// A game1D is a pair of nets for data of one number, updated in turn.
type game1D struct {
	Figure1
	data    divergence.Density
	trainer *gan.Trainer
	seed    int64
	done    int // updates of either net
	tell    func(done int)
}

// newGame1D makes a pair for the updates of the study, during which the learning rate falls to a tenth.
func newGame1D(s Figure1, seed int64, tell func(done int)) *game1D {
	units := s.GeneratorUnits
	config := gan.Config{
		Noise: gan.Noise{Kind: "gaussian", Size: 1}, Batch: s.Batch, Update: gan.Alternating, Loss: gan.NonSaturating,
		Stages: []gan.Stage{{
			Generator: []nn.Layer{
				{Kind: "sigmoid", Units: units, IRange: .7, Bias: linspace(units, 3)}, // small weights, so that G is nearly monotonic
				{Kind: "linear", Units: 1, IRange: 1.5 * figure1Scale, Bias: []float64{figure1Scale}},
			},
			Discriminator: discriminator1D(figure1Scale, s.DiscriminatorUnits),
			Rate:          nn.Decay{Start: s.LearningRate, Factor: elementary.Pow(10, 1/float64(s.updates())), Floor: 0},
			Momentum:      nn.Ramp{Start: s.Momentum, End: s.Momentum, Epochs: 1},
		}},
	}
	return &game1D{Figure1: s, data: densityOf(s.Data), trainer: gan.New(config, nn.NewMatrix[float32](0, 1), seed, "theory"), seed: seed, tell: tell}
}

// moveD takes the given number of steps of D.
func (g *game1D) moveD(ctx context.Context, updates int) error {
	return g.move(ctx, updates, func(noise rng.Stream) error {
		x := draws1D(g.data, g.Batch, noise)
		for i := range x.Data {
			x.Data[i] *= figure1Scale
		}
		return g.trainer.StepD(x, g.trainer.Noise(g.Batch, noise))
	})
}

// moveG takes the given number of steps of G.
func (g *game1D) moveG(ctx context.Context, updates int) error {
	return g.move(ctx, updates, func(noise rng.Stream) error { return g.trainer.StepG(g.trainer.Noise(g.Batch, noise)) })
}

func (g *game1D) move(ctx context.Context, updates int, step func(noise rng.Stream) error) error {
	for range updates {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := step(rng.For(g.seed, "figure1", g.done)); err != nil {
			return fmt.Errorf("update %d of the nets of Figure 1: %w", g.done+1, err)
		}
		g.done++
		g.tell(g.done)
	}
	return nil
}

// mapped returns G(z) for each z, in the unit of the data.
func (g *game1D) mapped(z []float64) ([]float64, error) {
	samples, err := g.trainer.Generate(rows1D(z))
	x := make([]float64, len(z))
	for i := range samples.Data {
		x[i] = float64(samples.Data[i]) / figure1Scale
	}
	return x, err
}

// quantiles returns n values of z, each with the same share of N(0, 1) around it. They are rounded to multiples of 2⁻²⁶, because the last
// bits of gonum's values depend on the processor.
func quantiles(n int) []float64 {
	z := make([]float64, n)
	for i := range z {
		z[i] = math.Round(0x1p26*distuv.UnitNormal.Quantile((float64(i)+.5)/float64(n))) / 0x1p26
	}
	return z
}
