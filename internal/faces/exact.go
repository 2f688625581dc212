package faces

import "math"

// The images must have the same bits on every machine. IEEE 754 fixes the results of + − × ÷ √ and of conversions, but a Go
// compiler may fuse a product with the sum it stands in (for arm64 it does, for amd64 it does not), which rounds once instead
// of twice, and math.Exp or math.Sin may be assembly. So this package draws with + − × ÷ √ alone and writes a product
// that stands in a sum as mul, whose explicit conversion forbids fusing. A test looks for fused instructions.

// mul returns a·b, rounded.
func mul(a, b float64) float64 { return float64(a * b) }

// sq returns x², rounded.
func sq(x float64) float64 { return float64(x * x) }

// sqrt returns √x, rounded.
func sqrt(x float64) float64 { return math.Sqrt(x) }

// mix returns a for t = 0 and b for t = 1. It converts its arguments, since they may be products once it is inlined.
func mix(a, b, t float64) float64 { return float64(a) + mul(float64(b)-float64(a), t) }

// clamp limits x to [lo, hi].
func clamp(x, lo, hi float64) float64 {
	if x < lo {
		return lo
	}
	if x > hi {
		return hi
	}
	return x
}

// smoothStep rises smoothly from 0 at x = lo to 1 at x = hi; it falls if hi < lo.
func smoothStep(lo, hi, x float64) float64 {
	t := clamp((float64(x)-float64(lo))/(float64(hi)-float64(lo)), 0, 1)
	return t * t * (3 - float64(2*t))
}

// bump falls from 1 at q = 0 to 0 at q = 1, with two continuous derivatives if q is a squared distance.
func bump(q float64) float64 {
	if q >= 1 {
		return 0
	}
	return (1 - q) * (1 - q) * (1 - q)
}
