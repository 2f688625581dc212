package run

import (
	"math"
	"testing"

	"gan2014/parzen"
)

func TestSpread(t *testing.T) {
	check := func(want float64, values ...float32) {
		t.Helper()
		if got := spread(parzen.Points{N: len(values) / 2, D: 2, Data: values}); math.Abs(got-want) > 1e-12 {
			t.Errorf("spread %g, want %g", got, want)
		}
	}
	check(0, 1, 2, 1, 2, 5, 5, 5, 5)
	check(5, 0, 0, 3, 4)
	check(math.Sqrt((25.0+1)/2), 0, 0, 3, 4, 1, 1, 1, 2)
	check(0, 1, 2)
}

// TestHealth checks that the warning comes once, after five epochs in a row in which D is nearly always right, and only for
// adversarial nets.
func TestHealth(t *testing.T) {
	var h generatorCheck
	check := func(accuracy float64, want bool) {
		t.Helper()
		if got := h.warning(map[string]float64{"d_accuracy": accuracy}); (got != "") != want {
			t.Errorf("warning %q", got)
		}
	}
	for range 4 {
		check(1, false)
	}
	check(0.9, false)
	for range 4 {
		check(0.9995, false)
	}
	check(1, true)
	check(1, false)
	if w := h.warning(map[string]float64{}); w != "" {
		t.Errorf("warning %q of a model without D", w)
	}
}
