package metrics

import (
	"math"
	"testing"

	"gan2014/parzen"
)

// orthant returns the points ±scale on each axis, shifted: their mean is the shift, and their covariance is a multiple of the unit matrix.
func orthant(d int, scale, shift float32) parzen.Points {
	p := parzen.Points{N: 2 * d, D: d, Data: make([]float32, 2*d*d)}
	for i := range 2 * d {
		for j := range d {
			p.Data[i*d+j] = shift
		}
		p.Data[i*d+i/2] += scale * float32(1-2*(i%2))
	}
	return p
}

// TestFrechet checks the exact cases: equal sets, a shift, which adds its squared length, and a covariance four times as large: tr(C)·(2−1)².
func TestFrechet(t *testing.T) {
	const d = 6
	a := orthant(d, 1, 0)
	trace := float64(2*d) / (2*d - 1) // of a's covariance: 2/(2d−1) on each axis
	for _, c := range []struct {
		what string
		b    parzen.Points
		want float64
	}{{"equal sets", a, 0}, {"a shift of 3", orthant(d, 1, 3), 9 * d}, {"twice the scale", orthant(d, 2, 0), trace}} {
		got, err := Frechet(a, c.b)
		if err != nil || math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%s: %.12g, want %.12g (%v)", c.what, got, c.want, err)
		}
	}
}

// TestFrechetIsSymmetric checks sets whose covariances do not commute.
func TestFrechetIsSymmetric(t *testing.T) {
	a, b := normal(50, 8, 0, "a"), normal(50, 8, 0, "b")
	for i := range b.N {
		b.Data[i*8] += 2 * b.Data[i*8+1]
	}
	ab, err := Frechet(a, b)
	ba, err2 := Frechet(b, a)
	if err != nil || err2 != nil || math.Abs(ab-ba) > 1e-9 || ab < 1 {
		t.Errorf("%g and %g (%v, %v)", ab, ba, err, err2)
	}
}

// TestVendi checks the exact cases: all samples alike, and as many orthogonal ones as there are values.
func TestVendi(t *testing.T) {
	same := parzen.Points{N: 5, D: 3, Data: make([]float32, 15)}
	for i := range same.Data {
		same.Data[i] = float32(1 + i%3)
	}
	if v, err := Vendi(same); err != nil || math.Abs(v-1) > 1e-9 {
		t.Errorf("of equal samples: %g, want 1 (%v)", v, err)
	}
	unit := parzen.Points{N: 8, D: 4, Data: make([]float32, 32)}
	for i := range 8 {
		unit.Data[i*4+i%4] = float32(1 + i)
	}
	if v, err := Vendi(unit); err != nil || math.Abs(v-4) > 1e-9 {
		t.Errorf("of four directions: %g, want 4 (%v)", v, err)
	}
}
