package dbm

import (
	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// A chains holds Gibbs chains, one per row. Their state between two sweeps is h1.
type chains[T nn.Float] struct {
	machine    machine[T]
	v, h1, h2  nn.Matrix[T] // states, after the last sweep
	pv, p1, p2 nn.Matrix[T] // the probabilities with which they were drawn
	sums       nn.Matrix[T]
	coins      *nn.Bernoulli[T]
}

// newChains returns chains with all units at 0.
func newChains[T nn.Float](m machine[T], n int) *chains[T] {
	visible, first, second := m.bottom.W.Value.Rows, m.top.W.Value.Rows, m.top.W.Value.Cols
	return &chains[T]{
		machine: m,
		v:       nn.NewMatrix[T](n, visible), h1: nn.NewMatrix[T](n, first), h2: nn.NewMatrix[T](n, second),
		pv: nn.NewMatrix[T](n, visible), p1: nn.NewMatrix[T](n, first), p2: nn.NewMatrix[T](n, second),
		sums: nn.NewMatrix[T](n, first), coins: &nn.Bernoulli[T]{},
	}
}

// start draws h1 with the probabilities p of images, from the first on: if there are more chains than images, again from the first.
func (c *chains[T]) start(s rng.Stream, p nn.Matrix[T]) {
	for i := range c.p1.Rows {
		copy(c.p1.Row(i), p.Row(i%p.Rows))
	}
	c.coins.Draw(s, c.h1, c.p1)
}

// sweep draws v and h2 given h1, and then h1 given both.
func (c *chains[T]) sweep(s rng.Stream) {
	m := c.machine
	m.bottom.Visible(c.pv, c.h1)
	c.coins.Draw(s, c.v, c.pv)
	m.top.Hidden(c.p2, c.h1)
	c.coins.Draw(s, c.h2, c.p2)
	m.fromBelow(c.sums, c.v)
	m.middle(c.p1, c.sums, c.h2)
	c.coins.Draw(s, c.h1, c.p1)
}
