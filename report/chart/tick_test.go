package chart

import (
	"math"
	"slices"
	"strings"
	"testing"
)

func TestTicks(t *testing.T) {
	labels := func(lo, hi float64, integer bool) string {
		var out []string
		for _, tick := range (evenTicks{n: 5, integer: integer}).Ticks(lo, hi) {
			out = append(out, tick.Label)
		}
		return strings.Join(out, " ")
	}
	check := func(got, want string) {
		t.Helper()
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	check(labels(0, 1, false), "0.0 0.2 0.4 0.6 0.8 1.0")
	check(labels(-195, 205, false), "−100 0 100 200")
	check(labels(1, 3, true), "1 2 3") // no half epochs
	check(labels(0, 2500, true), "0 500 1,000 1,500 2,000 2,500")
	check(labels(0, 0.05, false), "0.00 0.01 0.02 0.03 0.04 0.05")
	if ticks := (logTicks{}).Ticks(0, 2); len(ticks) != 0 {
		t.Errorf("ticks of a logarithmic axis from 0 on: %v", ticks)
	}
}

func TestDecadeTicks(t *testing.T) {
	labels := func(lo, hi float64) (out []string) {
		for _, tick := range (decadeTicks{4}).Ticks(lo, hi) {
			out = append(out, tick.Label)
		}
		return out
	}
	check := func(lo, hi float64, want ...string) {
		t.Helper()
		if got := labels(lo, hi); !slices.Equal(got, want) {
			t.Errorf("from %g to %g: %q, want %q", lo, hi, got, want)
		}
	}
	check(1, 1000, "1", "10", "100", "1,000")
	check(2e-9, 3, "1e−6", "0.001", "1")
	check(1e5, 1e9, "100,000", "1,000,000", "1e7", "1e8", "1e9")
	check(0.5, 1.5, "0.1", "0.2", "0.3", "0.5", "1", "2", "3", "5") // gonum/plot leaves out what is outside
	check(0, 1)
	check(1, math.Inf(1))
}
