// Package stack trains the layers of a deep model one after another, from the images up. Each layer learns from the codes that the
// layers below compute for the images (Hinton, Osindero and Teh 2006; Bengio, Lamblin, Popovici and Larochelle 2007).
//
// Packages dbn and cae use it: they implement a [Layer], and a [Trainer] does the rest.
package stack

import (
	"context"
	"fmt"

	"gan2014/internal/metric"
	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// A LayerSchedule has the size of a layer, its number of epochs and its schedules. Every field is needed.
type LayerSchedule struct {
	Units    int
	Epochs   int     // until the next layer begins; the top layer continues until the caller stops
	Rate     nn.Ramp // learning rate by epoch of the layer, for the gradient of the mean over a minibatch
	Momentum nn.Ramp // by epoch of the layer
}

// A Layer is a layer whose training is in progress or finished. T holds sums over the examples of an epoch.
type Layer[T any] interface {
	Encode(h, x nn.Matrix[float32]) // writes the codes h of x, the input of the layer above

	// Update updates the layer once, for a minibatch, and adds its statistics to the totals. It returns the first parameter that
	// is no longer finite, or nil.
	Update(x nn.Matrix[float32], now Moment, totals *T) (diverged *nn.Param[float32])
	Params() []*nn.Param[float32] // everything that a checkpoint of the layer holds
	Weights() nn.Matrix[float32]
}

// Totals hold sums over the examples of an epoch. S has the statistics of the epoch.
type Totals[S any] interface {
	Stats(layer Stats) S // adds means over the examples to the statistics of the layer
}

// Stats has the statistics of an epoch that every layer has.
type Stats struct {
	Layer          int     // trained, from 1
	Norm           float64 // L2 norm of the weights after the epoch
	Rate, Momentum float64
}

// Metrics returns the stats under their names in the database.
func (s Stats) Metrics() map[string]float64 {
	return map[string]float64{
		metric.Layer: float64(s.Layer), metric.WeightNorm: s.Norm, metric.LearningRate: s.Rate, metric.Momentum: s.Momentum,
	}
}

// A Moment has the schedules and the seed of an update.
type Moment struct {
	Rate, Momentum float64
	Seed           int64
	Update         int // counted from 0, over all layers: with the seed and a name, a stream of random numbers
}

// A Trainer trains a stack by epochs. It is not safe for use by several goroutines.
type Trainer[L Layer[T], T Totals[S], S any] struct {
	Progress func(update int) // called after each update, counted over all epochs, unless nil

	recipe Recipe[L]
	images nn.Matrix[float32] // training data, n×values
	seed   int64
	layers []L                  // from the images up; the last one is in training
	below  []nn.Matrix[float32] // a minibatch of images, and the codes of each layer but the last
	state  state[T]
}

// A Recipe has the schedules of the layers of a stack and makes the layers.
type Recipe[L any] struct {
	Batch int
	Plans []LayerSchedule
	New   func(layer, inputs int) L // makes the layer with this number, from 0, and this number of inputs
}

// state is the progress of the training. A checkpoint holds it and the parameters.
type state[T any] struct {
	Key string // of the run
	nn.Course
	Layer  int // in training, from 0
	Totals T   // of the epoch in progress
}

// New returns a trainer at epoch 0 for images with values in [0,1], one a row. Its checkpoints belong to the run with this key.
func New[L Layer[T], T Totals[S], S any](recipe Recipe[L], images nn.Matrix[float32], seed int64, key string) *Trainer[L, T, S] {
	t := &Trainer[L, T, S]{recipe: recipe, images: images, seed: seed}
	t.state.Key, t.state.Layer = key, -1
	t.begin()
	return t
}

// begin adds the next layer.
func (t *Trainer[L, T, S]) begin() {
	inputs := t.images.Cols
	if t.state.Layer >= 0 {
		inputs = t.recipe.Plans[t.state.Layer].Units
	}
	t.state.Layer++
	t.layers = append(t.layers, t.recipe.New(t.state.Layer, inputs))
	t.below = append(t.below, nn.NewMatrix[float32](t.recipe.Batch, inputs))
}

// Layers returns the layers begun so far, from the images up; the last one is in training.
func (t *Trainer[L, T, S]) Layers() []L { return t.layers }

// Images returns the training data.
func (t *Trainer[L, T, S]) Images() nn.Matrix[float32] { return t.images }

// Epochs returns the number of finished epochs, of all layers.
func (t *Trainer[L, T, S]) Epochs() int { return t.state.Epoch }

// Updates returns the number of minibatches used so far, and the number in an epoch.
func (t *Trainer[L, T, S]) Updates() (done, perEpoch int) {
	return t.state.Update, (t.images.Rows + t.recipe.Batch - 1) / t.recipe.Batch
}

// Epoch trains the current layer until the epoch in progress is finished. It uses each image once, in a new random order. When ctx
// ends it stops between two updates and returns ctx's error; the caller can then save the trainer or continue the epoch. An
// *nn.Diverged error is final.
func (t *Trainer[L, T, S]) Epoch(ctx context.Context) (stats S, err error) {
	for t.due() {
		t.begin()
	}
	layer := t.layers[t.state.Layer]
	plan, epoch := t.recipe.Plans[t.state.Layer], t.state.Epoch-t.before(t.state.Layer)+1
	now := Moment{Rate: plan.Rate.At(epoch), Momentum: plan.Momentum.At(epoch), Seed: t.seed}
	update := func(rows []int) error {
		now.Update = t.state.Update
		if p := layer.Update(t.inputs(rows), now, &t.state.Totals); p != nil {
			return &nn.Diverged{Update: now.Update + 1, What: p.Name}
		}
		return nil
	}
	order := rng.For(t.seed, "shuffle", t.state.Epoch).Perm(t.images.Rows)
	if err := t.state.Finish(ctx, order, t.recipe.Batch, update, t.Progress); err != nil {
		return stats, err
	}
	stats = t.state.Totals.Stats(Stats{t.state.Layer + 1, nn.Norm(layer.Weights()), now.Rate, now.Momentum})
	t.state.Totals = *new(T)
	return stats, nil
}

// due reports whether the epochs of the layer in training are over and another layer follows.
func (t *Trainer[L, T, S]) due() bool {
	next := t.state.Layer + 1
	return next < len(t.recipe.Plans) && t.state.Epoch >= t.before(next)
}

// before returns the number of epochs before a layer begins.
func (t *Trainer[L, T, S]) before(layer int) (epochs int) {
	for _, plan := range t.recipe.Plans[:layer] {
		epochs += plan.Epochs
	}
	return epochs
}

// inputs returns the inputs of the layer in training for rows of the data.
func (t *Trainer[L, T, S]) inputs(rows []int) nn.Matrix[float32] {
	x := t.below[0].First(len(rows))
	nn.Gather(x, t.images, rows)
	for i, layer := range t.layers[:t.state.Layer] {
		h := t.below[i+1].First(len(rows))
		layer.Encode(h, x)
		x = h
	}
	return x
}

// Save writes a checkpoint. From it, with the same data, the training resumes as if it had not been interrupted.
func (t *Trainer[L, T, S]) Save(path string) error { return nn.Save(path, t.state, t.params()) }

// Load resumes from a checkpoint of the same run, made in any layer. If it fails, the trainer is unchanged.
func (t *Trainer[L, T, S]) Load(path string) error {
	saved, from := state[T]{}, New[L, T, S](t.recipe, t.images, t.seed, t.state.Key)
	if err := nn.Load(path, &saved, func() ([]*nn.Param[float32], error) {
		switch {
		case saved.Key != t.state.Key:
			return nil, &nn.ForeignError{Run: saved.Key, Wanted: t.state.Key}
		case saved.Layer < 0 || saved.Layer >= len(t.recipe.Plans):
			return nil, fmt.Errorf("it is from layer %d of a training, but this training has %d layers", saved.Layer+1, len(t.recipe.Plans))
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

func (t *Trainer[L, T, S]) params() (all []*nn.Param[float32]) {
	for _, layer := range t.layers {
		all = append(all, layer.Params()...)
	}
	return all
}
