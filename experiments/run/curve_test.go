package run

import (
	"math"
	"slices"
	"testing"
)

func TestPercentiles(t *testing.T) {
	var lls []float64
	for i := range 1000 {
		lls = append(lls, float64((i*7)%1000)) // 0 to 999, shuffled
	}
	lls[0] = math.Inf(-1) // replaces 0
	found := percentiles(lls)
	if len(found) != 101 || found[0].LL != math.Inf(-1) || found[50].LL != 499 || found[100].LL != 999 || found[100].Percent != 100 {
		t.Errorf("quantiles %v", found)
	}
}

func TestSampleCounts(t *testing.T) {
	for n, want := range map[int][]int{50: {50}, 100: {100}, 1000: {100, 316, 1000}, 10000: {100, 316, 1000, 3162, 10000}} {
		if got := sampleCounts(n); !slices.Equal(got, want) {
			t.Errorf("of %d samples: %v, want %v", n, got, want)
		}
	}
}
