package metrics

import (
	"math"
	"testing"

	"gan2014/internal/rng"
	"gan2014/parzen"
)

// TestDequantise checks that each pixel stays within its level, and that values outside 0 to 1 count as the nearest level.
func TestDequantise(t *testing.T) {
	p := parzen.Points{N: 2, D: 4, Data: []float32{0, 1, .5, 100. / 255, -3, 7, .001, .999}}
	levels := []float64{0, 255, 128, 100, 0, 255, 0, 255}
	for trial := range 50 {
		got := Dequantise(p, rng.For(1, "dequantise", trial))
		for i, v := range got.Data {
			if math.Floor(256*float64(v)) != levels[i] {
				t.Errorf("%g becomes %g, which is not of level %g", p.Data[i], v, levels[i])
			}
		}
	}
}
