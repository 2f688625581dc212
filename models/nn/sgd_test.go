package nn

import (
	"math"
	"testing"
)

// TestSchedules checks values of the schedules in mnist.yaml: lr .1/1.000004^t, not below 1e-6; momentum .5 in the first epoch and .7 from
// epoch 250 on.
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

// TestMomentum compares two updates with updates by hand: v = μv − ηg, w = w + v.
func TestMomentum(t *testing.T) {
	p := NewParam[float64](Shape{"w", 1, 2})
	p.Value.Data[0], p.Value.Data[1] = 1, 2
	p.Gradient.Data[0], p.Gradient.Data[1] = 10, -20
	for range 2 {
		Momentum([]*Param[float64]{p}, .1, .5)
	}
	// v: −1, 2 then −1.5, 3; w: 0, 4 then −1.5, 7.
	if w := p.Value.Data; w[0] != -1.5 || w[1] != 7 {
		t.Errorf("parameters are %v after two updates, want [-1.5 7]", w)
	}
}

// TestMomentumWithin checks that the limit applies to each column after the update, and not to the velocity.
func TestMomentumWithin(t *testing.T) {
	p := NewParam[float64](Shape{"w", 2, 3})
	p.MaxNorm = 2
	copy(p.Value.Data, []float64{
		2, .5, 0,
		0, .5, 0})
	copy(p.Gradient.Data, []float64{
		-10, 0, 0,
		-40, 0, 0})
	Momentum([]*Param[float64]{p}, .1, .5)
	// column 0 becomes (3, 4), of norm 5, and is cut to 2; column 1 stays within, column 2 has nothing to shrink.
	for i, want := range []float64{1.2, .5, 0, 1.6, .5, 0} {
		if got := p.Value.Data[i]; math.Abs(got-want) > 2e-7 {
			t.Errorf("weight %d is %.10g, want %g", i, got, want)
		}
	}
	if v := p.Velocity.Data; v[0] != 1 || v[3] != 4 {
		t.Errorf("velocities are %v, want 1 and 4 in the first column", v)
	}
}

func TestNorms(t *testing.T) {
	n := &Net[float32]{Params: []*Param[float32]{NewParam[float32](Shape{"a", 1, 2}), NewParam[float32](Shape{"b", 1, 1})}}
	n.Params[0].Value.Data[1], n.Params[1].Value.Data[0] = 3, -4
	n.Params[0].Gradient.Data[0], n.Params[1].Gradient.Data[0] = 5, 12
	if n.Norm() != 5 || n.GradientNorm() != 13 {
		t.Errorf("norms are %g and %g, want 5 and 13", n.Norm(), n.GradientNorm())
	}
	if got := Norm(Matrix[float32]{2, 2, []float32{1, -1, 3, 5}}); got != 6 {
		t.Errorf("the norm of 1, -1, 3, 5 is %g, want 6", got)
	}
}
