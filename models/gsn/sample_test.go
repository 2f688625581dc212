package gsn

import (
	"slices"
	"testing"

	"gan2014/internal/rng"
	"gan2014/models/chain"
)

// TestSamplingWalksAsTrainingDoes checks that a chain that samples takes the same steps as a walk of the training.
func TestSamplingWalksAsTrainingDoes(t *testing.T) {
	config := small()
	config.Walkback, config.Chain = 6, chain.Protocol{Chains: 3, Thin: 1}
	for _, hidden := range [][]int{{7}, {7, 5}, {7, 5, 4}} {
		config.Hidden = hidden
		trainer := newSmall(config, 1, "")
		got := trainer.Trace(3, 6, rng.For(1, "walk"))
		s := rng.For(1, "walk")
		w := trainer.walk(3)
		w.forward(config.Chain.Starts(trainer.images, s), s)
		for step, now := range w.moments[1:] {
			if !slices.Equal(got.From(3*step).First(3).Data, now.means.Data) {
				t.Errorf("%v hidden units: step %d of the chain differs from that of the walk", hidden, step+1)
			}
		}
	}
}
