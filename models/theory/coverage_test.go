package theory

import (
	"math"
	"testing"
)

// A mode is covered by a fifth of its share: of 100 samples and 4 modes, by 5.
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
