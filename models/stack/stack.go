// Package stack trains the layers of a deep model one after another, from the images up, each on what the layers below make of
// the images (Hinton, Osindero and Teh 2006; Bengio, Lamblin, Popovici and Larochelle 2007).
package stack

import (
	"context"
	"fmt"

	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// A Plan is how long a layer is trained, and at which rates. Every field is needed.
type Plan struct {
	Units    int
	Epochs   int     // until the next layer begins; the top one goes on as long as it is asked to
	Rate     nn.Ramp // learning rate by epoch of the layer, for the gradient of the mean over a minibatch
	Momentum nn.Ramp // by epoch of the layer
}

// A Layer is one that is trained, or has been. T are sums over the examples of an epoch.
type Layer[T any] interface {
	Encode(h, x nn.Matrix[float32]) // writes what the layer above sees of x

	// Update moves the layer once for a minibatch and adds what it saw to the totals. It returns the first parameter that is no
	// longer finite, or nil.
	Update(x nn.Matrix[float32], now Moment, totals *T) (diverged *nn.Param[float32])
	Params() []*nn.Param[float32] // all that a checkpoint of the layer holds
}

// A Moment is what an update depends on besides its layer and its minibatch.
type Moment struct {
	Rate, Momentum float64
	Seed           int64
	Update         int // counted from 0, over all layers: with the seed and a name, a stream of random numbers
}

// A Trainer trains a stack by epochs. It is not safe for use by several goroutines.
type Trainer[L Layer[T], T any] struct {
	Progress func(update int) // told after each update, counted over all epochs; nil means nobody

	recipe Recipe[L]
	images nn.Matrix[float32] // training data, n×values
	seed   int64
	layers []L                  // those begun; the last one is in training
	below  []nn.Matrix[float32] // a minibatch of images, and the codes of each layer but the last
	state  state[T]
}

// A Recipe is what a stack is made of.
type Recipe[L any] struct {
	Batch int
	Plans []Plan
	New   func(layer, inputs int) L // the layer with the given number, from 0, for so many inputs
}

// state is where the training stands: with the parameters, all that a checkpoint holds.
type state[T any] struct {
	nn.Course
	Layer  int // in training, from 0
	Totals T   // of the epoch in progress
}

// New returns a trainer at epoch 0 for images with values in [0,1], one a row. The run key ties its checkpoints to it.
func New[L Layer[T], T any](recipe Recipe[L], images nn.Matrix[float32], seed int64, key string) *Trainer[L, T] {
	t := &Trainer[L, T]{recipe: recipe, images: images, seed: seed}
	t.state.Key, t.state.Layer = key, -1
	t.begin()
	return t
}

// begin adds the next layer.
func (t *Trainer[L, T]) begin() {
	inputs := t.images.Cols
	if t.state.Layer >= 0 {
		inputs = t.recipe.Plans[t.state.Layer].Units
	}
	t.state.Layer++
	t.layers = append(t.layers, t.recipe.New(t.state.Layer, inputs))
	t.below = append(t.below, nn.NewMatrix[float32](t.recipe.Batch, inputs))
}

// Layers are those begun, from the images up; the last one is in training.
func (t *Trainer[L, T]) Layers() []L { return t.layers }

// Images are the training data.
func (t *Trainer[L, T]) Images() nn.Matrix[float32] { return t.images }

// Epochs is the number of finished epochs, of all layers.
func (t *Trainer[L, T]) Epochs() int { return t.state.Epoch }

// Updates is the number of minibatches used so far, and of those in an epoch.
func (t *Trainer[L, T]) Updates() (done, perEpoch int) {
	return t.state.Update, (t.images.Rows + t.recipe.Batch - 1) / t.recipe.Batch
}

// An Epoch tells of one that is finished.
type Epoch[T any] struct {
	Layer          int // trained, from 1
	Rate, Momentum float64
	Totals         T
}

// Epoch trains the layer that is due until the epoch in progress is finished: each image once, in a new random order. When ctx
// ends it stops between two updates with ctx's error; the trainer can then be saved, or the epoch continued.
func (t *Trainer[L, T]) Epoch(ctx context.Context) (Epoch[T], error) {
	for t.due() {
		t.begin()
	}
	plan, epoch := t.recipe.Plans[t.state.Layer], t.state.Epoch-t.before(t.state.Layer)+1
	now := Moment{Rate: plan.Rate.At(epoch), Momentum: plan.Momentum.At(epoch), Seed: t.seed}
	update := func(rows []int) error {
		now.Update = t.state.Update
		if p := t.layers[t.state.Layer].Update(t.inputs(rows), now, &t.state.Totals); p != nil {
			return &nn.Diverged{Update: now.Update + 1, What: p.Name}
		}
		return nil
	}
	order := rng.For(t.seed, "shuffle", t.state.Epoch).Perm(t.images.Rows)
	if err := t.state.Finish(ctx, order, t.recipe.Batch, update, t.Progress); err != nil {
		return Epoch[T]{}, err
	}
	finished := Epoch[T]{t.state.Layer + 1, now.Rate, now.Momentum, t.state.Totals}
	t.state.Totals = *new(T)
	return finished, nil
}

// due reports whether the epochs of the layer in training are over and there is another.
func (t *Trainer[L, T]) due() bool {
	next := t.state.Layer + 1
	return next < len(t.recipe.Plans) && t.state.Epoch >= t.before(next)
}

// before is the number of epochs before a layer begins.
func (t *Trainer[L, T]) before(layer int) (epochs int) {
	for _, plan := range t.recipe.Plans[:layer] {
		epochs += plan.Epochs
	}
	return epochs
}

// inputs are rows of the data as the layer in training sees them.
func (t *Trainer[L, T]) inputs(rows []int) nn.Matrix[float32] {
	x := t.below[0].First(len(rows))
	nn.Gather(x, t.images, rows)
	for i, layer := range t.layers[:t.state.Layer] {
		h := t.below[i+1].First(len(rows))
		layer.Encode(h, x)
		x = h
	}
	return x
}

// Save writes a checkpoint: with it, and the same data, the training goes on as if it had not been interrupted.
func (t *Trainer[L, T]) Save(path string) error { return nn.Save(path, t.state, t.params()) }

// Load continues from a checkpoint of the same run, in whatever layer it was made. The trainer is unchanged when it fails.
func (t *Trainer[L, T]) Load(path string) error {
	saved, from := state[T]{}, New(t.recipe, t.images, t.seed, t.state.Key)
	if err := nn.Load(path, &saved, func() ([]*nn.Param[float32], error) {
		switch {
		case saved.Key != t.state.Key:
			return nil, &nn.ForeignError{Run: saved.Key, Wanted: t.state.Key}
		case saved.Layer < 0 || saved.Layer >= len(t.recipe.Plans):
			return nil, fmt.Errorf("it is from layer %d of a training, this one has %d", saved.Layer+1, len(t.recipe.Plans))
		}
		for from.state.Layer < saved.Layer {
			from.begin()
		}
		return from.params(), nil
	}); err != nil {
		return err
	}
	t.layers, t.below, t.state = from.layers, from.below, saved
	return nil
}

func (t *Trainer[L, T]) params() (all []*nn.Param[float32]) {
	for _, layer := range t.layers {
		all = append(all, layer.Params()...)
	}
	return all
}
