package cae

import (
	"errors"
	"testing"

	"gan2014/internal/rng"
	"gan2014/internal/trainertest"
	"gan2014/models/chain"
	"gan2014/models/nn"
	"gan2014/models/stack"
)

// small returns a recipe that runs an epoch in a millisecond.
func small() Config {
	return Config{
		Batch: 10,
		Layers: []Layer{
			{LayerSchedule: stack.LayerSchedule{Units: 7, Epochs: 2, Rate: nn.Ramp{Start: .1, End: .05, Epochs: 2}, Momentum: nn.Ramp{Start: .5, End: .9, Epochs: 2}}, Contraction: .1},
			{LayerSchedule: stack.LayerSchedule{Units: 5, Epochs: 1, Rate: nn.Ramp{End: .1, Epochs: 1}}},
		},
		Chain: chain.Protocol{Chains: 4, BurnIn: 3, Thin: 2},
		Noise: 1,
	}
}

// uniform returns images whose number is not a multiple of the minibatch size.
func uniform() nn.Matrix[float32] {
	images := nn.NewMatrix[float32](47, 6)
	rng.Uniform(rng.For(9, "images"), images.Data, 0, 1)
	return images
}

func TestLaws(t *testing.T) {
	for _, level := range []int{0, 1} {
		config := small()
		config.Level = level
		trainertest.Laws(t, func(seed int64, key string) trainertest.Trainer[Stats] { return New(config, uniform(), seed, key) }, 4)
	}
}

func TestDivergenceIsNamed(t *testing.T) {
	config := small()
	config.Layers[0].Rate = nn.Ramp{End: 1e38, Epochs: 1}
	trainer := New(config, uniform(), 1, "")
	var err error
	for range 2 {
		if _, err = trainer.Epoch(t.Context()); err != nil {
			break
		}
	}
	var diverged *nn.Diverged
	if !errors.As(err, &diverged) || diverged.Update < 1 || diverged.What == "" {
		t.Errorf("a learning rate of 1e38 ended with %v", err)
	}
}

// TestTrainingLowersTheLoss checks that training lowers its loss: the penalty is smaller with contraction than without, and the
// reconstruction is better without.
func TestTrainingLowersTheLoss(t *testing.T) {
	last := func(lambda float64) (first, last Stats) {
		config := small()
		config.Layers = config.Layers[:1]
		config.Layers[0].Contraction = lambda
		trainer := New(config, uniform(), 1, "")
		for epoch := range 200 {
			stats, err := trainer.Epoch(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if epoch == 0 {
				first = stats
			}
			last = stats
		}
		return first, last
	}
	_, plain := last(0)
	first, contracted := last(1)
	if loss := contracted.Reconstruction + contracted.Penalty; loss > first.Reconstruction+first.Penalty-.5 {
		t.Errorf("the loss with λ = 1 went from %.2f to %.2f", first.Reconstruction+first.Penalty, loss)
	}
	if contracted.Penalty > plain.Penalty/2 || plain.Reconstruction > contracted.Reconstruction {
		t.Errorf("without contraction %v, with it %v", plain, contracted)
	}
}

// TestUpdateAllocatesLittle checks that an update allocates almost nothing in steady state.
func TestUpdateAllocatesLittle(t *testing.T) {
	a := newAutoencoder[float32]("", 700, 500, 1)
	l, seen := &layer{a, newPass(a, 10), .1}, totals{}
	x := nn.NewMatrix[float32](10, 700)
	if each := trainertest.Allocated(func() { l.Update(x, stack.Moment{Rate: .01}, &seen) }); each > 4<<10 {
		t.Errorf("an update allocates %d bytes", each)
	}
}
