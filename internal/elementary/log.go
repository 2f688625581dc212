package elementary

import "math"

// Log returns the natural logarithm of x.
func Log(x float64) float64 {
	switch {
	case x != x || x < 0:
		return math.NaN()
	case x == 0:
		return math.Inf(-1)
	case x > math.MaxFloat64:
		return x
	}
	m, k := math.Frexp(x)
	if m < math.Sqrt2/2 {
		m, k = 2*m, k-1
	}
	f := m - 1 // exact, in [√½−1, √2−1)
	// log(1+f) = 2·artanh(s) with s = f/(2+f), and 2s = f − s·f. As f²/2 − s·f²/2 is s·f:
	// log(1+f) = f − (f²/2 − s·(f²/2 + t)) with t = 2s²·(1/3 + s²/5 + s⁴/7 + …).
	s := f / (2 + f)
	z := float64(s * s)
	sum := 1. / 23
	for _, odd := range [...]float64{1. / 21, 1. / 19, 1. / 17, 1. / 15, 1. / 13, 1. / 11, 1. / 9, 1. / 7, 1. / 5, 1. / 3} {
		sum = float64(sum*z) + odd
	}
	t := float64(2 * float64(z*sum))
	half := float64(float64(f*f) / 2)
	n := float64(k)
	return float64(n*ln2High) - ((half - (float64(s*(half+t)) + float64(n*ln2Low))) - f)
}

// Log1p returns log(1+x), within 2 units in the last place.
func Log1p(x float64) float64 {
	u := 1 + x
	switch {
	case u == 1 || x != x || u > math.MaxFloat64:
		return x
	case u <= 0:
		return Log(u)
	}
	return Log(u) + (x-(u-1))/u
}

// Softplus returns log(1+eˣ), within 4 units in the last place of the larger of it and eˣ.
func Softplus(x float64) float64 { return max(x, 0) + Log1p(Exp(-math.Abs(x))) }

// Pow returns xʸ for x > 0. Its relative error is at most 2⁻⁵²·(1 + |y·log x|); x¹ and x⁰ are exact.
func Pow(x, y float64) float64 {
	switch y {
	case 0:
		return 1
	case 1:
		return x
	}
	return Exp(float64(y * Log(x)))
}

// Power returns xⁿ for n ≥ 0 by repeated squaring; the relative error is at most 2n times that of a product.
func Power(x float64, n int) float64 {
	if n < 0 {
		panic("elementary: a negative power")
	}
	result := 1.
	for ; n > 0; n >>= 1 {
		if n&1 == 1 {
			result *= x
		}
		x *= x
	}
	return result
}

// Hypot returns √(x²+y²) for values whose squares are normal numbers.
func Hypot(x, y float64) float64 { return math.Sqrt(float64(x*x) + float64(y*y)) }
