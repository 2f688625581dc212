package dbn

import (
	"context"

	"gan2014/models/nn"
	"gan2014/models/stack"
)

// A Trainer trains a deep belief net on images by epochs, as stack.Trainer does, whose methods it has. It is not safe for use
// by several goroutines.
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
	recipe.New = func(i, inputs int) *layer { return newLayer(name(i), config.Layers[i], inputs, config.Batch, seed) }
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
