package cae

import (
	"gan2014/models/chain"
	"gan2014/models/nn"
	"gan2014/models/stack"
)

// A Trainer trains a stack of contractive auto-encoders on images by epochs, with the methods of stack.Trainer and chain.Sampler. It is
// not safe for use by several goroutines.
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
	recipe.New = func(i, inputs int) *layer {
		l := config.Layers[i]
		a := newAutoencoder[float32](name(i), inputs, l.Units, seed)
		return &layer{a, newPass(a, config.Batch), l.Contraction}
	}
	t := &Trainer{Trainer: stack.New[*layer, totals, Stats](recipe, images, seed, key), config: config}
	t.Sampler = chain.Sampler{Chain: config.Chain, Walk: t.walk}
	return t
}

// A layer is an auto-encoder and what its updates need.
type layer struct {
	*autoencoder[float32]
	pass        *pass[float32]
	contraction float64
}

// Params returns the parameters of the auto-encoder.
func (l *layer) Params() []*nn.Param[float32] { return l.params() }

// Weights returns the weights, which the decoder shares.
func (l *layer) Weights() nn.Matrix[float32] { return l.w.Value }

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
