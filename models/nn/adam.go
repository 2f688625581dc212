package nn

import (
	"math"

	"gan2014/internal/elementary"
	"gan2014/internal/parallel"
)

// An Adam is the rule of Kingma and Ba 2015 ("Adam: A Method for Stochastic Optimization", algorithm 1): with the gradient g of update t = 1, 2, …,
// m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g², w ← w − rate · m/(1−β₁ᵗ) / (√(v/(1−β₂ᵗ)) + ε), value by value. The velocity of a parameter holds m.
type Adam struct {
	Rate           float64
	Decay1, Decay2 float64 // β₁ and β₂: .9 and .999 in the paper
	Epsilon        float64 // ε: 1e-8 in the paper
}

// StartAdam gives the parameters of a net the memory of v.
func StartAdam[T Float](params []*Param[T]) {
	for _, p := range params {
		p.Square = NewMatrix[T](p.Value.Rows, p.Value.Cols)
	}
}

// MoveByAdam moves each parameter by its gradient. update counts from 0. It returns the first parameter that is no longer finite, or nil.
func MoveByAdam[T Float](a Adam, params []*Param[T], update int) (diverged *Param[T]) {
	correct1, correct2 := 1-elementary.Power(a.Decay1, update+1), 1-elementary.Power(a.Decay2, update+1)
	rate := T(a.Rate / correct1)
	for _, p := range params {
		parallel.For(parallel.Workers(), len(p.Value.Data), 1<<14, func(from, to int) {
			for i := from; i < to; i++ {
				g := p.Gradient.Data[i]
				m := T(T(a.Decay1)*p.Velocity.Data[i]) + T(T(1-a.Decay1)*g)
				v := T(T(a.Decay2)*p.Square.Data[i]) + T(T(T(1-a.Decay2)*g)*g)
				p.Velocity.Data[i], p.Square.Data[i] = m, v
				root := T(math.Sqrt(float64(v)/correct2)) + T(a.Epsilon)
				p.Value.Data[i] -= T(rate * m / root)
			}
		})
		if diverged == nil && !isFinite(p.Value.Data) {
			diverged = p
		}
	}
	return diverged
}

func isFinite[T Float](values []T) bool {
	for _, v := range values {
		if v-v != 0 { // NaN and ±Inf
			return false
		}
	}
	return true
}
