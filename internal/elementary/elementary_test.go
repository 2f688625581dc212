package elementary

import (
	"math"
	"math/big"
	"testing"

	"gan2014/internal/rng"
)

const precision = 400

func exact(x float64) *big.Float { return new(big.Float).SetPrec(precision).SetFloat64(x) }

// bigExp is eˣ by halving x until it is small, its series, and squaring.
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

// bigLog is log x by Newton's steps on eʸ = x, from the logarithm of package math.
func bigLog(x *big.Float) *big.Float {
	f, _ := x.Float64()
	y := exact(math.Log(f))
	for range 5 { // y ← y − 1 + x·e⁻ʸ
		q := new(big.Float).SetPrec(precision).Quo(x, bigExp(y))
		y.Add(y, q.Sub(q, exact(1)))
	}
	return y
}

// ulps is how far got is from want, in units of got's last place.
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
