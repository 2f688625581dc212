package rbm

import (
	"math"

	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// A Machine is a restricted Boltzmann machine. Units are in the columns of matrices, examples or chains in the rows.
type Machine[T nn.Float] struct {
	W, B, C *nn.Param[T] // visible×hidden, 1×visible, 1×hidden

	// How often the visible units count in the input of the hidden ones, and the reverse: p(h=1|v) = σ(Up·v·W+c), p(v=1|h) = σ(Down·W·h+b).
	// Both are 1, but in a machine that is to become a layer of a deep Boltzmann machine one of them is 2.
	Up, Down T

	memory []T // scratch for sums before the sigmoid
}

// New draws the weights from U(−r, r), r = 4·√(6/(visible+hidden)), as later versions of DeepLearningTutorials' rbm.py do; biases are 0.
func New[T nn.Float](name string, visible, hidden int, seed int64) *Machine[T] {
	m := &Machine[T]{
		W:  nn.NewParam[T](nn.Shape{Name: name + "/w", Rows: visible, Cols: hidden}),
		B:  nn.NewParam[T](nn.Shape{Name: name + "/b", Rows: 1, Cols: visible}),
		C:  nn.NewParam[T](nn.Shape{Name: name + "/c", Rows: 1, Cols: hidden}),
		Up: 1, Down: 1,
	}
	r := 4 * math.Sqrt(6/float64(visible+hidden))
	rng.Uniform(rng.For(seed, "init/"+name), m.W.Value.Data, -r, r)
	return m
}

// Params returns W, B and C.
func (m *Machine[T]) Params() []*nn.Param[T] { return []*nn.Param[T]{m.W, m.B, m.C} }

// sums returns scratch memory.
func (m *Machine[T]) sums(rows, cols int) nn.Matrix[T] {
	if len(m.memory) < rows*cols {
		m.memory = make([]T, rows*cols)
	}
	return nn.Matrix[T]{Rows: rows, Cols: cols, Data: m.memory[:rows*cols]}
}

// Hidden writes p(h=1|v) and returns Up·v·W, which is valid until the next call of a method.
func (m *Machine[T]) Hidden(p, v nn.Matrix[T]) (sums nn.Matrix[T]) {
	sums = m.sums(p.Rows, p.Cols)
	nn.Gemm(nn.NoTrans, nn.NoTrans, m.Up, v, m.W.Value, 0, sums)
	nn.Sigmoid(p, sums, m.C.Value)
	return sums
}

// Visible writes p(v=1|h) and returns Down·h·Wᵀ, which is valid until the next call of a method.
func (m *Machine[T]) Visible(p, h nn.Matrix[T]) (sums nn.Matrix[T]) {
	sums = m.sums(p.Rows, p.Cols)
	nn.Gemm(nn.NoTrans, nn.Trans, m.Down, h, m.W.Value, 0, sums)
	nn.Sigmoid(p, sums, m.B.Value)
	return sums
}

// Gradient writes to the parameters the gradient of mean E(data) − mean E(model) + decay/2·|W|². data and model are visible units, and pData and
// pModel are p(h=1|·) of the same rows; it treats all of them as constants. Each counts once, whatever Up and Down are. With both factors 1 this
// is also the gradient of mean F(data) − mean F(model) + decay/2·|W|² with the free energy F(v) = −b·v − Σⱼ log(1+exp(v·W+c)ⱼ).
func (m *Machine[T]) Gradient(data, pData, model, pModel nn.Matrix[T], decay T) {
	if decay != 0 {
		copy(m.W.Gradient.Data, m.W.Value.Data)
	}
	nn.Gemm(nn.Trans, nn.NoTrans, -1/T(data.Rows), data, pData, decay, m.W.Gradient)
	nn.Gemm(nn.Trans, nn.NoTrans, 1/T(model.Rows), model, pModel, 1, m.W.Gradient)
	difference(m.B.Gradient, model, data, m.sums(2, data.Cols))
	difference(m.C.Gradient, pModel, pData, m.sums(2, pData.Cols))
}

// difference writes the mean of the rows of x minus the mean of the rows of y. scratch has two rows.
func difference[T nn.Float](dst, x, y, scratch nn.Matrix[T]) {
	nn.SumRows(scratch.First(1), x)
	nn.SumRows(scratch.From(1), y)
	for j := range dst.Data {
		dst.Data[j] = scratch.Row(0)[j]/T(x.Rows) - scratch.Row(1)[j]/T(y.Rows)
	}
}
