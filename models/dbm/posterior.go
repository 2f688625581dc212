package dbm

import "gan2014/models/nn"

// A posterior is a factorial distribution of the hidden units of each image, which stands for p(h1,h2|v).
type posterior[T nn.Float] struct {
	first, second   nn.Matrix[T] // μ1 and μ2: images×units
	fromBelow, sums nn.Matrix[T] // v·W1, and scratch
}

func newPosterior[T nn.Float](images, first, second int) posterior[T] {
	return posterior[T]{
		nn.NewMatrix[T](images, first), nn.NewMatrix[T](images, second),
		nn.NewMatrix[T](images, first), nn.NewMatrix[T](images, first),
	}
}

// of returns the posterior of the first n images, in the same memory.
func (q posterior[T]) of(n int) posterior[T] {
	return posterior[T]{q.first.First(n), q.second.First(n), q.fromBelow.First(n), q.sums.First(n)}
}

// infer computes the means for images v: by one pass upwards, in which v counts twice because h2 is not known yet, and then by some iterations
// of μ1 = σ(v·W1 + W2·μ2 + c1), μ2 = σ(μ1·W2 + c2). No iteration lowers the bound of log p(v).
func (m machine[T]) infer(q posterior[T], v nn.Matrix[T], iterations int) {
	m.bottom.Hidden(q.first, v)
	m.top.Hidden(q.second, q.first)
	m.fromBelow(q.fromBelow, v)
	for range iterations {
		copy(q.sums.Data, q.fromBelow.Data)
		m.middle(q.first, q.sums, q.second)
		m.top.Hidden(q.second, q.first)
	}
}
