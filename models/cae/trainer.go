package cae

import (
	"context"

	"gan2014/models/nn"
	"gan2014/models/stack"
)

// A Trainer trains a stack of contractive auto-encoders on images by epochs, as stack.Trainer does, whose methods it has. It is
// not safe for use by several goroutines.
type Trainer struct {
	*stack.Trainer[*layer, totals]
	config Config
}

// New returns a trainer at epoch 0 for images with values in [0,1], one a row. Its checkpoints belong to the run with this key.
func New(config Config, images nn.Matrix[float32], seed int64, key string) *Trainer {
	recipe := stack.Recipe[*layer]{Batch: config.Batch}
	for _, l := range config.Layers {
		recipe.Plans = append(recipe.Plans, l.LayerSchedule)
	}
	recipe.New = func(i, inputs int) *layer {
		l := config.Layers[i]
		a := newAutoencoder[float32](name(i), inputs, l.Units, seed)
		return &layer{a, newPass(a, config.Batch), l.Contraction}
	}
	return &Trainer{stack.New[*layer, totals](recipe, images, seed, key), config}
}

// Epoch trains the layer that is due until the epoch in progress is finished. When ctx ends it stops between two updates and
// returns ctx's error; the caller can then save the trainer or continue the epoch. An *nn.Diverged error is final.
func (t *Trainer) Epoch(ctx context.Context) (Stats, error) {
	epoch, err := t.Trainer.Epoch(ctx)
	if err != nil {
		return Stats{}, err
	}
	stats := epoch.Totals.means()
	stats.Layer, stats.Rate, stats.Momentum = epoch.Layer, epoch.Rate, epoch.Momentum
	stats.Norm = nn.Norm(t.Layers()[epoch.Layer-1].w.Value)
	return stats, nil
}

// A layer is an auto-encoder and what its updates need.
type layer struct {
	*autoencoder[float32]
	pass        *pass[float32]
	contraction float64
}

// Params returns the parameters of the auto-encoder.
func (l *layer) Params() []*nn.Param[float32] { return l.params() }

// Encode writes the codes.
func (l *layer) Encode(h, x nn.Matrix[float32]) { l.encode(h, x) }

// Update takes a step of gradient descent.
func (l *layer) Update(x nn.Matrix[float32], now stack.Moment, seen *totals) (diverged *nn.Param[float32]) {
	crossEntropy, penalty := l.pass.first(x.Rows).gradient(l.autoencoder, x, l.contraction)
	seen.CrossEntropy += crossEntropy
	seen.Penalty += penalty
	seen.Images += x.Rows
	return nn.Momentum(l.params(), now.Rate, now.Momentum)
}
