package safetensors

import (
	"math"
	"testing"
)

// plainHalf is the value of a finite half by the definition of binary16.
func plainHalf(h uint16) float64 {
	exponent, fraction := int(h>>10)%32, int(h)%1024
	value := math.Pow(2, float64(exponent-15)) * (1 + float64(fraction)/1024)
	if exponent == 0 {
		value = math.Pow(2, -14) * float64(fraction) / 1024
	}
	if h >= halfSign {
		value = -value
	}
	return value
}

// TestEveryHalf compares all 65,536 halves with the definition, and converts each to float32 and back.
func TestEveryHalf(t *testing.T) {
	for i := range 1 << 16 {
		h := uint16(i)
		x := FromHalf(h)
		switch size := h &^ halfSign; {
		case size > halfInfinity:
			if x == x || ToHalf(x)&^halfSign <= halfInfinity {
				t.Fatalf("%#x is NaN, but it is read as %g and written as %#x", h, x, ToHalf(x))
			}
			continue
		case size == halfInfinity:
			if !math.IsInf(float64(x), 1-2*int(h>>15)) {
				t.Fatalf("%#x is infinite, but it is read as %g", h, x)
			}
		case float64(x) != plainHalf(h):
			t.Fatalf("%#x is %g, but it is read as %g", h, plainHalf(h), x)
		}
		if got := ToHalf(x); got != h {
			t.Fatalf("%#x is read as %g and written as %#x", h, x, got)
		}
	}
}

// TestRounding checks between each two neighbouring halves that a float32 is rounded to the nearer one: just below the middle, in the
// middle, and just above it.
func TestRounding(t *testing.T) {
	for h := uint16(0); h < halfInfinity; h++ {
		above := 65536. // where the next half would be if there were one
		if h+1 < halfInfinity {
			above = plainHalf(h + 1)
		}
		middle := float32((plainHalf(h) + above) / 2) // exact
		even := h + h%2
		for x, want := range map[float32]uint16{
			middle: even, math.Nextafter32(middle, 0): h, math.Nextafter32(middle, 1e9): h + 1,
		} {
			if got := ToHalf(x); got != want {
				t.Fatalf("%g is written as %#x, want %#x", x, got, want)
			}
			if got := ToHalf(-x); got != want|halfSign {
				t.Fatalf("%g is written as %#x, want %#x", -x, got, want|halfSign)
			}
		}
	}
	for x, want := range map[float32]uint16{
		float32(math.Inf(1)): halfInfinity, float32(math.Inf(-1)): halfInfinity | halfSign, math.MaxFloat32: halfInfinity,
		math.SmallestNonzeroFloat32: 0, float32(math.Copysign(0, -1)): halfSign, 1: 0x3c00, -2: 0xc000, 65504: 0x7bff, 1.0 / 3: 0x3555,
	} {
		if got := ToHalf(x); got != want {
			t.Errorf("%g is written as %#x, want %#x", x, got, want)
		}
	}
}
