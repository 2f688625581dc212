package elementary_test

import (
	"math"
	"math/big"
	"testing"

	. "gan2014/internal/elementary"
	"gan2014/internal/rng"
)

const precision = 400

func exact(x float64) *big.Float { return new(big.Float).SetPrec(precision).SetFloat64(x) }

// bigExp computes eˣ: it halves x until it is small, sums the series, and squares the result.
func bigExp(x *big.Float) *big.Float {
	const halvings = 40
	small := new(big.Float).SetPrec(precision).SetMantExp(x, -halvings)
	sum, term := exact(1), exact(1)
	for i := 1; i < 30; i++ {
		term.Mul(term, small)
		term.Quo(term, exact(float64(i)))
		sum.Add(sum, term)
	}
	for range halvings {
		sum.Mul(sum, sum)
	}
	return sum
}

// bigLog computes log x by Newton's method for eʸ = x, starting from the logarithm of package math.
func bigLog(x *big.Float) *big.Float {
	f, _ := x.Float64()
	y := exact(math.Log(f))
	for range 5 { // y ← y − 1 + x·e⁻ʸ
		q := new(big.Float).SetPrec(precision).Quo(x, bigExp(y))
		y.Add(y, q.Sub(q, exact(1)))
	}
	return y
}

// ulps returns the distance of got from want in units of got's last place.
func ulps(got float64, want *big.Float) float64 {
	d := new(big.Float).SetPrec(precision).Sub(exact(got), want)
	unit := math.Nextafter(math.Abs(got), math.Inf(1)) - math.Abs(got)
	e, _ := d.Quo(d, exact(unit)).Float64()
	return math.Abs(e)
}

func one(x *big.Float, sign float64) *big.Float {
	return new(big.Float).SetPrec(precision).Add(x, exact(sign))
}

func TestAgainstExactArithmetic(t *testing.T) {
	quotient := func(a, b *big.Float) *big.Float { return new(big.Float).SetPrec(precision).Quo(a, b) }
	for _, test := range []struct {
		name        string
		f           func(float64) float64
		truth       func(x *big.Float) *big.Float
		low, high   float64
		logarithmic bool // x = ±exp of a number between low and high
		within      float64
	}{
		{"Exp", Exp, bigExp, -708, 709, false, 1},
		{"Exp near 0", Exp, bigExp, -1, 1, false, 1},
		{"Expm1", Expm1, func(x *big.Float) *big.Float { return one(bigExp(x), -1) }, -5, 5, false, 3},
		{"Expm1 of small values", Expm1, func(x *big.Float) *big.Float { return one(bigExp(x), -1) }, -40, 0, true, 3},
		{"Log", Log, bigLog, -700, 700, true, 1},
		{"Log near 1", Log, bigLog, .5, 2, false, 1},
		{"Log1p", Log1p, func(x *big.Float) *big.Float { return bigLog(one(x, 1)) }, -.9, 5, false, 2},
		{"Log1p of small values", Log1p, func(x *big.Float) *big.Float { return bigLog(one(x, 1)) }, -40, -1, true, 2},
		{"Sigmoid", Sigmoid, func(x *big.Float) *big.Float { return quotient(exact(1), one(bigExp(new(big.Float).Neg(x)), 1)) }, -50, 50, false, 2},
		{"Tanh", Tanh, func(x *big.Float) *big.Float {
			e := bigExp(new(big.Float).SetPrec(precision).Mul(x, exact(2)))
			return quotient(one(e, -1), one(e, 1))
		}, -10, 10, false, 4},
	} {
		x := make([]float64, 500)
		rng.Uniform(rng.For(1, test.name), x, test.low, test.high)
		worst, at := 0., 0.
		for i, v := range x {
			if test.logarithmic {
				v = math.Copysign(math.Exp(v), float64(i%2)-.5)
				if test.f(-2) != test.f(-2) { // a logarithm
					v = math.Abs(v)
				}
			}
			if e := ulps(test.f(v), test.truth(exact(v))); e > worst {
				worst, at = e, v
			}
		}
		t.Logf("%s: %.3f units in the last place, at %v", test.name, worst, at)
		if worst > test.within {
			t.Errorf("%s(%v) is off by %.2f units in the last place, want at most %v", test.name, at, worst, test.within)
		}
	}
}

// bigSin computes sin x by its series.
func bigSin(x float64) *big.Float {
	sum, term := exact(0), exact(x)
	square := new(big.Float).SetPrec(precision).Mul(exact(x), exact(x))
	for n := 1.; n < 120; n += 2 {
		sum.Add(sum, term)
		term.Mul(term, square)
		term.Quo(term, exact(-(n+1)*(n+2)))
	}
	return sum
}

func TestSincos(t *testing.T) {
	x := make([]float64, 500)
	rng.Uniform(rng.For(1, "angles"), x, -12, 12)
	for _, v := range append(x, 0, math.Pi/2, math.Pi, -math.Pi/4) {
		sin, cos := Sincos(v)
		off, _ := new(big.Float).Sub(exact(sin), bigSin(v)).Float64()
		if math.Abs(off) > 0x1p-52 {
			t.Errorf("sin %v is off by %g", v, off)
		}
		if d := math.Abs(float64(sin*sin) + float64(cos*cos) - 1); d > 0x1p-50 {
			t.Errorf("sin² + cos² of %v is off by %g", v, d)
		}
		if s, c := math.Sincos(v); math.Abs(s-sin) > 0x1p-51 || math.Abs(c-cos) > 0x1p-51 {
			t.Errorf("Sincos(%v) is %v and %v, of package math %v and %v", v, sin, cos, s, c)
		}
	}
}

func TestPowers(t *testing.T) {
	for _, v := range [][2]float64{{10, .1}, {1.000004, 5e5}, {.5, -3.25}, {7, 1}, {7, 0}} {
		log := bigLog(exact(v[0]))
		want, _ := bigExp(log.Mul(log, exact(v[1]))).Float64()
		if got := Pow(v[0], v[1]); math.Abs(got/want-1) > 0x1p-52*(1+math.Abs(v[1]*math.Log(v[0]))) {
			t.Errorf("Pow(%v) is %v, want %v", v, got, want)
		}
	}
	for n := range 40 {
		if got, want := Power(3, n), math.Pow(3, float64(n)); n < 34 && got != want || math.Abs(got/want-1) > 1e-15 {
			t.Errorf("3^%d is %v, want %v", n, got, want)
		}
	}
}

func TestSpecialValues(t *testing.T) {
	inf := math.Inf(1)
	for name, v := range map[string][2]float64{
		"Exp(+Inf)": {Exp(inf), inf}, "Exp(-Inf)": {Exp(-inf), 0}, "Exp(0)": {Exp(0), 1}, "Exp(1000)": {Exp(1000), inf}, "Exp(-1000)": {Exp(-1000), 0},
		"Log(0)": {Log(0), -inf}, "Log(+Inf)": {Log(inf), inf}, "Log(1)": {Log(1), 0}, "Log1p(0)": {Log1p(0), 0}, "Log1p(+Inf)": {Log1p(inf), inf},
		"Log1p(-1)": {Log1p(-1), -inf}, "Expm1(-Inf)": {Expm1(-inf), -1}, "Expm1(0)": {Expm1(0), 0}, "Tanh(+Inf)": {Tanh(inf), 1}, "Tanh(-100)": {Tanh(-100), -1},
		"Softplus(-1000)": {Softplus(-1000), 0}, "Softplus(1000)": {Softplus(1000), 1000}, "Sigmoid(-1000)": {Sigmoid(-1000), 0}, "Sigmoid(0)": {Sigmoid(0), .5},
	} {
		if v[0] != v[1] {
			t.Errorf("%s is %v, want %v", name, v[0], v[1])
		}
	}
	for name, v := range map[string]float64{"Exp": Exp(math.NaN()), "Log": Log(math.NaN()), "Log(-1)": Log(-1), "Log1p": Log1p(math.NaN()), "Expm1": Expm1(math.NaN()), "Tanh": Tanh(math.NaN())} {
		if v == v {
			t.Errorf("%s of NaN is %v", name, v)
		}
	}
	if got := Exp(-745); got != 5e-324 {
		t.Errorf("Exp(-745) is %v, want the least subnormal number", got)
	}
}
