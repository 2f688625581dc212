package vae

import (
	"fmt"
	"math"

	"gan2014/internal/elementary"
	"gan2014/internal/metric"
	"gan2014/models/nn"
)

// Stats are means over the images of an epoch, measured during training, in nats.
type Stats struct {
	Bound      float64 // lower bound of log p(x)
	Divergence float64 // KL(q(z|x) ‖ N(0, I))
}

// Metrics returns the stats under their names in the database.
func (s Stats) Metrics() map[string]float64 {
	return map[string]float64{metric.LowerBound: s.Bound, metric.Divergence: s.Divergence}
}

func (s Stats) String() string {
	return fmt.Sprintf("lower bound %.1f  divergence %.1f", s.Bound, s.Divergence)
}

// totals are sums over images, so that a checkpoint in the middle of an epoch can hold them.
type totals struct {
	Bound, Divergence float64
	Images            int
}

// add adds the images of a step.
func (t *totals) add(x, image, code nn.Matrix[float32], variance float64) {
	k := code.Cols / 2
	constant := float64(-float64(x.Cols) / 2 * elementary.Log(2*math.Pi*variance))
	for i := range x.Rows {
		squares, divergence := 0.0, 0.0
		for j, v := range x.Row(i) {
			d := float64(v) - float64(image.Row(i)[j])
			squares += float64(d * d)
		}
		for j := range k {
			m, v := float64(code.Row(i)[j]), float64(code.Row(i)[k+j])
			divergence += float64((float64(m*m) + elementary.Exp(min(v, 40)) - 1 - v) / 2)
		}
		t.Bound += constant - float64(squares/(2*variance)) - divergence
		t.Divergence += divergence
	}
	t.Images += x.Rows
}

func (t totals) means() Stats {
	n := float64(max(1, t.Images))
	return Stats{t.Bound / n, t.Divergence / n}
}
