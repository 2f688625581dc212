package theory

import (
	"context"
	"fmt"

	"gan2014/internal/rng"
	"gan2014/models/gan"
	"gan2014/models/nn"
	"gan2014/models/theory/figure"
)

// MNISTGradient trains nets like those of the recipe for MNIST (experiments/specs/mnist.yaml) for so short a time that G is still poor. Then
// it trains D alone.
type MNISTGradient struct {
	Images       int   // from the first
	Epochs       int   // of both nets
	Updates      []int // numbers of updates of D alone after which gradients are measured, rising
	Batch        int
	LearningRate float64 // at the start

	GeneratorUnits, DiscriminatorUnits int // in each hidden layer
}

// Compute trains both nets, and then D.
func (m MNISTGradient) Compute(ctx context.Context, d Digits, seed int64, progress func(done, total int)) (Result, error) {
	images := d.Images.First(min(m.Images, d.Images.Rows))
	trainer := gan.New(m.config(images), images, seed, "theory")
	_, perEpoch := trainer.Updates()
	before := m.Epochs * perEpoch
	total := before + m.Updates[len(m.Updates)-1]
	trainer.Progress = func(update int) { progress(update, total) }
	for range m.Epochs {
		if _, err := trainer.Epoch(ctx); err != nil {
			return Result{}, err
		}
	}
	frozen := frozenG{trainer: trainer, data: rowsOf(images), batch: m.Batch, sample: m.Batch, seed: seed}
	c, err := frozen.run(ctx, m.Updates, func(done int) { progress(before+done, total) })
	if err != nil {
		return Result{}, err
	}
	epochs := "an epoch"
	if m.Epochs > 1 {
		epochs = counted(m.Epochs, "epoch")
	}
	where := fmt.Sprintf("after %s over %d digits, with a G of twice %d relu units and a D of twice %d maxout units%s",
		epochs, images.Rows, m.GeneratorUnits, m.DiscriminatorUnits, m.smaller())
	return Result{
		Lines:    c.lines(figure.GradientsOnMNIST),
		Findings: []Finding{c.fades("mnist-gradient", where), c.keeps("mnist-gradient", where)},
	}, nil
}

// smaller says that both nets are smaller than those of mnist.yaml, if they are.
func (m MNISTGradient) smaller() string {
	if m.GeneratorUnits < 1200 && m.DiscriminatorUnits < 240 {
		return ", smaller than the recipe's"
	}
	return ""
}

// config returns the recipe of mnist.yaml with the settings of the study.
func (m MNISTGradient) config(images nn.Matrix[float32]) gan.Config {
	return gan.Config{
		Noise:  gan.Noise{Kind: "uniform", Size: 100},
		Batch:  m.Batch,
		Update: gan.Simultaneous,
		Loss:   gan.NonSaturating,
		Stages: []gan.Stage{{
			Generator: []nn.Layer{
				{Kind: "relu", Units: m.GeneratorUnits, IRange: .05},
				{Kind: "relu", Units: m.GeneratorUnits, IRange: .05},
				{Kind: "sigmoid", Units: images.Cols, IRange: .05, Bias: nn.BiasFromMarginals(means(images))},
			},
			Discriminator: []nn.Layer{
				{Kind: "maxout", Units: m.DiscriminatorUnits, Pieces: 5, IRange: .005, Keep: .8},
				{Kind: "maxout", Units: m.DiscriminatorUnits, Pieces: 5, IRange: .005, Keep: .5},
				{Kind: "linear", Units: 1, IRange: .005, Keep: .5},
			},
			Rate:     nn.Decay{Start: m.LearningRate, Factor: 1.000004, Floor: 1e-6},
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
