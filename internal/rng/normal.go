package rng

import (
	"math"

	"gan2014/internal/elementary"
)

// Normal fills dst with N(0, 1).
//
// It is the ziggurat of Marsaglia and Tsang (2000, "The Ziggurat Method for Generating Random Variables"), in float64 and with the functions
// of package elementary, so that no processor decides a bit. Of 100 values one needs more than a table and a product.
func Normal[T float32 | float64](s Stream, dst []T) {
	for i := range dst {
		dst[i] = T(s.normal())
	}
}

// The density exp(−x²/2) is covered by layers of equal area: rectangles of widths edge[1] > edge[2] > …, and at the bottom one that has
// the tail beyond edge[1] with it. Where the tail begins and the area of a layer are those of Doornik (2005, "An Improved Ziggurat Method to
// Generate Normal Random Samples"), for 256 layers.
const layers, tail, area = 256, 3.6541528853610088, 0.00492867323397465524494

// edge are the widths of the layers, and height the density there. The bottom layer, edge[0], is as wide as a rectangle of its area.
var edge, height = ziggurat()

func density(x float64) float64 { return elementary.Exp(-float64(x*x) / 2) }

func ziggurat() (edge, height [layers + 1]float64) {
	edge[0], edge[1], height[1] = area/density(tail), tail, density(tail)
	for i := 2; i < layers; i++ {
		height[i] = height[i-1] + area/edge[i-1]
		edge[i] = math.Sqrt(-2 * elementary.Log(height[i]))
	}
	height[layers] = 1
	return edge, height
}

func (s Stream) normal() float64 {
	for {
		w := s.source.Uint64()
		i := w % layers
		x := edge[i] * (float64(int64(w)>>11) / (1 << 52)) // the low 8 bits are the layer's, so none of them is in x
		switch {
		case math.Abs(x) < edge[i+1]:
			return x
		case i == 0:
			return math.Copysign(s.beyond(), x)
		case height[i]+float64(s.unit()*(height[i+1]-height[i])) < density(x):
			return x
		}
	}
}

// beyond draws |x| from the tail (Marsaglia 1964).
func (s Stream) beyond() float64 {
	for {
		x, y := -elementary.Log(s.unit())/tail, -elementary.Log(s.unit())
		if 2*y > float64(x*x) {
			return tail + x
		}
	}
}

// unit draws from U(0, 1), without the ends.
func (s Stream) unit() float64 { return (float64(s.source.Uint64()>>12) + .5) / (1 << 52) }
