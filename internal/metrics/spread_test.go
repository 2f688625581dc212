package metrics

import (
	"math"
	"testing"

	"gan2014/parzen"
)

func TestSpread(t *testing.T) {
	check := func(want float64, values ...float32) {
		t.Helper()
		if got := Spread(parzen.Points{N: len(values) / 2, D: 2, Data: values}); math.Abs(got-want) > 1e-12 {
			t.Errorf("spread %g, want %g", got, want)
		}
	}
	check(0, 1, 2, 1, 2, 5, 5, 5, 5)
	check(5, 0, 0, 3, 4)
	check(math.Sqrt((25.0+1)/2), 0, 0, 3, 4, 1, 1, 1, 2)
	check(0, 1, 2)
}
