package nn

import (
	"math"

	"gan2014/internal/parallel"
	"gan2014/models/nn/kernel"
)

// A Rule is a way to move parameters by their gradients.
type Rule string

const (
	SGD     Rule = "sgd"     // stochastic gradient descent with momentum (see Momentum); the empty rule is the same
	ByAdam  Rule = "adam"    // Kingma and Ba 2015 (see Adam), with the momentum as β₁, β₂ = .999 and ε = 1e-8
	RMSProp Rule = "rmsprop" // Tieleman and Hinton 2012, "Lecture 6.5": s ← .9s + .1g², w ← w − rate·g/(√s + 1e-8)
	AdaGrad Rule = "adagrad" // Duchi, Hazan and Singer 2011: s ← s + g², w ← w − rate·g/(√s + 1e-8)
)

// Start gives the parameters the memory that the rule needs. Values of an earlier training in it are lost.
func (r Rule) Start(params []*Param[float32]) {
	if r != SGD && r != "" {
		StartAdam(params)
	}
}

// Move moves each parameter by its gradient, and then shrinks the columns whose norm exceeds the parameter's MaxNorm. update counts from 0, from the
// Start on. It returns the first parameter that is no longer finite, or nil.
func (r Rule) Move(params []*Param[float32], rate, momentum float64, update int) (diverged *Param[float32]) {
	switch r {
	case ByAdam:
		diverged = MoveByAdam(Adam{Rate: rate, Decay1: momentum, Decay2: .999, Epsilon: 1e-8}, params, update)
	case RMSProp:
		diverged = moveBySquares(params, rate, .9, .1)
	case AdaGrad:
		diverged = moveBySquares(params, rate, 1, 1)
	default:
		return Momentum(params, rate, momentum)
	}
	for _, p := range params {
		if p.MaxNorm > 0 && !kernel.ShrinkColumns(p.Value.Data, p.Value.Cols, float32(p.MaxNorm)) && diverged == nil {
			diverged = p
		}
	}
	return diverged
}

// moveBySquares divides each step by the root of s, the sum of squared gradients with the given weights of the old and the new.
func moveBySquares[T Float](params []*Param[T], rate float64, old, share T) (diverged *Param[T]) {
	for _, p := range params {
		parallel.For(parallel.Workers(), len(p.Value.Data), 1<<14, func(from, to int) {
			for i := from; i < to; i++ {
				g := p.Gradient.Data[i]
				s := T(old*p.Square.Data[i]) + T(T(share*g)*g)
				p.Square.Data[i] = s
				p.Value.Data[i] -= T(T(T(rate)*g) / (T(math.Sqrt(float64(s))) + 1e-8))
			}
		})
		if diverged == nil && !isFinite(p.Value.Data) {
			diverged = p
		}
	}
	return diverged
}
