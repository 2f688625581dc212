package stack

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"

	"gan2014/internal/rng"
	"gan2014/internal/trainertest"
	"gan2014/models/nn"
)

// A counter counts: its code is its input plus 1, its parameter is its last input, and its totals are the number of inputs.
type counter struct {
	sum  *nn.Param[float32]
	log  *[]Moment
	seen *[][]float32
}

func (c *counter) Encode(h, x nn.Matrix[float32]) {
	for i := range h.Data {
		h.Data[i] = x.Data[i%len(x.Data)] + 1
	}
}

func (c *counter) Update(x nn.Matrix[float32], now Moment, totals *counted) *nn.Param[float32] {
	*c.log = append(*c.log, now)
	*c.seen = append(*c.seen, slices.Clone(x.Data))
	totals.Images += x.Rows
	for i, v := range x.Data {
		c.sum.Value.Data[0] += v * float32(now.Update+i+1)
	}
	if math.IsNaN(float64(c.sum.Value.Data[0])) {
		return c.sum
	}
	return nil
}

func (c *counter) Weights() nn.Matrix[float32] { return c.sum.Value }

// counted is the totals of a counter, and countedStats its statistics.
type counted struct{ Images int }

type countedStats struct {
	Stats
	counted
}

func (s counted) Stats(layer Stats) countedStats { return countedStats{layer, s} }

func (c *counter) Params() []*nn.Param[float32] { return []*nn.Param[float32]{c.sum} }

// counting returns a stack with a layer for 2 epochs, one for 1, and one without an end, over 5 images in minibatches of 2. Rates and
// momenta keep changing in each layer.
func counting(seed int64, key string, log *[]Moment, seen *[][]float32) *Trainer[*counter, counted, countedStats] {
	recipe := Recipe[*counter]{
		Batch: 2,
		Plans: []LayerSchedule{
			{Units: 1, Epochs: 2, Rate: nn.Ramp{Start: 1, End: 2, Epochs: 2}, Momentum: nn.Ramp{Start: .5, End: .75, Epochs: 2}},
			{Units: 1, Epochs: 1, Rate: nn.Ramp{Start: 3, End: 9, Epochs: 4}, Momentum: nn.Ramp{Start: .25, End: 1, Epochs: 4}},
			{Units: 1, Epochs: 1, Rate: nn.Ramp{Start: 4, End: 12, Epochs: 9}, Momentum: nn.Ramp{Start: 0, End: 1, Epochs: 9}},
		},
		New: func(layer, inputs int) *counter {
			return &counter{nn.NewParam[float32](nn.Shape{Name: "sum", Rows: 1, Cols: inputs}), log, seen}
		},
	}
	return New[*counter, counted, countedStats](recipe, nn.Matrix[float32]{Rows: 5, Cols: 1, Data: []float32{10, 20, 30, 40, 50}}, seed, key)
}

// sampled adds what the laws ask of a model.
type sampled struct {
	*Trainer[*counter, counted, countedStats]
}

func (s sampled) Sample(n int, _ rng.Stream) (nn.Matrix[float32], error) {
	m := nn.NewMatrix[float32](n, 1)
	for i := range m.Data {
		m.Data[i] = float32(i) / float32(i+1)
	}
	return m, nil
}

func TestLaws(t *testing.T) {
	trainertest.Laws(t, func(seed int64, key string) trainertest.Trainer[countedStats] {
		return sampled{counting(seed, key, new([]Moment), new([][]float32))}
	}, 5)
}

// TestLayersInTurn checks that each layer is trained for its epochs, on the codes of every image once, at its own rates and momenta, which
// begin with the layer.
func TestLayersInTurn(t *testing.T) {
	var log []Moment
	var seen [][]float32
	orders := map[string]bool{}
	trainer := counting(1, "", &log, &seen)
	for i, want := range []struct {
		layer                 int
		rate, momentum, least float64
	}{{1, 1, .5, 10}, {1, 2, .75, 10}, {2, 3, .25, 11}, {3, 4, 0, 12}, {3, 5, .125, 12}} {
		log, seen = nil, nil
		epoch, err := trainer.Epoch(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if epoch.Layer != want.layer || len(trainer.Layers()) != want.layer || epoch.Rate != want.rate || epoch.Momentum != want.momentum || epoch.Images != 5 || epoch.Norm != nn.Norm(trainer.Layers()[want.layer-1].sum.Value) {
			t.Errorf("epoch %d: %+v, %d layers, want %+v", i+1, epoch, len(trainer.Layers()), want)
		}
		inputs := slices.Concat(seen...)
		orders[fmt.Sprint(inputs)] = true
		slices.Sort(inputs)
		for k, v := range inputs {
			if float64(v) != want.least+10*float64(k) {
				t.Errorf("epoch %d trained on %v", i+1, inputs)
				break
			}
		}
		for k, now := range log {
			if now.Update != 3*i+k || now.Seed != 1 || now.Rate != want.rate || now.Momentum != want.momentum {
				t.Errorf("update %d of epoch %d was at %+v", k, i+1, now)
			}
		}
	}
	if len(orders) != 5 {
		t.Errorf("5 epochs saw %d orders", len(orders))
	}
}

func TestDivergenceIsNamed(t *testing.T) {
	trainer := counting(1, "", new([]Moment), new([][]float32))
	trainer.images.Data[2] = float32(math.NaN())
	_, err := trainer.Epoch(t.Context())
	var diverged *nn.Diverged
	if !errors.As(err, &diverged) || diverged.Update < 1 || diverged.What != "sum" {
		t.Errorf("a value that is not finite ended with %v", err)
	}
}
