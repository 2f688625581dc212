package dbm

import (
	"gan2014/models/nn"
	"gan2014/models/rbm"
)

// A machine is a deep Boltzmann machine, as a pair of restricted ones: v and h1 are the units of bottom, h1 and h2 those of top.
type machine[T nn.Float] struct{ bottom, top *rbm.Machine[T] }

// newMachine draws the weights of each pair of layers as package rbm does. The doubled inputs are those of the paper's section 3.1.
func newMachine[T nn.Float](visible, first, second int, seed int64) machine[T] {
	m := machine[T]{rbm.New[T]("DBM/1", visible, first, seed), rbm.New[T]("DBM/2", first, second, seed)}
	m.top.B = m.bottom.C // one bias of h1
	m.bottom.Up, m.top.Down = 2, 2
	return m
}

// params returns W1, b, c1, W2 and c2.
func (m machine[T]) params() []*nn.Param[T] {
	return append(m.bottom.Params(), m.top.W, m.top.C)
}

// fromBelow writes v·W1.
func (m machine[T]) fromBelow(sums, v nn.Matrix[T]) {
	nn.Gemm(nn.NoTrans, nn.NoTrans, 1, v, m.bottom.W.Value, 0, sums)
}

// middle writes p(h1=1|v,h2) for sums that hold v·W1, and adds W2·h2 to the sums.
func (m machine[T]) middle(p, sums, h2 nn.Matrix[T]) {
	nn.Gemm(nn.NoTrans, nn.Trans, 1, h2, m.top.W.Value, 1, sums)
	nn.Sigmoid(p, sums, m.bottom.C.Value)
}

// gradient writes the gradient of mean E(data) − mean E(model) + decay/2·(|W1|²+|W2|²), where the data have the means of q in their hidden
// units. The model is in the states of the chains, but for h1, whose probabilities given the others have less variance.
func (m machine[T]) gradient(data nn.Matrix[T], q posterior[T], model *chains[T], decay T) {
	m.bottom.Gradient(data, q.first, model.v, model.p1, decay)
	m.top.Gradient(q.first, q.second, model.p1, model.h2, decay) // writes that of c1 once more
}
