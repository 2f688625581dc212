package divergence

import (
	"fmt"
	"math"
	"testing"

	"gan2014/internal/elementary"
	"gan2014/internal/rng"

	"gonum.org/v1/gonum/stat/distuv"
)

// tolerance is the tolerance for integrals with a known value, absolute or relative, whichever is larger.
const tolerance = 1e-11

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if math.IsInf(want, 0) && got == want {
		return
	}
	if !(math.Abs(got-want) <= tolerance*max(1, math.Abs(want))) {
		t.Errorf("%s is %.15g, want %.15g", what, got, want)
	}
}

// few lists densities of every kind, in pairs that overlap well, hardly, in part and not at all.
var few = []Density{
	Normal{0, 1},
	Normal{.7, 2.5},
	Normal{30, .01},
	Uniform{0, 1},
	Uniform{.5, 3},
	Uniform{-7, -6},
	Mixture{{.3, Normal{-2, .5}}, {.7, Normal{2, .8}}},
	Mixture{{.5, Uniform{-1, 0}}, {.5, Uniform{2, 4}}},
	Mixture{{.5, Normal{-10, .1}}, {.25, Normal{10, .1}}, {.25, Uniform{-1, 1}}},
}

// pairs runs a check on every ordered pair of few.
func pairs(check func(p, q Density, name string)) {
	for _, p := range few {
		for _, q := range few {
			check(p, q, fmt.Sprintf("of %v and %v", p, q))
		}
	}
}

func TestClosedForms(t *testing.T) {
	for _, p := range []Normal{{0, 1}, {.7, 2.5}, {3, .2}, {-40, 1}} {
		for _, q := range []Normal{{0, 1}, {1, 1}, {-2, .3}, {5, 40}} {
			near(t, fmt.Sprintf("KL of %v and %v", p, q), KL(p, q), NormalKL(p, q), tolerance)
		}
	}
	for _, p := range []Uniform{{0, 1}, {.2, .9}, {-3, 2}, {5, 6}} {
		for _, q := range []Uniform{{0, 1}, {-1, 2}, {0, 10}} {
			near(t, fmt.Sprintf("KL of %v and %v", p, q), KL(p, q), UniformKL(p, q), tolerance)
			near(t, fmt.Sprintf("JSD of %v and %v", p, q), JS(p, q), UniformJS(p, q), tolerance)
		}
	}
	// By hand, so that the closed forms are not only compared with the integrals.
	near(t, "KL(N(0, 1)‖N(2, 1))", NormalKL(Normal{0, 1}, Normal{2, 1}), 2, 1e-15)
	near(t, "KL(N(0, 1)‖N(0, e²))", NormalKL(Normal{0, 1}, Normal{0, math.E}), .5+math.Exp(-2)/2, 1e-15)
	near(t, "KL(U(0, 1)‖U(0, 2))", UniformKL(Uniform{0, 1}, Uniform{0, 2}), math.Ln2, 1e-15)
	near(t, "JSD(U(0, 2)‖U(1, 3))", UniformJS(Uniform{0, 2}, Uniform{1, 3}), math.Ln2/2, 1e-15)
	// Of p, half is where D* is certain and half where it is ⅓; all of q is there: ½·(½·log 2 + ½·log ⅔ + log 4/3) = ¾·log 4/3.
	near(t, "JSD(U(0, 2)‖U(0, 1))", UniformJS(Uniform{0, 2}, Uniform{0, 1}), .75*math.Log(4./3), 1e-15)
	// −log 2 of the uniform density, and ½·log 2π + ½·E x² of the normal one, where E x² = ⅓.
	near(t, "KL(U(−1, 1)‖N(0, 1))", KL(Uniform{-1, 1}, Normal{0, 1}), -math.Ln2+math.Log(2*math.Pi)/2+1./6, tolerance)
}

// TestInfiniteKL checks that KL is infinite if q is 0 where p is not. The opposite direction may be finite.
func TestInfiniteKL(t *testing.T) {
	gap := Mixture{{.5, Uniform{-1, 0}}, {.5, Uniform{2, 4}}}
	for _, c := range []struct {
		p, q     Density
		infinite bool
	}{
		{Normal{0, 1}, Uniform{-50, 50}, true},
		{Uniform{-50, 50}, Normal{0, 1}, false},
		{Uniform{-1, 4}, gap, true},
		{gap, Uniform{-1, 4}, false},
		{Uniform{2.5, 3}, gap, false},
		{Mixture{{1e-9, Uniform{-5, -4}}, {1 - 1e-9, Uniform{0, 1}}}, Uniform{0, 1}, true},
	} {
		if got := KL(c.p, c.q); math.IsInf(got, 1) != c.infinite || math.IsNaN(got) {
			t.Errorf("KL of %v and %v is %g", c.p, c.q, got)
		}
	}
}

// TestBounds checks that JSD is symmetric, ranges from 0 at q = p to log 2, and is finite where KL is not, and that KL is never negative.
func TestBounds(t *testing.T) {
	pairs(func(p, q Density, name string) {
		js, kl := JS(p, q), KL(p, q)
		near(t, "JSD back "+name, JS(q, p), js, tolerance)
		if !(js >= -tolerance && js <= math.Ln2+tolerance) || !(kl >= -tolerance) {
			t.Errorf("%s JSD is %g and KL %g", name, js, kl)
		}
	})
	for _, p := range few {
		near(t, fmt.Sprintf("JSD of %v and itself", p), JS(p, p), 0, 1e-15)
		near(t, fmt.Sprintf("KL of %v and itself", p), KL(p, p), 0, 1e-15)
	}
	near(t, "JSD of disjoint supports", JS(Uniform{0, 1}, Uniform{2, 5}), math.Ln2, 1e-13)
	near(t, "JSD far apart", JS(Normal{0, 1}, Normal{1e6, 2}), math.Ln2, tolerance)
}

// TestJSIsKLToTheMiddle compares JSD with its definition by KL to the mixture of both.
func TestJSIsKLToTheMiddle(t *testing.T) {
	pairs(func(p, q Density, name string) {
		m := Mixture{{.5, p}, {.5, q}}
		near(t, "JSD "+name, JS(p, q), KL(p, m)/2+KL(q, m)/2, tolerance)
	})
}

// TestAgainstTheTrapezoidalRule compares the divergences with the trapezoidal rule for their definitions, which is accurate for smooth
// functions that decay on both sides.
func TestAgainstTheTrapezoidalRule(t *testing.T) {
	const h = 1. / 256
	for _, pair := range [][2]Density{{Normal{0, 1}, Normal{1, 1}}, {Normal{0, 1}, Normal{5, .5}}, {few[6], Normal{.5, 2}}, {Normal{1, 3}, few[6]}} {
		p, q := pair[0], pair[1]
		var js, value, kl float64
		for x := -35.; x <= 35; x += h {
			a, b := p.Prob(x), q.Prob(x)
			kl += h * expected(a, p.LogProb(x)-q.LogProb(x))
			if a > 0 && b > 0 {
				js += h / 2 * (a*math.Log(2*a/(a+b)) + b*math.Log(2*b/(a+b)))
				value += h * (a*math.Log(a/(a+b)) + b*math.Log(b/(a+b)))
			}
		}
		near(t, fmt.Sprintf("JSD of %v", pair), JS(p, q), js, tolerance)
		near(t, fmt.Sprintf("V of %v", pair), Value(p, q), value, tolerance)
		near(t, fmt.Sprintf("KL of %v", pair), KL(p, q), kl, tolerance)
	}
}

// TestJSAndTotalVariation checks bounds by the total variation T, which has a closed form for two normal densities of equal σ: log 2 −
// h((1−T)/2) ≤ JSD ≤ T·log 2, where h is the entropy of a coin (Lin 1991; the lower bound is Fano's inequality). For distant densities the
// bounds meet.
func TestJSAndTotalVariation(t *testing.T) {
	for _, d := range []float64{.01, .5, 1, 2, 4, 8} {
		variation := 2*distuv.UnitNormal.CDF(d/2) - 1
		e := (1 - variation) / 2
		low, high := math.Ln2+e*math.Log(e)+(1-e)*math.Log(1-e), variation*math.Ln2
		if js := JS(Normal{0, 1}, Normal{d, 1}); js < low || js > high {
			t.Errorf("at distance %g JSD is %g, not from %g to %g", d, js, low, high)
		}
	}
}

// TestJSOfASmallStep checks that near q = p the JSD is an eighth of the Fisher information times the square of the step, d²/8σ².
func TestJSOfASmallStep(t *testing.T) {
	for _, d := range []float64{1e-2, 1e-3} {
		near(t, "JSD/(d²/8)", JS(Normal{0, 1}, Normal{d, 1})/(d*d/8), 1, d*d)
	}
}

// moved returns a density after x → shift + scale·x.
func moved(p Density, shift, scale float64) Density {
	at := func(x float64) float64 { return shift + scale*x }
	switch p := p.(type) {
	case Normal:
		return Normal{at(p.Mu), scale * p.Sigma}
	case Uniform:
		return Uniform{at(p.Low), at(p.High)}
	}
	var m Mixture
	for _, part := range p.(Mixture) {
		m = append(m, Part{part.Weight, moved(part.Density, shift, scale)})
	}
	return m
}

// TestInvariance checks that another unit or origin of x does not change a divergence. The tolerance allows for the rounding of the new
// numbers.
func TestInvariance(t *testing.T) {
	pairs(func(p, q Density, name string) {
		for _, scale := range []float64{1e-3, 1, 1e3} {
			a, b := moved(p, 5*scale, scale), moved(q, 5*scale, scale)
			near(t, "JSD moved "+name, JS(a, b), JS(p, q), 1e-9)
			near(t, "KL moved "+name, KL(a, b), KL(p, q), 1e-9)
			near(t, "V moved "+name, Value(a, b), Value(p, q), 1e-9)
		}
	})
}

// TestValue checks Theorem 1: the value by its definition is −log 4 + 2·JSD, and −log 4 at q = p.
func TestValue(t *testing.T) {
	pairs(func(p, q Density, name string) {
		near(t, "V "+name, Value(p, q), -math.Log(4)+2*JS(p, q), tolerance)
	})
	near(t, "V at q = p", Value(few[6], few[6]), -math.Log(4), 1e-12)
	near(t, "V of disjoint supports", Value(Uniform{0, 1}, Uniform{2, 3}), 0, 1e-15)
}

// TestOptimalIsBest checks Proposition 1: no other discriminator has a larger value than D*. It tries D* with its logit changed by sums of
// two waves.
func TestOptimalIsBest(t *testing.T) {
	p, q := few[6], Normal{.5, 2}
	best, d := Value(p, q), Optimal(p, q)
	for i := range 50 {
		s := rng.For(1, "other", i)
		a, b, phase := s.NormFloat64(), s.NormFloat64(), 6*s.Float64()
		value := integral(func(x float64) float64 {
			logit := math.Log(d(x)/(1-d(x))) + a*math.Sin(x+phase) + b*math.Cos(3*x)
			return -p.Prob(x)*elementary.Softplus(-logit) - q.Prob(x)*elementary.Softplus(logit)
		}, []float64{-15, -10, -5, 0, 5, 10, 15})
		if value >= best {
			t.Errorf("another discriminator has the value %g, D* %g", value, best)
		}
	}
}

func TestOptimal(t *testing.T) {
	p, q := Normal{0, 1}, Normal{3, 1}
	for _, x := range []float64{-2, 0, 1, 1.5, 2, 4} {
		near(t, fmt.Sprintf("D*(%g)", x), Optimal(p, q)(x), p.Prob(x)/(p.Prob(x)+q.Prob(x)), 1e-14)
	}
	// Both densities are 0 there in float64, their ratio is not: the logit is (d² − 2·d·x)/2 for normals d apart.
	near(t, "D*(−60)", Optimal(Normal{0, 1}, Normal{.01, 1})(-60), 1/(1+math.Exp(-.60005)), 1e-12)
	near(t, "D*(1000)", Optimal(p, q)(1000), 0, 0)
	near(t, "D* where p alone is", Optimal(Uniform{0, 1}, Uniform{2, 3})(.5), 1, 0)
	near(t, "D* where q alone is", Optimal(Uniform{0, 1}, Uniform{2, 3})(2.5), 0, 0)
	if got := Optimal(Uniform{0, 1}, Uniform{2, 3})(1.5); !math.IsNaN(got) {
		t.Errorf("D* where neither is: %g", got)
	}
}

// TestShiftGradient compares the gradient with finite differences. It is 0 at q = p, positive to the right of p, and almost 0 far away.
func TestShiftGradient(t *testing.T) {
	const h = 1e-4 // its error is of h², and 10⁻¹² over h from the integrals
	for _, p := range []Density{Normal{0, 1}, few[6], Uniform{-1, 1}} {
		for _, q := range []Normal{{.3, 1}, {2, 1}, {-3, .5}, {1, 4}} {
			differences := (JS(p, Normal{q.Mu + h, q.Sigma}) - JS(p, Normal{q.Mu - h, q.Sigma})) / (2 * h)
			near(t, fmt.Sprintf("gradient of %v and %v", p, q), ShiftGradient(p, q), differences, 1e-7)
		}
	}
	near(t, "gradient at q = p", ShiftGradient(Normal{0, 1}, Normal{0, 1}), 0, 1e-14)
	if g := ShiftGradient(Normal{0, 1}, Normal{9, 1}); !(g > 0 && g < 1e-4) {
		t.Errorf("far off the gradient is %g", g)
	}
	near(t, "gradient off all support", ShiftGradient(Uniform{0, 1}, Normal{1e3, 1}), 0, 0)
}

// TestConvexity checks that divergences are convex in q: for a mixture of two densities they are at most the mixture of their values.
func TestConvexity(t *testing.T) {
	p := few[6]
	for _, pair := range [][2]Density{{Normal{-2, .5}, Normal{2, 1}}, {Normal{0, 3}, Normal{5, 1}}, {Uniform{-9, 9}, Normal{0, .5}}} {
		for _, share := range []float64{.1, .5, .8} {
			m := Mixture{{share, pair[0]}, {1 - share, pair[1]}}
			for what, f := range map[string]func(p, q Density) float64{"JSD": JS, "KL": KL, "KL back": func(p, q Density) float64 { return KL(q, p) }} {
				if at, chord := f(p, m), share*f(p, pair[0])+(1-share)*f(p, pair[1]); !(at < chord) {
					t.Errorf("%s at %v of %v is %g, above %g", what, share, pair, at, chord)
				}
			}
		}
	}
}
