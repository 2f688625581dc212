package trainertest

import (
	"fmt"
	"slices"
	"testing"
)

// FirstWeights fails the test unless the weights of the first two layers look like draws from U(−r, r), and differ between seeds and
// between layers. weights returns the initial weights of a layer, counted from 0, for a seed.
func FirstWeights(t *testing.T, r float64, weights func(layer int, seed int64) []float32) {
	t.Helper()
	for layer := range 2 {
		Uniform(t, fmt.Sprintf("the weights of layer %d", layer+1), weights(layer, 1), r)
		if slices.Equal(weights(layer, 1), weights(layer, 2)) {
			t.Errorf("the weights of layer %d do not depend on the seed", layer+1)
		}
	}
	if slices.Equal(weights(0, 1), weights(1, 1)) {
		t.Error("two layers start with the same weights")
	}
}
