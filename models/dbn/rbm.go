package dbn

import (
	"fmt"
	"math"

	"gan2014/internal/elementary"
	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// An rbm is a restricted Boltzmann machine. Units are in the columns of matrices, examples or chains in the rows.
type rbm[T nn.Float] struct {
	w, b, c *nn.Param[T] // visible×hidden, 1×visible, 1×hidden
	memory  []T          // scratch for sums before the sigmoid
}

// newRBM draws the weights from U(−r, r), r = 4·√(6/(visible+hidden)), as later versions of DeepLearningTutorials' rbm.py do; biases are 0.
func newRBM[T nn.Float](name string, visible, hidden int, seed int64) *rbm[T] {
	m := &rbm[T]{
		w: nn.NewParam[T](nn.Shape{Name: name + "/w", Rows: visible, Cols: hidden}),
		b: nn.NewParam[T](nn.Shape{Name: name + "/b", Rows: 1, Cols: visible}),
		c: nn.NewParam[T](nn.Shape{Name: name + "/c", Rows: 1, Cols: hidden}),
	}
	r := 4 * math.Sqrt(6/float64(visible+hidden))
	rng.Uniform(rng.For(seed, "init/"+name), m.w.Value.Data, -r, r)
	return m
}

// name returns the name of the layer with the given number, from 0.
func name(layer int) string { return fmt.Sprint("DBN/", layer) }

func (m *rbm[T]) params() []*nn.Param[T] { return []*nn.Param[T]{m.w, m.b, m.c} }

// sums returns scratch memory.
func (m *rbm[T]) sums(rows, cols int) nn.Matrix[T] {
	if len(m.memory) < rows*cols {
		m.memory = make([]T, rows*cols)
	}
	return nn.Matrix[T]{Rows: rows, Cols: cols, Data: m.memory[:rows*cols]}
}

// hidden writes p(h=1|v) and returns v·W, which is valid until the next call of a method.
func (m *rbm[T]) hidden(p, v nn.Matrix[T]) (sums nn.Matrix[T]) {
	sums = m.sums(p.Rows, p.Cols)
	nn.Gemm(nn.NoTrans, nn.NoTrans, 1, v, m.w.Value, 0, sums)
	nn.Sigmoid(p, sums, m.c.Value)
	return sums
}

// visible writes p(v=1|h) and returns h·Wᵀ, which is valid until the next call of a method.
func (m *rbm[T]) visible(p, h nn.Matrix[T]) (sums nn.Matrix[T]) {
	sums = m.sums(p.Rows, p.Cols)
	nn.Gemm(nn.NoTrans, nn.Trans, 1, h, m.w.Value, 0, sums)
	nn.Sigmoid(p, sums, m.b.Value)
	return sums
}

// gradient writes the gradient of mean F(data) − mean F(model) + decay/2·|W|². It treats the rows of model as constants. pData and
// pModel are p(h=1|·) for the two.
func (m *rbm[T]) gradient(data, pData, model, pModel nn.Matrix[T], decay T) {
	if decay != 0 {
		copy(m.w.Gradient.Data, m.w.Value.Data)
	}
	nn.Gemm(nn.Trans, nn.NoTrans, -1/T(data.Rows), data, pData, decay, m.w.Gradient)
	nn.Gemm(nn.Trans, nn.NoTrans, 1/T(model.Rows), model, pModel, 1, m.w.Gradient)
	difference(m.b.Gradient, model, data, m.sums(2, data.Cols))
	difference(m.c.Gradient, pModel, pData, m.sums(2, pData.Cols))
}

// difference writes the mean of the rows of x minus the mean of the rows of y. scratch has two rows.
func difference[T nn.Float](dst, x, y, scratch nn.Matrix[T]) {
	nn.SumRows(scratch.First(1), x)
	nn.SumRows(scratch.From(1), y)
	for j := range dst.Data {
		dst.Data[j] = scratch.Row(0)[j]/T(x.Rows) - scratch.Row(1)[j]/T(y.Rows)
	}
}

// logOdds returns log p(vᵢ=1|v₋ᵢ)/p(vᵢ=0|v₋ᵢ) = F(v, vᵢ=0) − F(v, vᵢ=1), for one example v with sums v·W.
//
// F differs by bᵢ and, for each hidden unit, by log(1+eᵃ) − log(1+eᵒ), where o is the unit's sum at vᵢ=0 and a = o+Wᵢⱼ. The logarithms
// of 512 units are computed as the logarithm of one product, whose factors lie between ½ and 2 (see nn.CrossEntropy).
func (m *rbm[T]) logOdds(v, sums []T, i int) float64 {
	w, c := m.w.Value.Row(i), m.c.Value.Data
	odds := float64(m.b.Value.Data[i])
	for from := 0; from < len(w); from += 512 {
		linear, product := 0., 1.
		for j := from; j < min(from+512, len(w)); j++ {
			off := float64(sums[j] + c[j] - T(v[i]*w[j]))
			on := off + float64(w[j])
			linear += max(on, 0) - max(off, 0)
			product *= (1 + elementary.Exp(-math.Abs(on))) / (1 + elementary.Exp(-math.Abs(off)))
		}
		odds += linear + elementary.Log(product)
	}
	return odds
}

// pseudoLikelihood estimates Σᵢ log p(vᵢ|v₋ᵢ) of one example from one random i (rbm.py, get_pseudo_likelihood_cost). An intensity vᵢ in
// [0,1] counts as that share of a 1.
func (m *rbm[T]) pseudoLikelihood(v, sums []T, s rng.Stream) float64 {
	i := s.IntN(len(v))
	odds := m.logOdds(v, sums, i)
	crossEntropy := max(odds, 0) - float64(float64(v[i])*odds) + elementary.Log1p(elementary.Exp(-math.Abs(odds)))
	return -float64(len(v)) * crossEntropy
}
