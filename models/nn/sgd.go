package nn

import (
	"gan2014/internal/elementary"
	"gan2014/internal/parallel"
	"gan2014/models/nn/kernel"
)

// Momentum moves each parameter by stochastic gradient descent with classical momentum, v ← μv − ηg, w ← w + v
// (pylearn2 learning_rule.py:110-129), in one pass over memory. Then it shrinks the columns whose norm exceeds the parameter's
// MaxNorm. It returns the first parameter that is no longer finite, or nil.
func Momentum[T Float](params []*Param[T], rate, momentum float64) (diverged *Param[T]) {
	for _, p := range params {
		if !p.descend(T(rate), T(momentum)) && diverged == nil {
			diverged = p
		}
	}
	return diverged
}

func (p *Param[T]) descend(rate, momentum T) (finite bool) {
	workers := parallel.Workers()
	if p.MaxNorm == 0 {
		return kernel.Descend(p.Value.Data, p.Velocity.Data, p.Gradient.Data, rate, momentum, workers)
	}
	return kernel.DescendWithin(p.Value.Data, p.Velocity.Data, p.Gradient.Data, p.Value.Cols, T(p.MaxNorm), rate, momentum, workers)
}

// A Decay is a learning rate that falls with every update: Start/Factor^t, but not below Floor (pylearn2's ExponentialDecay).
type Decay struct{ Start, Factor, Floor float64 }

// At returns the rate of update t = 0, 1, ….
func (d Decay) At(t int) float64 { return max(d.Floor, d.Start/elementary.Power(d.Factor, t)) }

// A Ramp goes from Start to End in a straight line over Epochs epochs and stays there (pylearn2's MomentumAdjustor with
// start 1 and saturate Epochs).
type Ramp struct {
	Start, End float64
	Epochs     int
}

// At returns the value during epoch e = 1, 2, …: Start in the first, End from epoch Epochs on.
func (r Ramp) At(e int) float64 {
	if e >= r.Epochs {
		return r.End
	}
	return r.Start + (r.End-r.Start)*float64(e-1)/float64(r.Epochs-1)
}
