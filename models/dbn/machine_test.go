package dbn

import (
	"math"
	"testing"

	"gan2014/internal/rng"
	"gan2014/internal/trainertest"
	"gan2014/models/nn"
	"gan2014/models/rbm"
)

// An exact is a machine that is small enough to count all its states. It has log p of every visible state, indexed by its binary number.
type exact struct {
	machine *rbm.Machine[float64]
	logZ    float64
	logP    []float64
}

// tiny returns a machine with 5 visible and 3 hidden units and parameters from N(0, 1).
func tiny() *rbm.Machine[float64] {
	m := rbm.New[float64]("tiny", 5, 3, 1)
	for i, p := range m.Params() {
		rng.Normal(rng.For(2, "tiny", i), p.Value.Data)
	}
	return m
}

// energy computes E(v,h) by its definition.
func energy(m *rbm.Machine[float64], v, h []float64) (e float64) {
	for i := range v {
		e -= float64(m.B.Value.Data[i] * v[i])
		for j := range h {
			e -= float64(v[i] * m.W.Value.Row(i)[j] * h[j])
		}
	}
	for j := range h {
		e -= float64(m.C.Value.Data[j] * h[j])
	}
	return e
}

// freeEnergy computes F(v) by its formula, also for real v.
func freeEnergy(m *rbm.Machine[float64], v []float64) (f float64) {
	for j, c := range m.C.Value.Data {
		sum := float64(c)
		for i := range v {
			sum += float64(v[i] * m.W.Value.Row(i)[j])
		}
		f -= math.Log1p(math.Exp(sum))
	}
	for i := range v {
		f -= float64(m.B.Value.Data[i] * v[i])
	}
	return f
}

func count(m *rbm.Machine[float64]) exact {
	e := exact{machine: m}
	e.logP, e.logZ = trainertest.Enumerate(m.W.Value.Rows, m.W.Value.Cols, func(v, h []float64) float64 { return energy(m, v, h) })
	return e
}

// likelihood returns the mean exact log p of binary rows.
func (e exact) likelihood(data nn.Matrix[float64]) float64 { return trainertest.MeanLogP(e.logP, data) }

// TestFreeEnergy checks that exp(−F(v)) = Σ_h exp(−E(v,h)) and Σ_v exp(−F(v)) = Z.
func TestFreeEnergy(t *testing.T) {
	e := count(tiny())
	total := 0.
	for v, logP := range e.logP {
		f := freeEnergy(e.machine, trainertest.Bits(v, 5))
		trainertest.Near(t, "−F−log Z", -f-e.logZ, logP, 1e-12)
		total += math.Exp(logP)
	}
	trainertest.Near(t, "the sum of all probabilities", total, 1, 1e-12)
}

// TestConditionals checks that p(h|v), p(v|h) and p(vᵢ|v₋ᵢ) are those of the joint distribution.
func TestConditionals(t *testing.T) {
	m := tiny()
	e := count(m)
	for n := range 1 << 5 {
		v := nn.Matrix[float64]{Rows: 1, Cols: 5, Data: trainertest.Bits(n, 5)}
		p := nn.NewMatrix[float64](1, 3)
		sums := m.Hidden(p, v)
		for i := range 5 {
			trainertest.Near(t, "log odds of a visible unit", logOdds(m, v.Data, sums.Data, i), e.logP[n|1<<i]-e.logP[n&^(1<<i)], 1e-12)
		}
		for j := range 3 {
			on, all := 0., 0.
			for h := range 1 << 3 {
				weight := math.Exp(-energy(m, v.Data, trainertest.Bits(h, 3)))
				all += weight
				on += weight * trainertest.Bits(h, 3)[j]
			}
			trainertest.Near(t, "p(h=1|v)", p.Data[j], on/all, 1e-12)
		}
	}
	for n := range 1 << 3 {
		h := nn.Matrix[float64]{Rows: 1, Cols: 3, Data: trainertest.Bits(n, 3)}
		p := nn.NewMatrix[float64](1, 5)
		m.Visible(p, h)
		for i := range 5 {
			on, all := 0., 0.
			for v := range 1 << 5 {
				weight := math.Exp(-energy(m, trainertest.Bits(v, 5), h.Data))
				all += weight
				on += weight * trainertest.Bits(v, 5)[i]
			}
			trainertest.Near(t, "p(v=1|h)", p.Data[i], on/all, 1e-12)
		}
	}
}

// TestLogOddsOfIntensities checks that the log odds of intensities are also the difference of two free energies.
func TestLogOddsOfIntensities(t *testing.T) {
	m := tiny()
	v := nn.Matrix[float64]{Rows: 1, Cols: 5, Data: []float64{.1, .9, .5, 0, 1}}
	sums := m.Hidden(nn.NewMatrix[float64](1, 3), v)
	for i := range 5 {
		on, off := append([]float64(nil), v.Data...), append([]float64(nil), v.Data...)
		on[i], off[i] = 1, 0
		trainertest.Near(t, "log odds", logOdds(m, v.Data, sums.Data, i), freeEnergy(m, off)-freeEnergy(m, on), 1e-12)
	}
}

// TestPseudoLikelihood checks that the mean over all i is the exact pseudo-likelihood, with 20,000 draws and within five standard errors.
func TestPseudoLikelihood(t *testing.T) {
	m := tiny()
	e := count(m)
	const draws = 20_000
	v := nn.Matrix[float64]{Rows: 1, Cols: 5, Data: trainertest.Bits(13, 5)}
	sums, s := m.Hidden(nn.NewMatrix[float64](1, 3), v), rng.For(1, "draws")
	want, mean, squares := 0., 0., 0.
	for i := range 5 {
		want += e.logP[13] - math.Log(math.Exp(e.logP[13])+math.Exp(e.logP[13^1<<i]))
	}
	for range draws {
		l := pseudoLikelihood(m, v.Data, sums.Data, s)
		mean += l / draws
		squares += l * l / draws
	}
	trainertest.Near(t, "the pseudo-likelihood", mean, want, 5*math.Sqrt((squares-mean*mean)/draws))
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
				l += freeEnergy(m, data.Row(i)) / float64(data.Rows)
			}
			for i := range model.Rows {
				l -= freeEnergy(m, model.Row(i)) / float64(model.Rows)
			}
			norm := nn.Norm(m.W.Value)
			return l + decay/2*norm*norm
		}
		pData, pModel := nn.NewMatrix[float64](4, 3), nn.NewMatrix[float64](3, 3)
		m.Hidden(pData, data)
		m.Hidden(pModel, model)
		m.Gradient(data, pData, model, pModel, decay)
		for _, p := range m.Params() {
			for i, w := range p.Value.Data {
				const h = 1e-6
				p.Value.Data[i] = w + h
				above := objective()
				p.Value.Data[i] = w - h
				below := objective()
				p.Value.Data[i] = w
				trainertest.Near(t, "the derivative by "+p.Name, p.Gradient.Data[i], (above-below)/(2*h), 1e-8)
			}
		}
	}
}

// TestLogOddsOfManyUnits checks that log odds count all hidden units, also if there are more than one product of logarithms covers. They
// equal the difference of two free energies of about 100, to 10⁻⁹.
func TestLogOddsOfManyUnits(t *testing.T) {
	m := rbm.New[float64]("many", 5, 1100, 1)
	for i, p := range m.Params() {
		rng.Normal(rng.For(2, "many", i), p.Value.Data)
	}
	v := nn.Matrix[float64]{Rows: 1, Cols: 5, Data: []float64{.1, .9, .5, 0, 1}}
	sums := m.Hidden(nn.NewMatrix[float64](1, 1100), v)
	for i := range 5 {
		on, off := append([]float64(nil), v.Data...), append([]float64(nil), v.Data...)
		on[i], off[i] = 1, 0
		trainertest.Near(t, "log odds", logOdds(m, v.Data, sums.Data, i), freeEnergy(m, off)-freeEnergy(m, on), 1e-9)
	}
}

// TestPseudoLikelihoodOfIntensities checks that an intensity counts as that share of a 1: the mean over all i is Σᵢ vᵢ·log p(1|v₋ᵢ) +
// (1−vᵢ)·log p(0|v₋ᵢ). It uses 20,000 draws, within five standard errors.
func TestPseudoLikelihoodOfIntensities(t *testing.T) {
	m := tiny()
	const draws = 20_000
	v := nn.Matrix[float64]{Rows: 1, Cols: 5, Data: []float64{.1, .9, .5, .3, .7}}
	sums, s := m.Hidden(nn.NewMatrix[float64](1, 3), v), rng.For(1, "draws")
	want, mean, squares := 0., 0., 0.
	for i, share := range v.Data {
		p := 1 / (1 + math.Exp(-logOdds(m, v.Data, sums.Data, i)))
		want += share*math.Log(p) + (1-share)*math.Log(1-p)
	}
	for range draws {
		l := pseudoLikelihood(m, v.Data, sums.Data, s)
		mean += l / draws
		squares += l * l / draws
	}
	trainertest.Near(t, "the pseudo-likelihood", mean, want, 5*math.Sqrt((squares-mean*mean)/draws))
}
