package nn

import (
	"math"
	"testing"

	"gan2014/internal/rng"
)

// TestAdamFollowsItsDefinition compares updates with the algorithm of the paper in float64, value by value.
func TestAdamFollowsItsDefinition(t *testing.T) {
	a := Adam{Rate: .01, Decay1: .9, Decay2: .999, Epsilon: 1e-8}
	p := NewParam[float32](Shape{"p", 3, 5})
	rng.Normal(rng.For(1, "w"), p.Value.Data)
	StartAdam([]*Param[float32]{p})
	n := len(p.Value.Data)
	w, m, v := make([]float64, n), make([]float64, n), make([]float64, n)
	for i, value := range p.Value.Data {
		w[i] = float64(value)
	}
	for update := range 50 {
		rng.Normal(rng.For(2, "g", update), p.Gradient.Data)
		for i, g := range p.Gradient.Data {
			m[i] = .9*m[i] + .1*float64(g)
			v[i] = .999*v[i] + .001*float64(g)*float64(g)
			step := float64(update + 1)
			w[i] -= .01 * (m[i] / (1 - math.Pow(.9, step))) / (math.Sqrt(v[i]/(1-math.Pow(.999, step))) + 1e-8)
		}
		if bad := MoveByAdam(a, []*Param[float32]{p}, update); bad != nil {
			t.Fatal(bad.Name)
		}
	}
	for i, want := range w {
		if math.Abs(float64(p.Value.Data[i])-want) > 1e-5 {
			t.Errorf("value %d is %g, want %g", i, p.Value.Data[i], want)
		}
	}
	p.Gradient.Data[7] = float32(math.NaN())
	if bad := MoveByAdam(a, []*Param[float32]{p}, 50); bad != p {
		t.Error("a parameter that is no number was not noticed")
	}
}
