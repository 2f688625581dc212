package dbn

import (
	"context"

	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// A Trainer trains a deep belief net on images by epochs. It is not safe for use by several goroutines.
type Trainer struct {
	Progress func(update int) // told after each update, counted over all epochs; nil means nobody

	config Config
	seed   int64
	images nn.Matrix[float32]   // training data, n×values
	layers []*rbm[float32]      // those begun; the last one is in training
	below  []nn.Matrix[float32] // a minibatch of images, and the hidden probabilities of each layer but the last
	top    nn.Matrix[float32]   // those of the last layer
	model  *gibbs[float32]      // the chains of its updates
	state  state

	persistent *nn.Param[float32] // hidden states of the chains between updates, chains×units; nil if they start from the data
}

// state is where the training stands: with the parameters, all that a checkpoint holds.
type state struct {
	nn.Course
	Layer  int    // in training, from 0
	Totals totals // of the epoch in progress
}

// New returns a trainer at epoch 0 for images with values in [0,1], one a row. The run key ties its checkpoints to it.
func New(config Config, images nn.Matrix[float32], seed int64, key string) *Trainer {
	t := &Trainer{config: config, seed: seed, images: images, state: state{Course: nn.Course{Key: key}, Layer: -1}}
	t.begin()
	return t
}

// begin adds the next layer.
func (t *Trainer) begin() {
	t.state.Layer++
	layer, inputs := t.config.Layers[t.state.Layer], t.images.Cols
	if t.state.Layer > 0 {
		inputs = t.top.Cols
	}
	m := newRBM[float32](name(t.state.Layer), inputs, layer.Units, t.seed)
	t.layers = append(t.layers, m)
	t.below = append(t.below, nn.NewMatrix[float32](t.config.Batch, inputs))
	t.top = nn.NewMatrix[float32](t.config.Batch, layer.Units)
	t.model = newGibbs(m, nn.NewMatrix[float32](t.config.Batch, inputs))
	t.persistent = nil
	if layer.Persistent {
		t.persistent = nn.NewParam[float32](nn.Shape{Name: name(t.state.Layer) + "/chains", Rows: t.config.Batch, Cols: layer.Units})
		t.model.h = t.persistent.Value
	}
}

// Epochs is the number of finished epochs, of all layers.
func (t *Trainer) Epochs() int { return t.state.Epoch }

// Updates is the number of minibatches used so far, and of those in an epoch.
func (t *Trainer) Updates() (done, perEpoch int) {
	return t.state.Update, (t.images.Rows + t.config.Batch - 1) / t.config.Batch
}

// Epoch trains the layer that is due until the epoch in progress is finished: each image once, in a new random order. When ctx
// ends it stops between two updates with ctx's error; the trainer can then be saved, or the epoch continued.
func (t *Trainer) Epoch(ctx context.Context) (Stats, error) {
	for t.due() {
		t.begin()
	}
	rate, momentum := t.schedule()
	order := rng.For(t.seed, "shuffle", t.state.Epoch).Perm(t.images.Rows)
	update := func(rows []int) error { return t.update(rows, rate, momentum) }
	if err := t.state.Finish(ctx, order, t.config.Batch, update, t.Progress); err != nil {
		return Stats{}, err
	}
	stats := t.state.Totals.means()
	stats.Layer, stats.Rate, stats.Momentum = t.state.Layer+1, rate, momentum
	stats.Norm = nn.Norm(t.layers[t.state.Layer].w.Value)
	t.state.Totals = totals{}
	return stats, nil
}

// due reports whether the epochs of the layer in training are over and there is another.
func (t *Trainer) due() bool {
	return t.state.Layer+1 < len(t.config.Layers) && t.state.Epoch >= t.before(t.state.Layer+1)
}

// before is the number of epochs before a layer begins.
func (t *Trainer) before(layer int) (epochs int) {
	for _, l := range t.config.Layers[:layer] {
		epochs += l.Epochs
	}
	return epochs
}

// schedule is the learning rate and the momentum of the epoch in progress.
func (t *Trainer) schedule() (rate, momentum float64) {
	layer := t.config.Layers[t.state.Layer]
	epoch := t.state.Epoch - t.before(t.state.Layer) + 1
	return layer.Rate.At(epoch), layer.Momentum.At(epoch)
}

// update moves the layer in training once for the minibatch with the given rows of the data.
func (t *Trainer) update(rows []int, rate, momentum float64) error {
	layer, m := t.config.Layers[t.state.Layer], t.layers[t.state.Layer]
	data, p := t.inputs(rows), t.top.First(len(rows))
	sums := m.hidden(p, data)
	t.state.Totals.addData(m, data, sums, p, rng.For(t.seed, "pseudo-likelihood", t.state.Update))

	s, model := rng.For(t.seed, "gibbs", t.state.Update), t.model
	if !layer.Persistent {
		model = model.first(len(rows))
		model.coins.Draw(s, model.h, p)
	}
	for step := range layer.Steps {
		sums := model.down(s)
		if step == 0 && !layer.Persistent {
			t.state.Totals.Reconstruction += nn.CrossEntropy(data, sums, m.b.Value, model.pv)
		}
		model.up(s)
	}
	m.gradient(data, p, model.v, model.ph, float32(layer.Decay))
	if p := nn.Momentum(m.params(), rate, momentum); p != nil {
		return &nn.Diverged{Update: t.state.Update + 1, What: p.Name}
	}
	return nil
}

// inputs are rows of the data as the layer in training sees them: the hidden probabilities of the layers below.
func (t *Trainer) inputs(rows []int) nn.Matrix[float32] {
	x := t.below[0].First(len(rows))
	nn.Gather(x, t.images, rows)
	for i, m := range t.layers[:t.state.Layer] {
		p := t.below[i+1].First(len(rows))
		m.hidden(p, x)
		x = p
	}
	return x
}
