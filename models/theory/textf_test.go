package theory

import "testing"

func TestMeasured(t *testing.T) {
	got := textf("%.2f, %.1g and %.1g of N(%g, 1), a well-known law", -.5, 3e-9, -2e+20, -4.)
	if want := "−0.50, 3·10⁻⁹ and −2·10²⁰ of N(−4, 1), a well-known law"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
