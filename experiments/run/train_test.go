package run

import (
	"testing"

	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// A counted model counts the calls of Sample. Its samples are the number of its epoch.
type counted struct {
	model
	epoch, drawn int
}

func (c *counted) Epochs() int { return c.epoch }

func (c *counted) Sample(n int, _ rng.Stream) (nn.Matrix[float32], error) {
	c.drawn++
	data := make([]float32, n)
	for i := range data {
		data[i] = float32(c.epoch)
	}
	return nn.Matrix[float32]{Rows: n, Cols: 1, Data: data}, nil
}

// TestSamplesAreDrawnOnce checks that the samples of an epoch are drawn once. They are drawn again for another epoch or another
// number of samples, and after a return to an earlier epoch, as with `select: best-valid`.
func TestSamplesAreDrawnOnce(t *testing.T) {
	m := &counted{}
	training := &training{Attempt: &Attempt{}, model: m}
	for _, step := range []struct{ epoch, n, drawn int }{
		{0, 10, 1}, {3, 10, 2}, {3, 10, 2}, {3, 20, 3}, {6, 20, 4}, {6, 20, 4}, {3, 20, 5},
	} {
		m.epoch = step.epoch
		samples, err := training.draw(step.n)
		if err != nil {
			t.Fatal(err)
		}
		if samples.N != step.n || samples.Data[step.n-1] != float32(step.epoch) || m.drawn != step.drawn {
			t.Errorf("%+v: %d samples of epoch %g, drawn %d times", step, samples.N, samples.Data[0], m.drawn)
		}
	}
}
