package faces

import "math"

// The images must have the same bits on every machine. IEEE 754 fixes the result of + − × ÷ and of the conversions, but a Go
// compiler may fuse a product with the sum it stands in (arm64 does, amd64 does not), which rounds once instead of twice, and
// math.Exp or math.Sin may be assembly. So this package draws with + − × ÷ alone and wraps a product that
// stands in a sum in mul, whose explicit conversion forbids fusing. A test looks for fused instructions.

// mul returns a·b, rounded.
func mul(a, b float64) float64 { return float64(a * b) }

// sq returns x², rounded.
func sq(x float64) float64 { return float64(x * x) }

// mix returns a for t = 0 and b for t = 1.
func mix(a, b, t float64) float64 { return a + mul(b-a, t) }

// clamp limits x to [lo, hi].
func clamp(x, lo, hi float64) float64 { return max(lo, min(hi, x)) }

// step rises smoothly from 0 at x = lo to 1 at x = hi; it falls if hi < lo.
func step(lo, hi, x float64) float64 {
	t := clamp((x-lo)/(hi-lo), 0, 1)
	return t * t * (3 - float64(2*t))
}

// hill is 1 at q = 0 and falls to 0 at q = 1, with two continuous derivatives if q is a squared distance.
func hill(q float64) float64 {
	if q >= 1 {
		return 0
	}
	return (1 - q) * (1 - q) * (1 - q)
}

func sqrt(x float64) float64 { return math.Sqrt(x) } // exact by IEEE 754
