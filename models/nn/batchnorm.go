package nn

import "math"

// Batch normalisation (Ioffe and Szegedy 2015, Algorithms 1 and 2) gives each column of a layer's product the mean 0 and the variance 1 over
// the examples of a batch, and then scales it; the bias that follows shifts it. A layer's statistics are a parameter of three rows: the scale
// of each column, which is trained, and the mean and the variance that a trained net uses. Every pass of a training moves these two towards
// those of its batch.

const (
	normSpread = 1e-5 // added to the variance, so that a constant column is not divided by 0
	normFollow = .01  // share of a batch in the stored mean and variance
)

// statistics are the rows of the parameter of a normalised layer.
type statistics[T Float] struct{ scale, mean, variance []T }

func statisticsOf[T Float](m Matrix[T]) statistics[T] {
	return statistics[T]{m.Row(0), m.Row(1), m.Row(2)}
}

// startNorm sets scale and variance to 1. The mean starts at 0.
func startNorm[T Float](n *Param[T]) {
	for i := range n.Value.Cols {
		n.Value.Row(0)[i], n.Value.Row(2)[i] = 1, 1
	}
}

// A normaliser keeps what one pass found, for its derivatives.
type normaliser[T Float] struct {
	batches    []batch
	training   bool
	normalised Matrix[T]
}

// A batch is a range of rows with the reciprocal standard deviation of each column.
type batch struct {
	from, to   int
	reciprocal []float64
}

// Normalise returns the normalised and scaled columns of x (N×columns). n (3×columns) is the parameter of the layer. In a training, the
// rows before pass.Split and those from it on are two batches: data and samples, whose means would tell D which is which if they were one.
func (g *Graph[T]) Normalise(x, n *Node[T], pass Pass[T]) *Node[T] {
	if pass.Weights != nil {
		panic("nn: batch normalisation makes examples depend on each other, so their gradients cannot be weighted afterwards")
	}
	s := &normaliser[T]{training: pass.Training, normalised: NewMatrix[T](x.Rows, x.Cols)}
	for _, b := range []batch{{from: 0, to: pass.Split}, {from: pass.Split, to: x.Rows}} {
		if b.to > b.from {
			b.reciprocal = make([]float64, x.Cols)
			s.batches = append(s.batches, b)
		}
	}
	o := &op[T]{name: "normalise", rows: x.Rows, cols: x.Cols, wrt: []bool{true, true}}
	o.forward = func(out Matrix[T], in []*Matrix[T]) { s.forward(out, *in[0], statisticsOf(*in[1])) }
	o.backward = func(grad *Node[T]) []*Node[T] {
		byX := &op[T]{name: "normalise/x", rows: x.Rows, cols: x.Cols}
		byX.forward = func(out Matrix[T], in []*Matrix[T]) { s.byX(out, *in[0], statisticsOf(*in[1])) }
		byN := &op[T]{name: "normalise/n", rows: 3, cols: x.Cols}
		byN.forward = func(out Matrix[T], in []*Matrix[T]) { s.byScale(out, *in[0]) }
		return []*Node[T]{g.apply(byX, grad, n), g.apply(byN, grad)}
	}
	return g.apply(o, x, n)
}

func (s *normaliser[T]) forward(out, x Matrix[T], n statistics[T]) {
	for _, b := range s.batches {
		mean, variance := widened(n.mean), widened(n.variance)
		if s.training {
			mean, variance = moments(x, b)
			n.follow(mean, variance, b.to-b.from)
		}
		for k, v := range variance {
			b.reciprocal[k] = 1 / math.Sqrt(v+normSpread)
		}
		for i := b.from; i < b.to; i++ {
			to, scaled := s.normalised.Row(i), out.Row(i)
			for k, v := range x.Row(i) {
				to[k] = T(float64((float64(v) - mean[k]) * b.reciprocal[k]))
				scaled[k] = T(n.scale[k] * to[k])
			}
		}
	}
}

// follow moves the stored mean and variance towards those of a batch. The variance of a batch of n examples is that of its n values; n/(n−1)
// times as much estimates that of all examples.
func (n statistics[T]) follow(mean, variance []float64, examples int) {
	unbiased := float64(examples) / float64(max(1, examples-1))
	for k := range mean {
		n.mean[k] += T(float64(normFollow * (mean[k] - float64(n.mean[k]))))
		n.variance[k] += T(float64(normFollow * (float64(unbiased*variance[k]) - float64(n.variance[k]))))
	}
}

// byX returns the derivative by x. In a training, mean and variance depend on x as well: with the derivatives d by the normalised values v,
// and means over the batch, it is (d − mean(d) − v·mean(d·v)) over the standard deviation.
func (s *normaliser[T]) byX(out, grad Matrix[T], n statistics[T]) {
	for _, b := range s.batches {
		sum, product := make([]float64, grad.Cols), make([]float64, grad.Cols)
		if s.training {
			s.sums(grad, b, sum, product)
		}
		examples := float64(b.to - b.from)
		for i := b.from; i < b.to; i++ {
			to, normalised := out.Row(i), s.normalised.Row(i)
			for k, d := range grad.Row(i) {
				rest := float64(d) - sum[k]/examples - float64(float64(normalised[k])*product[k])/examples
				to[k] = T(float64(float64(n.scale[k])*b.reciprocal[k]) * rest)
			}
		}
	}
}

// byScale returns the derivative by the parameter: that of the scale in the first row, and 0 for the stored mean and variance.
func (s *normaliser[T]) byScale(out, grad Matrix[T]) {
	clear(out.Data)
	sum, product := make([]float64, grad.Cols), make([]float64, grad.Cols)
	for _, b := range s.batches {
		s.sums(grad, b, sum, product)
	}
	for k, v := range product {
		out.Row(0)[k] = T(v)
	}
}

// sums adds the sums over a batch of grad and of grad times the normalised values, for each column.
func (s *normaliser[T]) sums(grad Matrix[T], b batch, sum, product []float64) {
	for i := b.from; i < b.to; i++ {
		normalised := s.normalised.Row(i)
		for k, d := range grad.Row(i) {
			sum[k] += float64(d)
			product[k] += float64(float64(d) * float64(normalised[k]))
		}
	}
}

// moments returns the mean and the variance of each column over a batch.
func moments[T Float](x Matrix[T], b batch) (mean, variance []float64) {
	mean, variance = make([]float64, x.Cols), make([]float64, x.Cols)
	examples := float64(b.to - b.from)
	for i := b.from; i < b.to; i++ {
		for k, v := range x.Row(i) {
			mean[k] += float64(v)
		}
	}
	for k := range mean {
		mean[k] /= examples
	}
	for i := b.from; i < b.to; i++ {
		for k, v := range x.Row(i) {
			d := float64(v) - mean[k]
			variance[k] += float64(d * d)
		}
	}
	for k := range variance {
		variance[k] /= examples
	}
	return mean, variance
}

func widened[T Float](values []T) []float64 {
	wide := make([]float64, len(values))
	for i, v := range values {
		wide[i] = float64(v)
	}
	return wide
}
