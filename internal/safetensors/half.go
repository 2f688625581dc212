package safetensors

import "math"

// Numbers of half precision (IEEE 754 binary16) have a sign, 5 bits of exponent and 10 bits of fraction.
const (
	halfSign     = 0x8000
	halfInfinity = 0x7c00
	halfNaN      = 0x7e00
)

// ToHalf rounds a number to half precision: to the nearest one, and to the even one of two that are equally near. Numbers from 65520 on
// become infinite.
func ToHalf(x float32) uint16 {
	sign := uint16(math.Float32bits(x)>>16) & halfSign
	size := math.Abs(float64(x))
	switch {
	case math.IsNaN(size):
		return sign | halfNaN
	case size == 0:
		return sign
	case size >= 65520: // halfway between the largest half and the next power of two
		return sign | halfInfinity
	}
	_, exponent := math.Frexp(size) // size is at least 2^(exponent-1)
	exponent = max(exponent-1, -14) // halves below 2^-14 are as far apart as those above it
	steps := math.RoundToEven(math.Ldexp(size, 10-exponent))
	return sign | (uint16(exponent+14)<<10 + uint16(steps)) // steps of 1024 or more raise the exponent
}

// FromHalf returns the value of a number of half precision, which float32 holds exactly.
func FromHalf(h uint16) float32 {
	exponent, fraction := int(h>>10&31), float64(h&1023)
	var size float64
	switch {
	case exponent == 31 && fraction > 0:
		size = math.NaN()
	case exponent == 31:
		size = math.Inf(1)
	case exponent == 0:
		size = math.Ldexp(fraction, -24)
	default:
		size = math.Ldexp(1024+fraction, exponent-25)
	}
	if h&halfSign != 0 {
		size = -size
	}
	return float32(size)
}
