package estimate

import (
	"context"

	"gan2014/experiments/terminal"
	"gan2014/internal/rng"
	"gan2014/internal/samples"
	"gan2014/parzen"
)

// A reference is what training images score in the place of the samples.
type reference struct {
	LL     float64  `json:"ll_nats"`
	StdErr *float64 `json:"stderr"`
	Sigma  float64  `json:"sigma"`
}

// reference scores as many training images as there are samples by the same protocol. They are those of the system "True distribution" with
// seed 1. It returns nil for the user's own data, and if there are fewer training images.
func (m *inputs) reference(ctx context.Context, c *Request, display *terminal.Display) (*reference, error) {
	if m.set == nil || m.set.Train.N < m.samples.N {
		return nil, nil
	}
	train := m.set.Train
	data := make([]float32, 0, m.samples.N*train.Dim)
	for _, i := range rng.For(1, "eval").Perm(train.N)[:m.samples.N] {
		data = append(data, train.Row(i)...)
	}
	drawn := samples.InMemory("training images", c.Dataset, m.set.Shape(), data)
	drawn.Shift(m.centre.Shift)
	points, err := allPoints(drawn)
	if err != nil {
		return nil, err
	}
	window, err := parzen.New(points)
	if err != nil {
		return nil, err
	}
	folds, err := c.estimateFolds(ctx, m, window, drawn.N, "training images, ", display)
	if err != nil {
		return nil, err
	}
	e := newEstimate(folds, c.Optimal)
	return &reference{e.LL, e.StdErr, e.Sigma}, nil
}
