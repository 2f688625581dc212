package nn

import (
	"math"
	"testing"

	"gan2014/internal/rng"
)

// TestRules follows each rule for three updates and compares it with its definition in float64, to 1e-6 relative to the value.
func TestRules(t *testing.T) {
	const rate, momentum = .01, .5
	define := map[Rule]func(w, m, s, g float64, update int) (float64, float64, float64){
		"": func(w, m, s, g float64, _ int) (float64, float64, float64) {
			m = momentum*m - rate*g
			return w + m, m, s
		},
		SGD: func(w, m, s, g float64, _ int) (float64, float64, float64) {
			m = momentum*m - rate*g
			return w + m, m, s
		},
		ByAdam: func(w, m, s, g float64, update int) (float64, float64, float64) {
			m, s = momentum*m+(1-momentum)*g, .999*s+.001*g*g
			n := float64(update + 1)
			return w - rate*m/(1-math.Pow(momentum, n))/(math.Sqrt(s/(1-math.Pow(.999, n)))+1e-8), m, s
		},
		RMSProp: func(w, m, s, g float64, _ int) (float64, float64, float64) {
			s = .9*s + .1*g*g
			return w - rate*g/(math.Sqrt(s)+1e-8), m, s
		},
		AdaGrad: func(w, m, s, g float64, _ int) (float64, float64, float64) {
			s += g * g
			return w - rate*g/(math.Sqrt(s)+1e-8), m, s
		},
	}
	for rule, next := range define {
		p := NewParam[float32](Shape{Name: "w", Rows: 2, Cols: 3})
		rng.Normal(rng.For(1, "w"), p.Value.Data)
		rule.Start([]*Param[float32]{p})
		w, m, s := make([]float64, 6), make([]float64, 6), make([]float64, 6)
		for i, v := range p.Value.Data {
			w[i] = float64(v)
		}
		for update := range 3 {
			rng.Normal(rng.For(2, "g", update), p.Gradient.Data)
			if d := rule.Move([]*Param[float32]{p}, rate, momentum, update); d != nil {
				t.Fatalf("%s: %s diverged", rule, d.Name)
			}
			for i, g := range p.Gradient.Data {
				w[i], m[i], s[i] = next(w[i], m[i], s[i], float64(g), update)
				if got := float64(p.Value.Data[i]); math.Abs(got-w[i]) > 1e-6*max(1, math.Abs(w[i])) {
					t.Errorf("%s, update %d: value %d is %.9f, want %.9f", rule, update+1, i, got, w[i])
				}
			}
		}
	}
}

// TestRulesKeepTheNorm checks that every rule shrinks the columns of a parameter with a limit, and reports a value that is not finite.
func TestRulesKeepTheNorm(t *testing.T) {
	for _, rule := range []Rule{SGD, ByAdam, RMSProp, AdaGrad} {
		p := NewParam[float32](Shape{Name: "w", Rows: 4, Cols: 2})
		p.MaxNorm = .5
		rng.Normal(rng.For(1, "w"), p.Value.Data)
		rng.Normal(rng.For(1, "g"), p.Gradient.Data)
		rule.Start([]*Param[float32]{p})
		if d := rule.Move([]*Param[float32]{p}, .1, .5, 0); d != nil {
			t.Fatalf("%s diverged", rule)
		}
		for j := range 2 {
			square := 0.0
			for i := range 4 {
				square += math.Pow(float64(p.Value.Row(i)[j]), 2)
			}
			if norm := math.Sqrt(square); norm > .5+1e-6 {
				t.Errorf("%s: a column has the norm %g", rule, norm)
			}
		}
		p.Gradient.Data[3] = float32(math.NaN())
		if rule.Move([]*Param[float32]{p}, .1, .5, 1) != p {
			t.Errorf("%s: nobody notices NaN", rule)
		}
	}
}
