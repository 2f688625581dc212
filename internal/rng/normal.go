package rng

import (
	"math"

	"gan2014/internal/elementary"
)

// Normal fills dst with N(0, 1).
//
// It uses the ziggurat method of Marsaglia and Tsang (2000, "The Ziggurat Method for Generating Random Variables") in float64 with the
// functions of package elementary, so that the bits are the same on every processor. One value in 100 needs more than a table look-up and
// a product.
func Normal[T float32 | float64](s Stream, dst []T) {
	for i := range dst {
		dst[i] = T(s.normal())
	}
}

// NormFloat64 draws from N(0, 1) by the same method. That of math/rand uses the logarithm of package math.
func (s Stream) NormFloat64() float64 { return s.normal() }

// ExpFloat64 draws from the exponential distribution with mean 1, as the logarithm of a uniform draw.
func (s Stream) ExpFloat64() float64 { return -elementary.Log(s.unit()) }

// Layers of equal area cover the density exp(−x²/2): rectangles of widths edge[1] > edge[2] > …, and a bottom layer that includes the tail
// beyond edge[1]. The start of the tail and the area of a layer are Doornik's values for 256 layers (2005, "An Improved Ziggurat Method to
// Generate Normal Random Samples").
const layers, tail, area = 256, 3.6541528853610088, 0.00492867323397465524494

// edge holds the widths of the layers, and height the density at these widths. edge[0] is the width of a rectangle with the bottom layer's
// area.
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
		x := edge[i] * (float64(int64(w)>>11) / (1 << 52)) // the low 8 bits chose the layer, so x does not use them
		switch {
		case math.Abs(x) < edge[i+1]:
			return x
		case i == 0:
			return math.Copysign(s.tail(), x)
		case height[i]+float64(s.unit()*(height[i+1]-height[i])) < density(x):
			return x
		}
	}
}

// tail draws |x| from the tail (Marsaglia 1964).
func (s Stream) tail() float64 {
	for {
		x, y := -elementary.Log(s.unit())/tail, -elementary.Log(s.unit())
		if 2*y > float64(x*x) {
			return tail + x
		}
	}
}

// unit draws from the open interval (0, 1).
func (s Stream) unit() float64 { return (float64(s.source.Uint64()>>12) + .5) / (1 << 52) }
