package metrics

import (
	"math"

	"gan2014/internal/rng"
	"gan2014/parzen"
)

// Dequantise rounds pixels from 0 to 1 to 256 levels and adds noise within a level. Real images have 256 levels, with exact zeros, and samples
// have any value: without this step every test tells them apart by that alone.
func Dequantise(p parzen.Points, s rng.Stream) parzen.Points {
	noisy := parzen.Points{N: p.N, D: p.D, Data: make([]float32, len(p.Data))}
	rng.Uniform(s, noisy.Data, 0, 1)
	for i, v := range p.Data {
		level := math.Round(255 * min(1, max(0, float64(v))))
		noisy.Data[i] = float32((level + float64(noisy.Data[i])) / 256)
	}
	return noisy
}
