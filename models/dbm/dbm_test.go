package dbm

import (
	"fmt"
	"math"
	"testing"

	"gan2014/internal/rng"
	"gan2014/internal/trainertest"
	"gan2014/models/nn"
)

// The sizes of the tiny machine, which is small enough to count all its states.
const visible, first, second = 4, 3, 2

// tiny returns a machine with parameters from N(0, 1).
func tiny[T nn.Float]() machine[T] {
	m := newMachine[T](visible, first, second, 1)
	for i, p := range m.params() {
		rng.Normal(rng.For(2, "tiny", i), p.Value.Data)
	}
	return m
}

// energy computes E(v,h1,h2) by its definition, for h with the units of h1 before those of h2.
func energy[T nn.Float](m machine[T], v, h []float64) (e float64) {
	h1, h2 := h[:m.top.W.Value.Rows], h[m.top.W.Value.Rows:]
	for i := range v {
		e -= float64(m.bottom.B.Value.Data[i]) * v[i]
		for j := range h1 {
			e -= v[i] * float64(m.bottom.W.Value.Row(i)[j]) * h1[j]
		}
	}
	for j := range h1 {
		e -= float64(m.bottom.C.Value.Data[j]) * h1[j]
		for k := range h2 {
			e -= h1[j] * float64(m.top.W.Value.Row(j)[k]) * h2[k]
		}
	}
	for k := range h2 {
		e -= float64(m.top.C.Value.Data[k]) * h2[k]
	}
	return e
}

// exact returns log p of every visible state, and log Z.
func exact[T nn.Float](m machine[T]) (logP []float64, logZ float64) {
	hidden := m.top.W.Value.Rows + m.top.W.Value.Cols
	return trainertest.Enumerate(m.bottom.W.Value.Rows, hidden, func(v, h []float64) float64 { return energy(m, v, h) })
}

// data returns binary images of 4 pixels: one pixel on, or the two on the left, each several times.
func data() nn.Matrix[float64] {
	images := nn.NewMatrix[float64](40, visible)
	for i := range images.Rows {
		images.Row(i)[i%visible] = 1
		if i%5 == 0 {
			copy(images.Row(i), []float64{1, 1, 0, 0})
		}
	}
	return images
}

// row returns a matrix of one row.
func row(values []float64) nn.Matrix[float64] {
	return nn.Matrix[float64]{Rows: 1, Cols: len(values), Data: values}
}

// TestGradientOfTheLikelihood checks that the gradient, taken at every state of all layers and weighted with its exact probability given the data
// and under the model, is that of minus the log-likelihood. Central differences of step 1e-6 agree to 10⁻⁸.
func TestGradientOfTheLikelihood(t *testing.T) {
	m, images := tiny[float64](), data()
	logP, logZ := exact(m)
	share := make([]float64, 1<<visible) // of the data
	for i := range images.Rows {
		share[trainertest.Number(images.Row(i))] += 1 / float64(images.Rows)
	}
	got := make([][]float64, len(m.params()))
	for i, p := range m.params() {
		got[i] = make([]float64, len(p.Value.Data))
	}
	none := newChains(m, 1) // all units at 0, whose energy has no gradient
	for v := range share {
		for h := range 1 << (first + second) {
			x, units := trainertest.Bits(v, visible), trainertest.Bits(h, first+second)
			joint := math.Exp(-energy(m, x, units) - logZ)
			weight := share[v]*joint/math.Exp(logP[v]) - joint
			m.gradient(row(x), posterior[float64]{first: row(units[:first]), second: row(units[first:])}, none, 0)
			for i, p := range m.params() {
				for k, g := range p.Gradient.Data {
					got[i][k] += weight * g
				}
			}
		}
	}
	likelihood := func() float64 {
		logP, _ := exact(m)
		return trainertest.MeanLogP(logP, images)
	}
	for i, p := range m.params() {
		for k, w := range p.Value.Data {
			const h = 1e-6
			p.Value.Data[k] = w + h
			above := likelihood()
			p.Value.Data[k] = w - h
			below := likelihood()
			p.Value.Data[k] = w
			trainertest.Near(t, fmt.Sprintf("the derivative by %s[%d]", p.Name, k), got[i][k], -(above-below)/(2*h), 1e-8)
		}
	}
}

// TestGradientOfMeans checks the gradient of several images with means in their hidden units and several chains, with weight decay, against plain
// sums, to 10⁻¹².
func TestGradientOfMeans(t *testing.T) {
	const images, n, decay = 3, 5, .1
	m, q, c, v := tiny[float64](), newPosterior[float64](images, first, second), newChains(tiny[float64](), n), nn.NewMatrix[float64](images, visible)
	for i, x := range []nn.Matrix[float64]{v, q.first, q.second, c.v, c.p1, c.h2, c.h1, c.p2, c.pv} {
		rng.Uniform(rng.For(3, "rows", i), x.Data, 0, 1)
	}
	m.gradient(v, q, c, decay)
	mean := func(a, b nn.Matrix[float64], i, j int) (sum float64) {
		for r := range a.Rows {
			sum += a.Row(r)[i] * b.Row(r)[j] / float64(a.Rows)
		}
		return sum
	}
	ones := func(rows int) nn.Matrix[float64] {
		x := nn.NewMatrix[float64](rows, 1)
		for i := range x.Data {
			x.Data[i] = 1
		}
		return x
	}
	check := func(p *nn.Param[float64], decay float64, data, given, model, sampled nn.Matrix[float64]) {
		t.Helper()
		for k, g := range p.Gradient.Data {
			i, j := k/p.Value.Cols, k%p.Value.Cols
			want := mean(model, sampled, i, j) - mean(data, given, i, j) + decay*p.Value.Data[k]
			trainertest.Near(t, fmt.Sprintf("the derivative by %s[%d]", p.Name, k), g, want, 1e-12)
		}
	}
	check(m.bottom.W, decay, v, q.first, c.v, c.p1)
	check(m.top.W, decay, q.first, q.second, c.p1, c.h2)
	check(m.bottom.B, 0, ones(images), v, ones(n), c.v)
	check(m.bottom.C, 0, ones(images), q.first, ones(n), c.p1)
	check(m.top.C, 0, ones(images), q.second, ones(n), c.h2)
}

// bound returns the lower bound E_q[−E(v,h1,h2)] + entropy(q) − log Z of log p(v).
func bound(m machine[float64], v []float64, q posterior[float64]) float64 {
	_, logZ := exact(m)
	means := append(append([]float64(nil), q.first.Row(0)...), q.second.Row(0)...)
	b := -energy(m, v, means) - logZ // E is linear in each unit, and q has independent units
	for _, p := range means {
		b -= p*math.Log(p) + (1-p)*math.Log(1-p)
	}
	return b
}

// TestMeanField checks that the iterations never lower the bound of log p(v), that it stays below the exact log p(v), and that their end satisfies
// both equations to 10⁻¹².
func TestMeanField(t *testing.T) {
	m := tiny[float64]()
	logP, _ := exact(m)
	nearest := math.Inf(1)
	for n, want := range logP {
		v, q := trainertest.Bits(n, visible), newPosterior[float64](1, first, second)
		last := math.Inf(-1)
		for iterations := range 20 {
			m.infer(q, row(v), iterations)
			b := bound(m, v, q)
			if b < last-1e-12 || b > want {
				t.Errorf("%04b: bound %.6f after %d iterations and %.6f before, log p(v) %.6f", n, b, iterations, last, want)
			}
			last = b
		}
		nearest = min(nearest, want-last)
		m.infer(q, row(v), 300)
		sigmoid := func(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
		for j, got := range q.first.Data {
			sum := m.bottom.C.Value.Data[j]
			for i, x := range v {
				sum += x * m.bottom.W.Value.Row(i)[j]
			}
			for k, x := range q.second.Data {
				sum += m.top.W.Value.Row(j)[k] * x
			}
			trainertest.Near(t, fmt.Sprintf("%04b: μ1[%d]", n, j), got, sigmoid(sum), 1e-12)
		}
		for k, got := range q.second.Data {
			sum := m.top.C.Value.Data[k]
			for j, x := range q.first.Data {
				sum += x * m.top.W.Value.Row(j)[k]
			}
			trainertest.Near(t, fmt.Sprintf("%04b: μ2[%d]", n, k), got, sigmoid(sum), 1e-12)
		}
	}
	if nearest > .1 {
		t.Errorf("every bound is at least %.3f below log p(v)", nearest)
	}
}

// TestPassUpwards checks that the pass before all iterations counts v twice, and nothing else.
func TestPassUpwards(t *testing.T) {
	m, q, v := tiny[float64](), newPosterior[float64](1, first, second), []float64{1, 0, 1, 1}
	m.infer(q, row(v), 0)
	for j, got := range q.first.Data {
		sum := m.bottom.C.Value.Data[j]
		for i, x := range v {
			sum += 2 * x * m.bottom.W.Value.Row(i)[j]
		}
		trainertest.Near(t, fmt.Sprintf("μ1[%d]", j), got, 1/(1+math.Exp(-sum)), 1e-12)
	}
	for k, got := range q.second.Data {
		sum := m.top.C.Value.Data[k]
		for j, x := range q.first.Data {
			sum += x * m.top.W.Value.Row(j)[k]
		}
		trainertest.Near(t, fmt.Sprintf("μ2[%d]", k), got, 1/(1+math.Exp(-sum)), 1e-12)
	}
}

// TestSweepsHaveTheExactDistribution checks that 40,000 chains have the exact distribution of visible units after 60 sweeps, within five standard
// errors, and that the means of h1 and h2 are exact too.
func TestSweepsHaveTheExactDistribution(t *testing.T) {
	const n = 40_000
	m := tiny[float32]()
	c := newChains(m, n)
	s := rng.For(1, "gibbs")
	for range 60 {
		c.sweep(s)
	}
	logP, logZ := exact(m)
	trainertest.Shares(t, c.v, logP)
	want := make([]float64, first+second)
	for v := range 1 << visible {
		for h := range 1 << (first + second) {
			units := trainertest.Bits(h, first+second)
			for j, on := range units {
				want[j] += on * math.Exp(-energy(m, trainertest.Bits(v, visible), units)-logZ)
			}
		}
	}
	for j, p := range want {
		states, k := c.h1, j
		if j >= first {
			states, k = c.h2, j-first
		}
		share := 0.
		for i := range n {
			share += float64(states.Row(i)[k]) / n
		}
		trainertest.Near(t, fmt.Sprintf("the share of hidden unit %d", j), share, p, 5*math.Sqrt(p*(1-p)/n))
	}
}
