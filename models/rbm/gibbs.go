package rbm

import (
	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// A Gibbs holds Gibbs chains in a machine, one per row. All draw from one stream.
type Gibbs[T nn.Float] struct {
	Machine *Machine[T]
	PV, V   nn.Matrix[T] // p(v=1|h) and the visible states, chains×visible
	PH, H   nn.Matrix[T] // p(h=1|v) and the hidden states, chains×hidden
	coins   *nn.Bernoulli[T]
}

// NewGibbs starts chains at the visible states v, whose memory they use.
func NewGibbs[T nn.Float](m *Machine[T], v nn.Matrix[T]) *Gibbs[T] {
	hidden := m.W.Value.Cols
	return &Gibbs[T]{
		Machine: m,
		PV:      nn.NewMatrix[T](v.Rows, v.Cols), V: v,
		PH: nn.NewMatrix[T](v.Rows, hidden), H: nn.NewMatrix[T](v.Rows, hidden),
		coins: &nn.Bernoulli[T]{},
	}
}

// First returns the first n chains, in the same memory.
func (g *Gibbs[T]) First(chains int) *Gibbs[T] {
	return &Gibbs[T]{g.Machine, g.PV.First(chains), g.V.First(chains), g.PH.First(chains), g.H.First(chains), g.coins}
}

// Start draws the hidden states with the probabilities p, chains×hidden.
func (g *Gibbs[T]) Start(s rng.Stream, p nn.Matrix[T]) { g.coins.Draw(s, g.H, p) }

// Up draws the hidden states given the visible ones.
func (g *Gibbs[T]) Up(s rng.Stream) {
	g.Machine.Hidden(g.PH, g.V)
	g.coins.Draw(s, g.H, g.PH)
}

// Down draws the visible states given the hidden ones, and returns the sums of Machine.Visible.
func (g *Gibbs[T]) Down(s rng.Stream) (sums nn.Matrix[T]) {
	sums = g.Machine.Visible(g.PV, g.H)
	g.coins.Draw(s, g.V, g.PV)
	return sums
}
