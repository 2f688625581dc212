package dbn

import (
	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// A gibbs holds Gibbs chains in a machine, one per row. All draw from one stream.
type gibbs[T nn.Float] struct {
	machine *rbm[T]
	pv, v   nn.Matrix[T] // p(v=1|h) and the visible states, chains×visible
	ph, h   nn.Matrix[T] // p(h=1|v) and the hidden states, chains×hidden
	coins   *nn.Bernoulli[T]
}

// newGibbs starts chains at the visible states v, whose memory they use.
func newGibbs[T nn.Float](m *rbm[T], v nn.Matrix[T]) *gibbs[T] {
	hidden := m.w.Value.Cols
	return &gibbs[T]{
		machine: m,
		pv:      nn.NewMatrix[T](v.Rows, v.Cols), v: v,
		ph: nn.NewMatrix[T](v.Rows, hidden), h: nn.NewMatrix[T](v.Rows, hidden),
		coins: &nn.Bernoulli[T]{},
	}
}

// first returns the first n chains, in the same memory.
func (g *gibbs[T]) first(chains int) *gibbs[T] {
	return &gibbs[T]{g.machine, g.pv.First(chains), g.v.First(chains), g.ph.First(chains), g.h.First(chains), g.coins}
}

// up draws the hidden states given the visible ones.
func (g *gibbs[T]) up(s rng.Stream) {
	g.machine.hidden(g.ph, g.v)
	g.coins.Draw(s, g.h, g.ph)
}

// down draws the visible states given the hidden ones, and returns the sums of rbm.visible.
func (g *gibbs[T]) down(s rng.Stream) (sums nn.Matrix[T]) {
	sums = g.machine.visible(g.pv, g.h)
	g.coins.Draw(s, g.v, g.pv)
	return sums
}
