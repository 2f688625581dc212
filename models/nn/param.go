package nn

import "math"

// A Param is a trained matrix with the state of its updates.
type Param[T Float] struct {
	Name     string
	Value    Matrix[T]
	Velocity Matrix[T] // of SGD with momentum; for Adam the moving average of the gradients
	Gradient Matrix[T] // every program that differentiates by the parameter writes to this memory
	Average  Matrix[T] // moving average of the values; without data unless one was started (see StartAverage)
	Square   Matrix[T] // moving average of the squared gradients, for Adam; without data unless it was started (see StartAdam)
	MaxNorm  float64   // limit of the L2 norm of each column; 0 means none
}

// NewParam returns a parameter of zeros.
func NewParam[T Float](s Shape) *Param[T] {
	return &Param[T]{Name: s.Name, Value: NewMatrix[T](s.Rows, s.Cols), Velocity: NewMatrix[T](s.Rows, s.Cols), Gradient: NewMatrix[T](s.Rows, s.Cols)}
}

// Norm returns the L2 norm of all parameters as one vector.
func (n *Net[T]) Norm() float64 { return n.norm(func(p *Param[T]) Matrix[T] { return p.Value }) }

// GradientNorm returns the L2 norm of the last gradient.
func (n *Net[T]) GradientNorm() float64 {
	return n.norm(func(p *Param[T]) Matrix[T] { return p.Gradient })
}

func (n *Net[T]) norm(of func(*Param[T]) Matrix[T]) float64 {
	squares := 0.
	for _, p := range n.Params {
		for _, v := range of(p).Data {
			squares += float64(float64(v) * float64(v))
		}
	}
	return math.Sqrt(squares)
}
