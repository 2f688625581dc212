package theory

import (
	"math"
	"testing"
)

// TestCovered checks that a mode counts as covered from a fifth of its share on: 5 of 100 samples for 4 modes.
func TestCovered(t *testing.T) {
	if got := covered([]int{5, 4, 80, 0}, 100); got != 2 {
		t.Errorf("%g modes", got)
	}
}

func TestEntropy(t *testing.T) {
	if got := entropy([]int{10, 10, 0, 0}); math.Abs(got-math.Ln2) > 1e-12 {
		t.Errorf("entropy %g", got)
	}
	if got := entropy([]int{0, 7}); got != 0 {
		t.Errorf("entropy of one class %g", got)
	}
}
