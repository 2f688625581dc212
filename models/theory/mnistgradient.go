package theory

import (
	"context"
	"fmt"

	"gan2014/internal/rng"
	"gan2014/models/gan"
	"gan2014/models/nn"
	"gan2014/models/theory/figure"
)

var mnistGradientUpdates = []int{1, 2, 5, 10, 20, 50, 100, 150, 200, 300, 500, 700, 1000}

// mnistGradient trains nets like those of the recipe for MNIST (experiments/specs/mnist.yaml) for an epoch, so that G is still poor.
// Then it trains D alone.
func mnistGradient(ctx context.Context, images nn.Matrix[float32], seed int64, progress func(done, total int)) (Result, error) {
	const most = 20_000 // images
	return mnistGradientFor(ctx, imageNets, images.First(min(most, images.Rows)), mnistGradientUpdates, seed, progress)
}

func mnistGradientFor(ctx context.Context, nets netSizes, images nn.Matrix[float32], updates []int, seed int64, progress func(done, total int)) (Result, error) {
	trainer := gan.New(nets.config(images), images, seed, "theory")
	_, before := trainer.Updates()
	total := before + updates[len(updates)-1]
	trainer.Progress = func(update int) { progress(update, total) }
	if _, err := trainer.Epoch(ctx); err != nil {
		return Result{}, err
	}
	frozen := frozenG{trainer: trainer, data: rowsOf(images), batch: imageBatch, sample: imageBatch, seed: seed}
	c, err := frozen.run(ctx, updates, func(done int) { progress(before+done, total) })
	if err != nil {
		return Result{}, err
	}
	where := fmt.Sprintf("after an epoch over %d digits, with a G of twice %d relu units and a D of twice %d maxout units, smaller than the recipe's",
		images.Rows, nets.G, nets.D)
	return Result{
		Lines:    c.lines(figure.GradientsOnMNIST),
		Findings: []Finding{c.fades("mnist-gradient", where), c.keeps("mnist-gradient", where)},
	}, nil
}

// netSizes has the number of units in each hidden layer of G and of D.
type netSizes struct{ G, D int }

// imageNets has a third of the recipe's units in the generator and half of them in the discriminator.
var imageNets = netSizes{G: 400, D: 120}

const imageBatch = 100 // mnist.yaml

// config returns the recipe of mnist.yaml with other sizes.
func (n netSizes) config(images nn.Matrix[float32]) gan.Config {
	return gan.Config{
		Noise:  gan.Noise{Kind: "uniform", Size: 100},
		Batch:  imageBatch,
		Update: gan.Simultaneous,
		Loss:   gan.NonSaturating,
		Stages: []gan.Stage{{
			Generator: []nn.Layer{
				{Kind: "relu", Units: n.G, IRange: .05},
				{Kind: "relu", Units: n.G, IRange: .05},
				{Kind: "sigmoid", Units: images.Cols, IRange: .05, Bias: nn.BiasFromMarginals(means(images))},
			},
			Discriminator: []nn.Layer{
				{Kind: "maxout", Units: n.D, Pieces: 5, IRange: .005, Keep: .8},
				{Kind: "maxout", Units: n.D, Pieces: 5, IRange: .005, Keep: .5},
				{Kind: "linear", Units: 1, IRange: .005, Keep: .5},
			},
			Rate:     nn.Decay{Start: .1, Factor: 1.000004, Floor: 1e-6},
			Momentum: nn.Ramp{Start: .5, End: .7, Epochs: 250},
		}},
	}
}

// means returns the mean of each value over all rows.
func means(images nn.Matrix[float32]) []float64 {
	m := make([]float64, images.Cols)
	for i := range images.Rows {
		for k, v := range images.Row(i) {
			m[k] += float64(v) / float64(images.Rows)
		}
	}
	return m
}

// rowsOf returns a function that draws rows of a matrix, with replacement.
func rowsOf(images nn.Matrix[float32]) func(n int, noise rng.Stream) nn.Matrix[float32] {
	return func(n int, noise rng.Stream) nn.Matrix[float32] {
		x := nn.NewMatrix[float32](n, images.Cols)
		for i := range n {
			copy(x.Row(i), images.Row(noise.IntN(images.Rows)))
		}
		return x
	}
}
