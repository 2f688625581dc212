package dbn

import (
	"errors"
	"testing"

	"gan2014/internal/rng"
	"gan2014/internal/trainertest"
	"gan2014/models/chain"
	"gan2014/models/nn"
	"gan2014/models/stack"
)

// small returns a recipe that runs an epoch in a millisecond: a layer by CD-2 and one by PCD-1.
func small() Config {
	return Config{
		Batch: 10,
		Layers: []Layer{
			{LayerSchedule: stack.LayerSchedule{Units: 7, Epochs: 2, Rate: nn.Ramp{Start: .1, End: .05, Epochs: 2}, Momentum: nn.Ramp{Start: .5, End: .9, Epochs: 2}}, Steps: 2, Decay: 1e-3},
			{LayerSchedule: stack.LayerSchedule{Units: 5, Epochs: 1, Rate: nn.Ramp{End: .1, Epochs: 1}}, Steps: 1, Persistent: true},
		},
		Chain: chain.Protocol{Chains: 4, BurnIn: 3, Thin: 2},
		Emit:  Means,
	}
}

// newSmall returns a trainer whose number of images is not a multiple of the minibatch size.
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

// TestUpdateAllocatesLittle checks that an update in steady state allocates no more than its streams.
func TestUpdateAllocatesLittle(t *testing.T) {
	l := newLayer("", Layer{LayerSchedule: stack.LayerSchedule{Units: 500}, Steps: 1}, 700, 10, 1)
	x, now, seen := nn.NewMatrix[float32](10, 700), stack.Moment{Rate: .01}, totals{}
	if each := trainertest.Allocated(func() { l.Update(x, now, &seen) }); each > 8<<10 {
		t.Errorf("an update allocates %d bytes", each)
	}
}
