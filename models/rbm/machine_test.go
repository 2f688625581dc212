package rbm

import (
	"fmt"
	"math"
	"testing"

	"gan2014/internal/rng"
	"gan2014/internal/trainertest"
	"gan2014/models/nn"
)

// tiny returns a machine with 3 visible and 2 hidden units and parameters from N(0, 1).
func tiny(up, down float64) *Machine[float64] {
	m := New[float64]("tiny", 3, 2, 1)
	m.Up, m.Down = up, down
	for i, p := range m.Params() {
		rng.Normal(rng.For(2, "tiny", i), p.Value.Data)
	}
	return m
}

// TestCopies checks that a factor of 2 stands for a second copy of the units with the same state: the conditional probabilities are those of
// a machine that has both copies, computed from its energies.
func TestCopies(t *testing.T) {
	for _, factor := range []struct{ up, down float64 }{{1, 1}, {2, 1}, {1, 2}} {
		m := tiny(factor.up, factor.down)
		energy := func(visible, hidden int, v, h []float64) (e float64) { // of so many copies
			for i := range v {
				e -= float64(visible) * m.B.Value.Data[i] * v[i]
				for j := range h {
					e -= float64(visible*hidden) * v[i] * m.W.Value.Row(i)[j] * h[j]
				}
			}
			for j := range h {
				e -= float64(hidden) * m.C.Value.Data[j] * h[j]
			}
			return e
		}
		for n := range 1 << 5 {
			state := trainertest.Bits(n, 5)
			v, h := state[:3], state[3:]
			p := nn.NewMatrix[float64](1, 2)
			m.Hidden(p, nn.Matrix[float64]{Rows: 1, Cols: 3, Data: v})
			for j := range h {
				on, off := append([]float64(nil), h...), append([]float64(nil), h...)
				on[j], off[j] = 1, 0
				odds := energy(int(factor.up), 1, v, off) - energy(int(factor.up), 1, v, on)
				trainertest.Near(t, fmt.Sprintf("%v: p(h%d=1|v)", factor, j), p.Data[j], 1/(1+math.Exp(-odds)), 1e-12)
			}
			p = nn.NewMatrix[float64](1, 3)
			m.Visible(p, nn.Matrix[float64]{Rows: 1, Cols: 2, Data: h})
			for i := range v {
				on, off := append([]float64(nil), v...), append([]float64(nil), v...)
				on[i], off[i] = 1, 0
				odds := energy(1, int(factor.down), off, h) - energy(1, int(factor.down), on, h)
				trainertest.Near(t, fmt.Sprintf("%v: p(v%d=1|h)", factor, i), p.Data[i], 1/(1+math.Exp(-odds)), 1e-12)
			}
		}
	}
}

// TestGradient compares the gradient with plain sums over rows, to 10⁻¹², for any factors.
func TestGradient(t *testing.T) {
	m := tiny(2, 1)
	data, pData, model, pModel := nn.NewMatrix[float64](4, 3), nn.NewMatrix[float64](4, 2), nn.NewMatrix[float64](5, 3), nn.NewMatrix[float64](5, 2)
	for i, x := range []nn.Matrix[float64]{data, pData, model, pModel} {
		rng.Uniform(rng.For(3, "rows", i), x.Data, 0, 1)
	}
	m.Gradient(data, pData, model, pModel, .1)
	mean := func(a, b nn.Matrix[float64], i, j int) (sum float64) {
		for r := range a.Rows {
			x := 1.
			if i >= 0 {
				x *= a.Row(r)[i]
			}
			if j >= 0 {
				x *= b.Row(r)[j]
			}
			sum += x / float64(a.Rows)
		}
		return sum
	}
	for i := range 3 {
		trainertest.Near(t, "the derivative by b", m.B.Gradient.Data[i], mean(model, pModel, i, -1)-mean(data, pData, i, -1), 1e-12)
		for j := range 2 {
			want := mean(model, pModel, i, j) - mean(data, pData, i, j) + .1*m.W.Value.Row(i)[j]
			trainertest.Near(t, "the derivative by W", m.W.Gradient.Row(i)[j], want, 1e-12)
		}
	}
	for j := range 2 {
		trainertest.Near(t, "the derivative by c", m.C.Gradient.Data[j], mean(model, pModel, -1, j)-mean(data, pData, -1, j), 1e-12)
	}
}

// TestGibbs checks that 20,000 chains draw hidden and visible units with their probabilities, within five standard errors of a share.
func TestGibbs(t *testing.T) {
	const chains = 20_000
	m := New[float32]("tiny", 3, 2, 1)
	g := NewGibbs(m, nn.NewMatrix[float32](chains, 3))
	for i := range chains {
		g.V.Row(i)[0] = 1
	}
	s := rng.For(1, "gibbs")
	check := func(what string, states, p nn.Matrix[float32]) {
		t.Helper()
		share, want := make([]float64, states.Cols), make([]float64, states.Cols)
		for i := range chains {
			for j, on := range states.Row(i) {
				share[j] += float64(on) / chains
				want[j] += float64(p.Row(i)[j]) / chains
			}
		}
		for j := range share {
			trainertest.Near(t, fmt.Sprint(what, " ", j), share[j], want[j], 5*.5/math.Sqrt(chains))
		}
	}
	g.Up(s)
	check("hidden unit", g.H, g.PH)
	g.Down(s)
	check("visible unit", g.V, g.PV)
	p := nn.NewMatrix[float32](chains, 2)
	rng.Uniform(rng.For(1, "p"), p.Data, 0, 1)
	g.Start(s, p)
	check("first hidden unit", g.H, p)
	if first := g.First(10); first.V.Rows != 10 || &first.V.Data[0] != &g.V.Data[0] {
		t.Error("the first chains have other memory")
	}
}
