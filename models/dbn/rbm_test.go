package dbn

import (
	"math"
	"testing"

	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// An exact is a machine that is small enough to count all its states. It has log p of every visible state, indexed by its binary number.
type exact struct {
	machine *rbm[float64]
	logZ    float64
	logP    []float64
}

// tiny returns a machine with 5 visible and 3 hidden units and parameters from N(0, 1).
func tiny() *rbm[float64] {
	m := newRBM[float64]("tiny", 5, 3, 1)
	for i, p := range m.params() {
		rng.Normal(rng.For(2, "tiny", i), p.Value.Data)
	}
	return m
}

// bits returns the binary state with the given number.
func bits(number, units int) []float64 {
	state := make([]float64, units)
	for i := range state {
		state[i] = float64(number >> i & 1)
	}
	return state
}

// energy computes E(v,h) by its definition.
func (m *rbm[T]) energy(v, h []T) (e float64) {
	for i := range v {
		e -= float64(m.b.Value.Data[i] * v[i])
		for j := range h {
			e -= float64(v[i] * m.w.Value.Row(i)[j] * h[j])
		}
	}
	for j := range h {
		e -= float64(m.c.Value.Data[j] * h[j])
	}
	return e
}

// freeEnergy computes F(v) by its formula, also for real v.
func (m *rbm[T]) freeEnergy(v []T) (f float64) {
	for j, c := range m.c.Value.Data {
		sum := float64(c)
		for i := range v {
			sum += float64(v[i] * m.w.Value.Row(i)[j])
		}
		f -= math.Log1p(math.Exp(sum))
	}
	for i := range v {
		f -= float64(m.b.Value.Data[i] * v[i])
	}
	return f
}

func count(m *rbm[float64]) exact {
	visible, hidden := m.w.Value.Rows, m.w.Value.Cols
	e := exact{machine: m, logP: make([]float64, 1<<visible)}
	z := 0.
	for v := range e.logP {
		sum := 0.
		for h := range 1 << hidden {
			sum += math.Exp(-m.energy(bits(v, visible), bits(h, hidden)))
		}
		e.logP[v] = math.Log(sum)
		z += sum
	}
	e.logZ = math.Log(z)
	for v := range e.logP {
		e.logP[v] -= e.logZ
	}
	return e
}

// likelihood returns the mean exact log p of binary rows.
func (e exact) likelihood(data nn.Matrix[float64]) (sum float64) {
	for i := range data.Rows {
		sum += e.logP[number(data.Row(i))]
	}
	return sum / float64(data.Rows)
}

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s is %.12g, want %.12g ± %.2g", what, got, want, tolerance)
	}
}

// TestFreeEnergy checks that exp(−F(v)) = Σ_h exp(−E(v,h)) and Σ_v exp(−F(v)) = Z.
func TestFreeEnergy(t *testing.T) {
	e := count(tiny())
	total := 0.
	for v, logP := range e.logP {
		f := e.machine.freeEnergy(bits(v, 5))
		near(t, "−F−log Z", -f-e.logZ, logP, 1e-12)
		total += math.Exp(logP)
	}
	near(t, "the sum of all probabilities", total, 1, 1e-12)
}

// TestConditionals checks that p(h|v), p(v|h) and p(vᵢ|v₋ᵢ) are those of the joint distribution.
func TestConditionals(t *testing.T) {
	m := tiny()
	e := count(m)
	for n := range 1 << 5 {
		v := nn.Matrix[float64]{Rows: 1, Cols: 5, Data: bits(n, 5)}
		p := nn.NewMatrix[float64](1, 3)
		sums := m.hidden(p, v)
		for i := range 5 {
			near(t, "log odds of a visible unit", m.logOdds(v.Data, sums.Data, i), e.logP[n|1<<i]-e.logP[n&^(1<<i)], 1e-12)
		}
		for j := range 3 {
			on, all := 0., 0.
			for h := range 1 << 3 {
				weight := math.Exp(-m.energy(v.Data, bits(h, 3)))
				all += weight
				on += weight * bits(h, 3)[j]
			}
			near(t, "p(h=1|v)", p.Data[j], on/all, 1e-12)
		}
	}
	for n := range 1 << 3 {
		h := nn.Matrix[float64]{Rows: 1, Cols: 3, Data: bits(n, 3)}
		p := nn.NewMatrix[float64](1, 5)
		m.visible(p, h)
		for i := range 5 {
			on, all := 0., 0.
			for v := range 1 << 5 {
				weight := math.Exp(-m.energy(bits(v, 5), h.Data))
				all += weight
				on += weight * bits(v, 5)[i]
			}
			near(t, "p(v=1|h)", p.Data[i], on/all, 1e-12)
		}
	}
}

// TestLogOddsOfIntensities checks that the log odds of intensities are also the difference of two free energies.
func TestLogOddsOfIntensities(t *testing.T) {
	m := tiny()
	v := nn.Matrix[float64]{Rows: 1, Cols: 5, Data: []float64{.1, .9, .5, 0, 1}}
	sums := m.hidden(nn.NewMatrix[float64](1, 3), v)
	for i := range 5 {
		on, off := append([]float64(nil), v.Data...), append([]float64(nil), v.Data...)
		on[i], off[i] = 1, 0
		near(t, "log odds", m.logOdds(v.Data, sums.Data, i), m.freeEnergy(off)-m.freeEnergy(on), 1e-12)
	}
}

// TestPseudoLikelihood checks that the mean over all i is the exact pseudo-likelihood, with 20,000 draws and within five standard errors.
func TestPseudoLikelihood(t *testing.T) {
	m := tiny()
	e := count(m)
	const draws = 20_000
	v := nn.Matrix[float64]{Rows: 1, Cols: 5, Data: bits(13, 5)}
	sums, s := m.hidden(nn.NewMatrix[float64](1, 3), v), rng.For(1, "draws")
	want, mean, squares := 0., 0., 0.
	for i := range 5 {
		want += e.logP[13] - math.Log(math.Exp(e.logP[13])+math.Exp(e.logP[13^1<<i]))
	}
	for range draws {
		l := m.pseudoLikelihood(v.Data, sums.Data, s)
		mean += l / draws
		squares += l * l / draws
	}
	near(t, "the pseudo-likelihood", mean, want, 5*math.Sqrt((squares-mean*mean)/draws))
}

// TestGradient compares the gradient of mean F(data) − mean F(model) + decay/2·|W|² with finite differences of step 1e-6 in float64.
func TestGradient(t *testing.T) {
	m := tiny()
	data, model := nn.NewMatrix[float64](4, 5), nn.NewMatrix[float64](3, 5)
	rng.Uniform(rng.For(1, "data"), data.Data, 0, 1)
	rng.Uniform(rng.For(1, "model"), model.Data, 0, 1)
	for _, decay := range []float64{0, .1} {
		objective := func() (l float64) {
			for i := range data.Rows {
				l += m.freeEnergy(data.Row(i)) / float64(data.Rows)
			}
			for i := range model.Rows {
				l -= m.freeEnergy(model.Row(i)) / float64(model.Rows)
			}
			norm := nn.Norm(m.w.Value)
			return l + decay/2*norm*norm
		}
		pData, pModel := nn.NewMatrix[float64](4, 3), nn.NewMatrix[float64](3, 3)
		m.hidden(pData, data)
		m.hidden(pModel, model)
		m.gradient(data, pData, model, pModel, decay)
		for _, p := range m.params() {
			for i, w := range p.Value.Data {
				const h = 1e-6
				p.Value.Data[i] = w + h
				above := objective()
				p.Value.Data[i] = w - h
				below := objective()
				p.Value.Data[i] = w
				near(t, "the derivative by "+p.Name, p.Gradient.Data[i], (above-below)/(2*h), 1e-8)
			}
		}
	}
}

// TestLogOddsOfManyUnits checks that log odds count all hidden units, also if there are more than one product of logarithms covers. They
// equal the difference of two free energies of about 100, to 10⁻⁹.
func TestLogOddsOfManyUnits(t *testing.T) {
	m := newRBM[float64]("many", 5, 1100, 1)
	for i, p := range m.params() {
		rng.Normal(rng.For(2, "many", i), p.Value.Data)
	}
	v := nn.Matrix[float64]{Rows: 1, Cols: 5, Data: []float64{.1, .9, .5, 0, 1}}
	sums := m.hidden(nn.NewMatrix[float64](1, 1100), v)
	for i := range 5 {
		on, off := append([]float64(nil), v.Data...), append([]float64(nil), v.Data...)
		on[i], off[i] = 1, 0
		near(t, "log odds", m.logOdds(v.Data, sums.Data, i), m.freeEnergy(off)-m.freeEnergy(on), 1e-9)
	}
}

// TestPseudoLikelihoodOfIntensities checks that an intensity counts as that share of a 1: the mean over all i is Σᵢ vᵢ·log p(1|v₋ᵢ) +
// (1−vᵢ)·log p(0|v₋ᵢ). It uses 20,000 draws, within five standard errors.
func TestPseudoLikelihoodOfIntensities(t *testing.T) {
	m := tiny()
	const draws = 20_000
	v := nn.Matrix[float64]{Rows: 1, Cols: 5, Data: []float64{.1, .9, .5, .3, .7}}
	sums, s := m.hidden(nn.NewMatrix[float64](1, 3), v), rng.For(1, "draws")
	want, mean, squares := 0., 0., 0.
	for i, share := range v.Data {
		p := 1 / (1 + math.Exp(-m.logOdds(v.Data, sums.Data, i)))
		want += share*math.Log(p) + (1-share)*math.Log(1-p)
	}
	for range draws {
		l := m.pseudoLikelihood(v.Data, sums.Data, s)
		mean += l / draws
		squares += l * l / draws
	}
	near(t, "the pseudo-likelihood", mean, want, 5*math.Sqrt((squares-mean*mean)/draws))
}
