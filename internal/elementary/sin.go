package elementary

import "math"

// π/2 in two parts: the product of the first with an integer of up to 11 bits is exact.
const halfPiHigh, halfPiLow = 0x1.921fb54442p+0, 0x1.a308d313198a3p-41

// Sincos returns the sine and the cosine of an angle in radians with |x| < 1000, each within 2⁻⁵² of the true value.
func Sincos(x float64) (sin, cos float64) {
	k := math.Floor(float64(x*(2/math.Pi)) + .5)
	r := (x - float64(k*halfPiHigh)) - float64(k*halfPiLow)
	z := float64(r * r)
	// Taylor's series for |r| ≤ π/4: the first terms left out are below 2⁻⁵⁹.
	s, c := 1., 1.
	for n := 16.; n >= 2; n -= 2 {
		s = 1 - float64(float64(z*s)/float64(n*(n+1)))
		c = 1 - float64(float64(z*c)/float64(n*(n-1)))
	}
	s *= r
	switch int(k) & 3 {
	case 0:
		return s, c
	case 1:
		return c, -s
	case 2:
		return -s, -c
	}
	return -c, s
}
