package gaussian

import (
	"context"

	"gan2014/models/nn"
)

// A Config says how much of the fitted normal distribution is kept.
type Config struct {
	Share float64 // of the variance, summed over pixels, at least; 0 keeps the mean image alone, 1 the whole covariance
	Clip  bool    // whether samples are cut to [0,1], as images are and a normal distribution is not
}

// A Trainer fits a normal distribution to images, in an epoch of one update. It is not safe for use by several goroutines.
type Trainer struct {
	Progress func(update int) // called after the fit, unless nil

	config Config
	images nn.Matrix[float32] // training data, n×values
	mean   *nn.Param[float32] // 1×values
	steps  *nn.Param[float32] // √λₖ·vₖ, the largest first: rank×values
	state  state
}

// state is the progress of the fit. A checkpoint holds it and the parameters.
type state struct {
	Key string // of the run
	nn.Course
	Rank int // number of kept eigenvalues
}

// New returns a trainer before its fit to images, one a row. Its checkpoints belong to the run with this key.
func New(config Config, images nn.Matrix[float32], key string) *Trainer {
	t := &Trainer{config: config, images: images, state: state{Key: key}}
	t.allocate(0)
	return t
}

func (t *Trainer) allocate(rank int) {
	t.mean = nn.NewParam[float32](nn.Shape{Name: "mean", Rows: 1, Cols: t.images.Cols})
	t.steps = nn.NewParam[float32](nn.Shape{Name: "steps", Rows: rank, Cols: t.images.Cols})
}

// Epochs returns how often the distribution was fitted. A second fit changes nothing.
func (t *Trainer) Epochs() int { return t.state.Epoch }

// Updates returns the number of fits, and 1, the number of updates in an epoch.
func (t *Trainer) Updates() (done, perEpoch int) { return t.state.Update, 1 }

// Epoch fits the distribution. When ctx has ended it does nothing and returns ctx's error.
func (t *Trainer) Epoch(ctx context.Context) (Stats, error) {
	if err := ctx.Err(); err != nil {
		return Stats{}, err
	}
	mean := meanOf(t.images)
	s, err := newSpectrum(t.images, mean, t.config.Share)
	if err != nil {
		return Stats{}, err
	}
	rank := s.rank(t.config.Share)
	t.allocate(rank)
	for k, v := range mean {
		t.mean.Value.Data[k] = float32(v)
	}
	for i := range rank {
		s.step(t.steps.Value.Row(i), i)
	}
	t.state.Rank = rank
	t.state.Epoch++
	t.state.Update++
	if t.Progress != nil {
		t.Progress(t.state.Update)
	}
	return Stats{Rank: rank, Kept: s.kept(rank), Variance: s.variance}, nil
}
