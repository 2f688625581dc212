package gsn

import (
	"context"
	"slices"

	"gan2014/internal/elementary"
	"gan2014/internal/rng"
	"gan2014/models/chain"
	"gan2014/models/nn"
)

// A Trainer trains a generative stochastic network on images by epochs. It is not safe for use by several goroutines.
type Trainer struct {
	chain.Sampler
	Progress func(update int) // called after each update, counted over all epochs, unless nil

	config Config
	seed   int64
	images nn.Matrix[float32] // training data, n×values
	net    *net[float32]
	noise  noise[float32]
	batch  nn.Matrix[float32]     // a minibatch
	walks  map[int]*walk[float32] // by number of images: the last minibatch of an epoch may be smaller
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
	t := &Trainer{
		config: config,
		seed:   seed,
		images: images,
		net:    newNet[float32](slices.Concat([]int{images.Cols}, config.Hidden), seed),
		noise:  noise[float32]{saltAndPepper: config.SaltAndPepper, deviation: config.Noise},
		batch:  nn.NewMatrix[float32](config.Batch, images.Cols),
		walks:  map[int]*walk[float32]{},
		state:  state{Key: key},
	}
	t.Sampler = chain.Sampler{Chain: config.Chain, Walk: t.run}
	return t
}

// Epochs returns the number of finished epochs.
func (t *Trainer) Epochs() int { return t.state.Epoch }

// Updates returns the number of updates so far and the number in an epoch.
func (t *Trainer) Updates() (done, perEpoch int) {
	return t.state.Update, (t.images.Rows + t.config.Batch - 1) / t.config.Batch
}

// Epoch trains until the epoch in progress is finished: each image once, in a new random order. When ctx ends it stops between
// two updates with ctx's error; the trainer can then be saved, or the epoch continued. A *nn.Diverged error is final.
func (t *Trainer) Epoch(ctx context.Context) (Stats, error) {
	rate := t.config.Rate * elementary.Power(t.config.Annealing, t.state.Epoch)
	order := rng.For(t.seed, "shuffle", t.state.Epoch).Perm(t.images.Rows)
	update := func(rows []int) error { return t.update(rows, rate) }
	if err := t.state.Finish(ctx, order, t.config.Batch, update, t.Progress); err != nil {
		return Stats{}, err
	}
	stats := t.state.Totals.means()
	stats.Norm, stats.Rate, stats.Momentum = t.net.norm(), rate, t.config.Momentum
	t.state.Totals = totals{}
	return stats, nil
}

// update updates the net once, with the given rows of the data as the minibatch.
func (t *Trainer) update(rows []int, rate float64) error {
	x, w := t.batch.First(len(rows)), t.walk(len(rows))
	nn.Gather(x, t.images, rows)
	w.forward(x, rng.For(t.seed, "walk", t.state.Update))
	w.backward(x)
	// The original averages gradients, and nn.Momentum adds them up, which is 1/(1−m) times as much.
	if p := nn.Momentum(t.net.params, rate*(1-t.config.Momentum), t.config.Momentum); p != nil {
		return &nn.Diverged{Update: t.state.Update + 1, What: p.Name}
	}
	t.state.Totals.add(w.costs, len(rows))
	return nil
}

func (t *Trainer) walk(rows int) *walk[float32] {
	w := t.walks[rows]
	if w == nil {
		w = newWalk(t.net, &t.noise, t.config.Walkback, rows)
		t.walks[rows] = w
	}
	return w
}
