package dbm

import (
	"context"
	"math"

	"gan2014/internal/rng"
	"gan2014/models/chain"
	"gan2014/models/nn"
	"gan2014/models/stack"
)

// The stages of the training: each pair of layers, and then all layers together.
const bottom, top, joint = 0, 1, 2

// A Trainer trains a deep Boltzmann machine on images by epochs, and draws samples with the methods of chain.Sampler. It is not safe for use
// by several goroutines.
type Trainer struct {
	chain.Sampler
	Progress func(update int) // called after each update, counted over all epochs, unless nil

	config Config
	seed   int64
	images nn.Matrix[float32] // training data, n×values
	model  model
	state  state
}

// state is the progress of the training. A checkpoint holds it and the parameters.
type state struct {
	Key string // of the run
	nn.Course
	Totals totals // of the epoch in progress
}

// New returns a trainer at epoch 0 for images with values in [0,1], one a row. Its checkpoints belong to the run with this key.
func New(config Config, images nn.Matrix[float32], seed int64, key string) *Trainer {
	t := &Trainer{config: config, seed: seed, images: images, model: newModel(config, images.Cols, seed), state: state{Key: key}}
	t.Sampler = chain.Sampler{Chain: config.Chain, Walk: t.walk}
	return t
}

// Epochs returns the number of finished epochs, of all stages.
func (t *Trainer) Epochs() int { return t.state.Epoch }

// Updates returns the number of minibatches used so far, and the number in an epoch.
func (t *Trainer) Updates() (done, perEpoch int) {
	return t.state.Update, (t.images.Rows + t.config.Batch - 1) / t.config.Batch
}

// stage returns the stage of the epoch in progress, and its number within the stage, from 1.
func (t *Trainer) stage() (stage, epoch int) {
	epoch = t.state.Epoch + 1
	for _, l := range t.config.Layers {
		if epoch <= l.Epochs {
			break
		}
		stage, epoch = stage+1, epoch-l.Epochs
	}
	return stage, epoch
}

// now returns the schedules of the epoch in progress.
func (t *Trainer) now() stack.Moment {
	stage, epoch := t.stage()
	rate, momentum := t.config.Joint.Rate, t.config.Joint.Momentum
	if stage != joint {
		rate, momentum = t.config.Layers[stage].Rate, t.config.Layers[stage].Momentum
	}
	return stack.Moment{Rate: rate.At(epoch), Momentum: momentum.At(epoch), Seed: t.seed, Update: t.state.Update}
}

// Epoch trains until the epoch in progress is finished. It uses each image once, in a new random order. When ctx ends it stops between two
// updates and returns ctx's error; the caller can then save the trainer or continue the epoch. A *nn.Diverged error is final.
func (t *Trainer) Epoch(ctx context.Context) (Stats, error) {
	now := t.now()
	stage, _ := t.stage()
	order := rng.For(t.seed, "shuffle", t.state.Epoch).Perm(t.images.Rows)
	if err := t.state.Finish(ctx, order, t.config.Batch, t.update, t.Progress); err != nil {
		return Stats{}, err
	}
	stats := Stats{stack.Stats{Layer: stage + 1, Norm: t.norm(stage), Rate: now.Rate, Momentum: now.Momentum},
		t.state.Totals.Reconstruction / float64(t.state.Totals.Images)}
	t.state.Totals = totals{}
	return stats, nil
}

// norm returns the L2 norm of the weights that a stage trains.
func (t *Trainer) norm(stage int) float64 {
	norms := [2]float64{nn.Norm(t.model.bottom.W.Value), nn.Norm(t.model.top.W.Value)}
	if stage == joint {
		return math.Sqrt(float64(norms[bottom]*norms[bottom]) + float64(norms[top]*norms[top]))
	}
	return norms[stage]
}

// Save writes a checkpoint. From it, with the same data, the training resumes as if it had not been interrupted.
func (t *Trainer) Save(path string) error { return nn.Save(path, t.state, t.model.saved()) }

// Load resumes from a checkpoint of the same run, made in any stage. If it fails, the trainer is unchanged.
func (t *Trainer) Load(path string) error {
	saved, other := state{}, newModel(t.config, t.images.Cols, t.seed)
	if err := nn.Load(path, &saved, func() ([]*nn.Param[float32], error) {
		if saved.Key != t.state.Key {
			return nil, &nn.ForeignError{Run: saved.Key, Wanted: t.state.Key}
		}
		return other.saved(), nil
	}); err != nil {
		return err
	}
	t.model, t.state = other, saved
	return nil
}
