package gmmn

import (
	"context"
	"fmt"
	"math"
	"slices"

	"gan2014/internal/elementary"
	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// A Trainer trains a moment matching network on images by epochs: first its auto-encoder, if it has one, and then its generator. It is not safe for
// use by several goroutines.
type Trainer struct {
	Progress func(update int) // called after each update, counted over all epochs, unless nil

	config Config
	seed   int64
	images nn.Matrix[float32] // training data, n×values
	nets   nets
	codes  nn.Matrix[float32] // what the generator matches: images, or their codes once the auto-encoder is trained
	state  state

	coders   map[int]*coding[float32] // by the number of images: the last minibatch of an epoch may be smaller
	matchers map[int]*matching[float32]
}

// nets holds the generator, and the auto-encoder or nil.
type nets struct{ encoder, decoder, generator *nn.Net[float32] }

func newNets(c Config, values int, seed int64) (n nets) {
	if a := c.Autoencoder; a != nil {
		n.encoder = nn.NewNet[float32]("E", values, a.Encoder, seed)
		n.decoder = nn.NewNet[float32]("D", n.encoder.Outputs(), a.Decoder, seed)
		nn.StartAdam(n.autoencoder())
	}
	n.generator = nn.NewNet[float32]("G", c.Noise, c.Generator, seed)
	return n
}

func (n nets) autoencoder() []*nn.Param[float32] {
	if n.encoder == nil {
		return nil
	}
	return slices.Concat(n.encoder.Params, n.decoder.Params)
}

func (n nets) params() []*nn.Param[float32] {
	return slices.Concat(n.autoencoder(), n.generator.Params)
}

// state is the progress of the training. A checkpoint holds it and the parameters.
type state struct {
	Key string // of the run
	nn.Course
	Totals totals // of the epoch in progress
}

// New returns a trainer at epoch 0 for images, one a row. Its checkpoints belong to the run with this key.
func New(config Config, images nn.Matrix[float32], seed int64, key string) *Trainer {
	t := &Trainer{config: config, seed: seed, images: images, nets: newNets(config, images.Cols, seed), state: state{Key: key}}
	t.forget()
	return t
}

// forget drops what depends on the nets.
func (t *Trainer) forget() {
	t.codes, t.coders, t.matchers = nn.Matrix[float32]{}, map[int]*coding[float32]{}, map[int]*matching[float32]{}
}

// Epochs returns the number of finished epochs, of both trainings.
func (t *Trainer) Epochs() int { return t.state.Epoch }

// Updates returns the number of minibatches used so far, and the number in an epoch.
func (t *Trainer) Updates() (done, perEpoch int) {
	return t.state.Update, (t.images.Rows + t.config.Batch - 1) / t.config.Batch
}

// coding reports whether the epoch in progress trains the auto-encoder.
func (t *Trainer) coding() bool {
	return t.config.Autoencoder != nil && t.state.Epoch < t.config.Autoencoder.Epochs
}

// Epoch trains until the epoch in progress is finished. It uses each image once, in a new random order. When ctx ends it stops between two updates
// and returns ctx's error; the caller can then save the trainer or continue the epoch. A *nn.Diverged error is final.
func (t *Trainer) Epoch(ctx context.Context) (Stats, error) {
	coding, update := t.coding(), t.match
	if coding {
		update = t.code
	} else if err := t.encode(); err != nil {
		return Stats{}, err
	}
	order := rng.For(t.seed, "shuffle", t.state.Epoch).Perm(t.images.Rows)
	if err := t.state.Finish(ctx, order, t.config.Batch, update, t.Progress); err != nil {
		return Stats{}, err
	}
	stats := t.state.Totals.means(coding)
	t.state.Totals = totals{}
	return stats, nil
}

// encode computes what the generator matches.
func (t *Trainer) encode() (err error) {
	switch {
	case t.codes.Rows > 0:
	case t.nets.encoder == nil:
		t.codes = t.images
	default:
		t.codes, err = nn.Apply(t.nets.encoder, t.images)
	}
	return err
}

// code updates the auto-encoder once, for the minibatch with the given rows of the data.
func (t *Trainer) code(rows []int) error {
	s := t.coders[len(rows)]
	if s == nil {
		var err error
		if s, err = newCoding(t.nets.encoder, t.nets.decoder, len(rows)); err != nil {
			return err
		}
		t.coders[len(rows)] = s
	}
	nn.Gather(s.x, t.images, rows)
	if err := s.program.Run(); err != nil {
		return fmt.Errorf("update %d: %w", t.state.Update+1, err)
	}
	t.state.Totals.CrossEntropy += crossEntropy(s.x, *s.image.Matrix)
	t.state.Totals.Images += len(rows)
	return t.diverged(t.state.Totals.CrossEntropy, "the reconstruction", nn.MoveByAdam(t.config.Autoencoder.Adam, t.nets.autoencoder(), t.state.Update))
}

// crossEntropy returns the sum over images of −Σ x·log y + (1−x)·log(1−y), in nats.
func crossEntropy(x, y nn.Matrix[float32]) (sum float64) {
	for i, v := range y.Data {
		p, q := max(float64(v), least), max(1-float64(v), least)
		sum -= float64(float64(x.Data[i])*elementary.Log(p)) + float64(float64(1-x.Data[i])*elementary.Log(q))
	}
	return sum
}

// match updates the generator once, for the minibatch with the given rows of the data.
func (t *Trainer) match(rows []int) error {
	s := t.matchers[len(rows)]
	if s == nil {
		var err error
		if s, err = newMatching(t.nets.generator, t.config.Variances, len(rows)); err != nil {
			return err
		}
		t.matchers[len(rows)] = s
	}
	nn.Gather(s.x, t.codes, rows)
	t.draw(rng.For(t.seed, "noise", t.state.Update), s.z)
	if err := s.program.Run(); err != nil {
		return fmt.Errorf("update %d: %w", t.state.Update+1, err)
	}
	t.state.Totals.Discrepancy += s.discrepancy
	t.state.Totals.Images++
	rate := t.config.Rate.At(t.state.Epoch + 1 - t.codingEpochs())
	return t.diverged(s.discrepancy, "MMD", nn.Momentum(t.nets.generator.Params, rate, t.config.Momentum))
}

func (t *Trainer) codingEpochs() int {
	if t.config.Autoencoder == nil {
		return 0
	}
	return t.config.Autoencoder.Epochs
}

// diverged returns an error if a loss or a parameter is no longer finite.
func (t *Trainer) diverged(loss float64, name string, p *nn.Param[float32]) error {
	if math.IsNaN(loss) || math.IsInf(loss, 0) {
		return &nn.Diverged{Update: t.state.Update + 1, What: name}
	}
	if p != nil {
		return &nn.Diverged{Update: t.state.Update + 1, What: p.Name}
	}
	return nil
}

// draw fills z with noise of the prior.
func (t *Trainer) draw(noise rng.Stream, z nn.Matrix[float32]) {
	if t.config.Uniform {
		rng.Uniform(noise, z.Data, -math.Sqrt(3), math.Sqrt(3))
	} else {
		rng.Normal(noise, z.Data)
	}
}

// Decoder returns the net from z to an image.
func (t *Trainer) Decoder() *nn.Net[float32] {
	if t.nets.decoder == nil {
		return t.nets.generator
	}
	return t.nets.decoder.Behind(t.nets.generator)
}

// Sample draws n images (n×values).
func (t *Trainer) Sample(n int, noise rng.Stream) (nn.Matrix[float32], error) {
	z := nn.NewMatrix[float32](n, t.config.Noise)
	t.draw(noise, z)
	return nn.Apply(t.Decoder(), z)
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
	t.nets, t.state = other.nets, saved
	t.forget()
	return nil
}
