package gan

import (
	"context"
	"fmt"
	"slices"

	"gan2014/internal/parallel"
	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// A Trainer trains a pair of nets on images by epochs. It is not safe for use by several goroutines.
type Trainer struct {
	Progress func(update int) // called after each update, counted over all epochs, unless nil
	Labels   []uint8          // classes of the images, 0, 1, …; for a recipe with Classes

	config Config
	seed   int64
	images nn.Matrix[float32] // training data, n×values
	pair   pair[float32]
	infers *Inferrer                    // unless nil, trained at the same time
	steps  map[stepShape]*step[float32] // compiled when first needed: the last minibatch of an epoch may be smaller
	state  state
}

// state is the progress of the training. A checkpoint holds it and the parameters.
type state struct {
	Key   string // of the run
	Stage int    // 0, 1, …
	nn.Course
	Totals totals // of the epoch in progress
}

type stepShape struct {
	real, samples  int
	trainD, trainG bool
}

// New returns a trainer at epoch 0 for images, one a row. Its checkpoints belong to the run with this key.
func New(config Config, images nn.Matrix[float32], seed int64, key string) *Trainer {
	config.K = max(1, config.K)
	if config.RateOfD == 0 {
		config.RateOfD = 1
	}
	t := &Trainer{config: config, seed: seed, images: images, state: state{Key: key}}
	if config.Inference != nil {
		t.infers = newInferrer(*config.Inference, images.Cols, seed)
	}
	t.begin(0)
	return t
}

// Epochs returns the number of finished epochs.
func (t *Trainer) Epochs() int { return t.state.Epoch }

// Updates returns the number of minibatches used so far, and the number in an epoch.
func (t *Trainer) Updates() (done, perEpoch int) {
	return t.state.Update, (t.images.Rows + t.config.Batch - 1) / t.config.Batch
}

// Epoch trains until the epoch in progress is finished. It uses each image once, in a new random order; the last minibatch may be
// smaller (pylearn2's shuffled_sequential). When ctx ends it stops between two updates and returns ctx's error; the caller can
// then save the trainer or continue the epoch. A *nn.Diverged error is final.
func (t *Trainer) Epoch(ctx context.Context) (Stats, error) {
	for t.due() {
		t.begin(t.state.Stage + 1)
	}
	order := rng.For(t.seed, "shuffle", t.state.Epoch).Perm(t.images.Rows)
	if err := t.state.Finish(ctx, order, t.config.Batch, t.update, t.Progress); err != nil {
		return Stats{}, err
	}
	stats := t.state.Totals.means()
	stats.Rate, stats.Momentum = t.schedule(t.state.Epoch-1, t.state.Update-1)
	stats.NormD, stats.NormG = t.pair.D.Norm(), t.pair.G.Norm()
	t.state.Totals = totals{}
	return stats, nil
}

// update updates the nets once, for the minibatch with the given rows of the data.
func (t *Trainer) update(rows []int) error {
	if t.config.Update == Simultaneous {
		return t.move(stepShape{len(rows), len(rows), true, true}, rows, "")
	}
	if err := t.move(stepShape{len(rows), len(rows), true, false}, rows, ""); err != nil {
		return err
	}
	if (t.state.Update+1)%t.config.K != 0 {
		return nil
	}
	return t.move(stepShape{0, len(rows), false, true}, rows, "/G")
}

// move runs one step on fresh noise and masks, from streams with the given suffix, and updates the nets that it trains. Samples are made
// of the classes of the rows.
func (t *Trainer) move(shape stepShape, rows []int, stream string) error {
	s, err := t.step(shape)
	if err != nil {
		return err
	}
	t.fill(s, stream, func() {
		for i := range s.real {
			copy(s.x.Row(i), t.images.Row(rows[i]))
		}
		t.setCondition(s, rows, stream)
		t.setNoise(s, stream)
		t.config.Noise.draw(rng.For(t.seed, "noise"+stream, t.state.Update), s.z.Data)
	})
	return t.run(s, shape)
}

// fill sets the inputs of a step. It draws the perturbations of both nets and calls load, which sets data and noise, at the same time.
func (t *Trainer) fill(s *step[float32], stream string, load func()) {
	ofD := len(s.ofD.layers)
	all := ofD + len(s.ofG.layers)
	parallel.For(parallel.Workers(), all+1, 1, func(from, to int) {
		for i := from; i < to; i++ {
			switch {
			case i < ofD:
				disturb(s.ofD, i, t.drawn("dropout"+stream, i), t.drawn("layer noise"+stream, i))
			case i < all:
				disturb(s.ofG, i-ofD, t.drawn("dropout of G"+stream, i-ofD), t.drawn("layer noise of G"+stream, i-ofD))
			default:
				load()
			}
		}
	})
}

// drawn returns the stream of what is drawn for a layer in the present update.
func (t *Trainer) drawn(what string, layer int) func() rng.Stream {
	return func() rng.Stream { return rng.For(t.seed, what, t.state.Update, layer) }
}

// run computes a step whose inputs are set, and updates the nets that it trains.
func (t *Trainer) run(s *step[float32], shape stepShape) error {
	if err := s.program.Run(); err != nil {
		return fmt.Errorf("update %d: %w", t.state.Update+1, err)
	}
	if err := t.observe(s, shape); err != nil {
		return err
	}
	if shape.trainD {
		if err := t.descend(t.pair.D, &t.state.Totals.GradientD); err != nil {
			return err
		}
	}
	if !shape.trainG {
		return nil
	}
	if err := t.descend(t.pair.G, &t.state.Totals.GradientG); err != nil {
		return err
	}
	t.average()
	if t.infers == nil {
		return nil
	}
	return t.infers.update(*s.fake.Matrix, s.z, t.state.Update)
}

// descend updates a net. It stores the norm of the gradient if this may be the net's last update of the epoch.
func (t *Trainer) descend(net *nn.Net[float32], gradient *float64) error {
	if t.state.Cursor+t.config.K*t.config.Batch >= t.images.Rows {
		*gradient = net.GradientNorm()
	}
	rate, momentum := t.schedule(t.state.Epoch, t.state.Update)
	moves := t.state.Update - t.before() // of D in this stage
	if net == t.pair.D {
		rate *= t.config.RateOfD
	} else {
		moves /= t.config.K
	}
	if p := t.config.Rule.Move(net.Params, rate, momentum, moves); p != nil {
		return &nn.Diverged{Update: t.state.Update + 1, What: p.Name}
	}
	return nil
}

func (t *Trainer) step(shape stepShape) (*step[float32], error) {
	if s := t.steps[shape]; s != nil {
		return s, nil
	}
	s, err := t.pair.newStep(shape.real, shape.samples, shape.trainD, shape.trainG)
	if err != nil {
		return nil, err
	}
	t.steps[shape] = s
	return s, nil
}

// observe adds the logits of a step to the totals of the epoch.
func (t *Trainer) observe(s *step[float32], shape stepShape) error {
	logits := widen(s.logits.Data)
	if !finite(logits) {
		return &nn.Diverged{Update: t.state.Update + 1, What: "the logit of D"}
	}
	if shape.trainD {
		t.state.Totals.addD(logits, s.real, t.config.Smoothing)
	}
	if shape.trainG {
		t.state.Totals.addG(logits[s.real:], t.config.Loss)
	}
	return nil
}

func (t *Trainer) params() []*nn.Param[float32] {
	all := slices.Concat(t.pair.G.Params, t.pair.D.Params)
	if t.infers != nil {
		all = append(all, t.infers.net.Params...)
	}
	return all
}
