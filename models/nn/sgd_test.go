package nn

import (
	"math"
	"testing"
)

// Values in the recipe of mnist.yaml: lr .1/1.000004^t, not below 1e-6; momentum .5 in the first epoch, .7 from epoch 250 on.
func TestSchedules(t *testing.T) {
	check := func(what string, got, want float64) {
		t.Helper()
		if math.Abs(got-want) > 1e-12 {
			t.Errorf("%s is %.15g, want %.15g", what, got, want)
		}
	}
	rate := Decay{.1, 1.000004, 1e-6}
	check("rate of the first update", rate.At(0), .1)
	check("rate after 500 updates", rate.At(500), .1*math.Exp(-500*math.Log1p(4e-6)))
	check("rate at the floor", rate.At(10_000_000), 1e-6)
	momentum := Ramp{.5, .7, 250}
	check("momentum of epoch 1", momentum.At(1), .5)
	check("momentum of epoch 2", momentum.At(2), .5+.2/249)
	check("momentum of epoch 250", momentum.At(250), .7)
	check("momentum of epoch 1000", momentum.At(1000), .7)
	check("a ramp of one epoch", Ramp{.5, .7, 1}.At(1), .7)
}

// Two updates by hand: v = μv − ηg, w = w + v.
func TestMomentum(t *testing.T) {
	p := newParam[float64]("w", 1, 2)
	p.Value.Data[0], p.Value.Data[1] = 1, 2
	gradient := &Node[float64]{Matrix: &Matrix[float64]{1, 2, []float64{10, -20}}}
	for range 2 {
		Momentum([]*Param[float64]{p}, []*Node[float64]{gradient}, .1, .5)
	}
	// v: −1, 2 then −1.5, 3; w: 0, 4 then −1.5, 7.
	if w := p.Value.Data; w[0] != -1.5 || w[1] != 7 {
		t.Errorf("parameters are %v after two updates, want [-1.5 7]", w)
	}
}

func TestBiasFromMarginals(t *testing.T) {
	b := BiasFromMarginals([]float64{.5, 0, 1, .8807970779778823}) // σ(2)
	for i, want := range []float64{0, -16.11809555, 16.11809555, 2} {
		if math.Abs(b[i]-want) > 1e-6 {
			t.Errorf("bias %d is %g, want %g", i, b[i], want)
		}
	}
}
