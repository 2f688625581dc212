package dbn

import (
	"gan2014/models/chain"
	"gan2014/models/nn"
	"gan2014/models/stack"
)

// A Trainer trains a deep belief net on images by epochs, with the methods of stack.Trainer and chain.Sampler. It is not safe for use
// by several goroutines.
type Trainer struct {
	*stack.Trainer[*layer, totals, Stats]
	chain.Sampler
	config Config
}

// New returns a trainer at epoch 0 for images with values in [0,1], one a row. Its checkpoints belong to the run with this key.
func New(config Config, images nn.Matrix[float32], seed int64, key string) *Trainer {
	recipe := stack.Recipe[*layer]{Batch: config.Batch}
	for _, l := range config.Layers {
		recipe.Plans = append(recipe.Plans, l.LayerSchedule)
	}
	recipe.New = func(i, inputs int) *layer { return newLayer(name(i), config.Layers[i], inputs, config.Batch, seed) }
	t := &Trainer{Trainer: stack.New[*layer, totals, Stats](recipe, images, seed, key), config: config}
	t.Sampler = chain.Sampler{Chain: config.Chain, Walk: t.walk}
	return t
}
