package run

import "testing"

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
