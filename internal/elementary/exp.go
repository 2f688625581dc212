package elementary

import "math"

// ln 2 in two parts: the product of the first with an integer of up to 11 bits is exact. Their sum is ln 2 to 2⁻⁸⁷.
const ln2High, ln2Low = 0x1.62e42fefa38p-1, 0x1.ef35793c7673p-45

// Exp returns eˣ. Results below the normal numbers are rounded twice.
func Exp(x float64) float64 {
	switch {
	case x != x || x > 710:
		return x * math.Inf(1) // NaN, or +Inf
	case x < -746:
		return 0
	}
	k := math.Floor(float64(x*(1/math.Ln2)) + .5)
	high := x - float64(k*ln2High)
	low := float64(k * ln2Low)
	r := high - low
	// eʳ = 1 + 2r/(R−r) = 1 + r + r·c/(2−c) with c = r − (R−2); r is high − low.
	c := r - coth(r)
	y := 1 + (high + (float64(r*c)/(2-c) - low))
	return scale(y, int(k))
}

// Expm1 returns eˣ − 1, within 3 units in the last place.
func Expm1(x float64) float64 {
	if math.Abs(x) > .35 || x != x {
		return Exp(x) - 1
	}
	c := x - coth(x)
	return x + float64(x*c)/(2-c)
}

// coth returns R−2 for |r| < .36, where R = r·(eʳ+1)/(eʳ−1) = r·coth(r/2). It sums the series Σ 2·B₂ₖ·r²ᵏ/(2k)! with the Bernoulli
// numbers B₂ₖ (Abramowitz and Stegun 1964, 4.5.67).
func coth(r float64) float64 {
	z := float64(r * r)
	sum := float64(1. / 37362124800)
	sum = float64(sum*z) - 691./653837184000
	sum = float64(sum*z) + 1./23950080
	sum = float64(sum*z) - 1./604800
	sum = float64(sum*z) + 1./15120
	sum = float64(sum*z) - 1./360
	sum = float64(sum*z) + 1./6
	return float64(sum * z)
}

// scale returns y·2ᵏ for y near 1 and |k| < 1100.
func scale(y float64, k int) float64 {
	half := k / 2
	return y * power2(half) * power2(k-half)
}

// power2 returns 2ᵏ for −1022 ≤ k ≤ 1023.
func power2(k int) float64 { return math.Float64frombits(uint64(k+1023) << 52) }

// Sigmoid returns 1/(1+e⁻ˣ), within 2 units in the last place.
func Sigmoid(x float64) float64 { return 1 / (1 + Exp(-x)) }

// Tanh returns the hyperbolic tangent, within 4 units in the last place.
func Tanh(x float64) float64 {
	if math.Abs(x) > 20 {
		return math.Copysign(1, x)
	}
	e := Expm1(2 * math.Abs(x))
	return math.Copysign(e/(e+2), x)
}
