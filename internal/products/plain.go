package products

import "math"

// multiplyPlain computes a product by its definition (see the package comment). It is slow, runs on any processor and needs no C. The
// tests compare all kernels with it.
func multiplyPlain[T Float](c Matrix[T], alpha T, a, b Matrix[T], add bool) {
	for i := range c.Rows {
		for j := range c.Cols {
			at := i*c.RowStep + j
			sum, before := c.Data[at], add
			for start := 0; start < a.Cols; start += depth {
				var chain T
				for p := start; p < min(start+depth, a.Cols); p++ {
					chain = fma(a.Data[i*a.RowStep+p*a.ColStep], b.Data[p*b.RowStep+j*b.ColStep], chain)
				}
				if before {
					sum = fma(alpha, chain, sum)
				} else {
					sum = alpha * chain
				}
				before = true
			}
			c.Data[at] = sum
		}
	}
}

// fma returns x·y + z, rounded once.
func fma[T Float](x, y, z T) T {
	if _, double := any(x).(float64); double {
		return T(math.FMA(float64(x), float64(y), float64(z)))
	}
	return T(fma32(float32(x), float32(y), float32(z)))
}

// fma32 returns x·y + z, rounded once. The product is exact in float64. The sum is rounded to odd in float64 (Boldo and Melquiond 2008,
// "Emulation of FMA and correctly rounded sums"): its last bit records an inexact sum, so that the second rounding, to 24 bits, is
// correct.
func fma32(x, y, z float32) float32 {
	product, term := float64(float64(x)*float64(y)), float64(z)
	sum := product + term
	rest := sum - product
	lost := (product - (sum - rest)) + (term - rest)
	if bits := math.Float64bits(sum); lost != 0 && bits&1 == 0 && math.Abs(sum) <= math.MaxFloat64 {
		if (lost > 0) == (sum > 0) {
			bits++
		} else {
			bits--
		}
		sum = math.Float64frombits(bits)
	}
	return float32(sum)
}
