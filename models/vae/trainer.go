package vae

import (
	"context"
	"fmt"
	"math"

	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// A Trainer trains a variational auto-encoder on images by epochs. It is not safe for use by several goroutines.
type Trainer struct {
	Progress func(update int) // called after each update, counted over all epochs, unless nil

	config Config
	seed   int64
	images nn.Matrix[float32] // training data, n×values
	nets   autoencoder[float32]
	steps  map[int]*step[float32] // by the number of images: the last minibatch of an epoch may be smaller
	state  state
}

// state is the progress of the training. A checkpoint holds it and the parameters.
type state struct {
	Key string // of the run
	nn.Course
	Totals totals // of the epoch in progress
}

// New returns a trainer at epoch 0 for images, one a row. Its checkpoints belong to the run with this key.
func New(config Config, images nn.Matrix[float32], seed int64, key string) *Trainer {
	t := &Trainer{config: config, seed: seed, images: images, steps: map[int]*step[float32]{}, state: state{Key: key}}
	t.nets = newAutoencoder[float32](config, images.Cols, seed)
	nn.StartAdam(t.nets.params())
	return t
}

// Epochs returns the number of finished epochs.
func (t *Trainer) Epochs() int { return t.state.Epoch }

// Updates returns the number of minibatches used so far, and the number in an epoch.
func (t *Trainer) Updates() (done, perEpoch int) {
	return t.state.Update, (t.images.Rows + t.config.Batch - 1) / t.config.Batch
}

// Epoch trains until the epoch in progress is finished. It uses each image once, in a new random order. When ctx ends it stops between two updates
// and returns ctx's error; the caller can then save the trainer or continue the epoch. A *nn.Diverged error is final.
func (t *Trainer) Epoch(ctx context.Context) (Stats, error) {
	order := rng.For(t.seed, "shuffle", t.state.Epoch).Perm(t.images.Rows)
	if err := t.state.Finish(ctx, order, t.config.Batch, t.update, t.Progress); err != nil {
		return Stats{}, err
	}
	stats := t.state.Totals.means()
	t.state.Totals = totals{}
	return stats, nil
}

// update updates both nets once, for the minibatch with the given rows of the data.
func (t *Trainer) update(rows []int) error {
	s := t.steps[len(rows)]
	if s == nil {
		var err error
		if s, err = t.nets.newStep(len(rows)); err != nil {
			return err
		}
		t.steps[len(rows)] = s
	}
	nn.Gather(s.x, t.images, rows)
	rng.Normal(rng.For(t.seed, "noise", t.state.Update), s.noise.Data)
	if err := s.program.Run(); err != nil {
		return fmt.Errorf("update %d: %w", t.state.Update+1, err)
	}
	t.state.Totals.add(s.x, *s.image.Matrix, *s.code.Matrix, t.config.Variance)
	if b := t.state.Totals.Bound; math.IsNaN(b) || math.IsInf(b, 0) {
		return &nn.Diverged{Update: t.state.Update + 1, What: "the lower bound"}
	}
	if p := nn.MoveByAdam(t.config.Adam, t.nets.params(), t.state.Update); p != nil {
		return &nn.Diverged{Update: t.state.Update + 1, What: p.Name}
	}
	return nil
}

// Save writes a checkpoint. From it, with the same data, the training resumes as if it had not been interrupted.
func (t *Trainer) Save(path string) error { return nn.Save(path, t.state, t.nets.params()) }

// Load resumes from a checkpoint of the same run. If it fails, the trainer is unchanged.
func (t *Trainer) Load(path string) error {
	saved, other := state{}, New(t.config, t.images, t.seed, t.state.Key)
	if err := nn.Load(path, &saved, func() ([]*nn.Param[float32], error) {
		if saved.Key != t.state.Key {
			return nil, &nn.ForeignError{Run: saved.Key, Wanted: t.state.Key}
		}
		return other.nets.params(), nil
	}); err != nil {
		return err
	}
	t.nets, t.steps, t.state = other.nets, other.steps, saved
	return nil
}
