package dbn

import (
	"errors"
	"runtime"
	"slices"
	"testing"

	"gan2014/internal/blas"
	"gan2014/internal/rng"
	"gan2014/internal/trainertest"
	"gan2014/models/chain"
	"gan2014/models/nn"
)

// small is a recipe that runs an epoch in a millisecond: a layer by CD-2, and one by PCD-1.
func small() Config {
	return Config{
		Batch: 10,
		Layers: []Layer{
			{Units: 7, Epochs: 2, Steps: 2, Rate: nn.Ramp{Start: .1, End: .05, Epochs: 2}, Momentum: nn.Ramp{Start: .5, End: .9, Epochs: 2}, Decay: 1e-3},
			{Units: 5, Epochs: 1, Steps: 1, Persistent: true, Rate: nn.Ramp{End: .1, Epochs: 1}},
		},
		Chain: chain.Protocol{Chains: 4, BurnIn: 3, Thin: 2},
		Emit:  Means,
	}
}

// newSmall has data that do not divide into its minibatches.
func newSmall(config Config, seed int64, key string) *Trainer {
	images := nn.NewMatrix[float32](47, 6)
	rng.Uniform(rng.For(9, "images"), images.Data, 0, 1)
	return New(config, images, seed, key)
}

func TestLaws(t *testing.T) {
	for _, emit := range []Emission{Means, MeanField, Draws} {
		t.Run(string(emit), func(t *testing.T) {
			config := small()
			config.Emit = emit
			trainertest.Laws(t, func(seed int64, key string) trainertest.Trainer[Stats] { return newSmall(config, seed, key) }, 4)
		})
	}
}

// Layers are trained in turn, each for its epochs; those below stand still meanwhile.
func TestLayersInTurn(t *testing.T) {
	trainer := newSmall(small(), 1, "")
	var first []float32
	for epoch, layer := range []int{1, 1, 2, 2} {
		stats, err := trainer.Epoch(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if stats.Layer != layer || len(trainer.layers) != layer {
			t.Errorf("epoch %d trained layer %d of %d, want %d", epoch+1, stats.Layer, len(trainer.layers), layer)
		}
		w := trainer.layers[0].w.Value.Data
		if layer == 2 && !slices.Equal(w, first) {
			t.Errorf("epoch %d changed the layer below", epoch+1)
		}
		first = append(first[:0], w...)
	}
}

func TestDivergenceIsNamed(t *testing.T) {
	config := small()
	config.Layers[0].Rate = nn.Ramp{End: 1e38, Epochs: 1}
	config.Layers[0].Momentum = nn.Ramp{End: 10, Epochs: 1}
	var diverged *nn.Diverged
	trainer := newSmall(config, 1, "")
	for range 2 {
		_, err := trainer.Epoch(t.Context())
		if errors.As(err, &diverged) {
			return
		}
	}
	t.Error("a learning rate of 1e38 did not diverge")
}

// In steady state an update allocates no more than its streams. (Without OpenBLAS, products allocate too.)
func TestUpdateAllocatesLittle(t *testing.T) {
	if !blas.Use(1).Fast {
		t.Skip("NOT CHECKED: OpenBLAS was not found")
	}
	config := small()
	config.Layers[0].Units, config.Layers[1].Units = 700, 500
	trainer := newSmall(config, 1, "")
	trainer.begin()
	rows := []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}
	update := func() {
		if err := trainer.update(rows, .01, .5); err != nil {
			t.Fatal(err)
		}
		trainer.state.Update++
	}
	update()
	var before, after runtime.MemStats
	const updates = 10
	runtime.ReadMemStats(&before)
	for range updates {
		update()
	}
	runtime.ReadMemStats(&after)
	if each := (after.TotalAlloc - before.TotalAlloc) / updates; each > 8<<10 {
		t.Errorf("an update allocates %d bytes", each)
	}
}
