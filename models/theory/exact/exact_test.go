package exact_test

import (
	"math"
	"testing"

	"gan2014/internal/divergence"
	"gan2014/internal/rng"
	. "gan2014/models/theory/exact"
)

// near fails unless a number is what it is to be.
func near(t *testing.T, name string, got, want, within float64) {
	t.Helper()
	if !(math.Abs(got-want) <= within) {
		t.Errorf("%s is %.10g, want %.10g ± %.2g", name, got, want, within)
	}
}

// matrix returns the transition matrix of the chain between two modes, made anew from the definition of Metropolis's rule.
func matrix(width float64) [][]float64 {
	density := func(i int) float64 {
		x := .1 * float64(i-20)
		return math.Exp(-(x-1)*(x-1)/(2*width*width)) + math.Exp(-(x+1)*(x+1)/(2*width*width))
	}
	m := make([][]float64, 41)
	for i := range m {
		m[i] = make([]float64, 41)
		m[i][i] = 1
		for _, j := range []int{i - 1, i + 1} {
			if j >= 0 && j < 41 {
				m[i][j] = math.Min(1, density(j)/density(i)) / 4
				m[i][i] -= m[i][j]
			}
		}
	}
	return m
}

// times returns the matrix times a column.
func times(m [][]float64, v []float64) []float64 {
	product := make([]float64, len(v))
	for i, row := range m {
		for j, w := range row {
			product[i] += w * v[j]
		}
	}
	return product
}

// TestCrossing compares the mean number of steps with the solution of h = 1 + P·h with h = 0 at the goal, by repetition.
func TestCrossing(t *testing.T) {
	m, h := matrix(.5), make([]float64, 41)
	for range 200_000 {
		h = times(m, h)
		for i := range h {
			h[i]++
		}
		h[10] = 0
	}
	near(t, "the mean crossing", NewTwoModes(.5).Crossing(), h[30], 1e-6*h[30])
}

// TestRelaxation compares it with the second eigenvalue of the transition matrix, by repeated products with an odd column.
func TestRelaxation(t *testing.T) {
	for _, width := range []float64{.6, .4} {
		m, f := matrix(width), make([]float64, 41)
		for i := range f {
			f[i] = float64(i - 20)
		}
		eigenvalue := 0.0
		for range 50_000 {
			next := times(m, f)
			eigenvalue = next[40] / f[40]
			for i := range f {
				f[i] = next[i] / next[40]
			}
		}
		near(t, "1/(1 − λ₂)", NewTwoModes(width).Relaxation(), 1/(1-eigenvalue), 1e-5/(1-eigenvalue))
	}
}

// TestWalk compares the mean of many crossings with the exact one.
func TestWalk(t *testing.T) {
	c := NewTwoModes(.7)
	sum, squares := 0.0, 0.0
	const n = 4000
	for _, steps := range c.Walk(n, rng.For(1, "walk")) {
		sum += float64(steps)
		squares += float64(steps) * float64(steps)
	}
	mean := sum / n
	near(t, "the mean of crossings", mean, c.Crossing(), 4*math.Sqrt((squares/n-mean*mean)/n))
}

// learnedMachine returns a machine of three units that is not symmetric.
func learnedMachine() Boltzmann {
	m := NewBoltzmann(3)
	zero := m.Moments(make([]float64, 8))
	m.Climb(1, [][]float64{{.5, 1, -.7}, {1, -.4, .3}, {-.7, .3, .2}}, zero)
	return m
}

// TestProbabilities compares the probability of each state with the definition.
func TestProbabilities(t *testing.T) {
	var want [8]float64
	z := 0.0
	for state := range want {
		a, b, c := float64(state&1), float64(state>>1&1), float64(state>>2&1)
		want[state] = math.Exp(.5*a - .4*b + .2*c + a*b - .7*a*c + .3*b*c)
		z += want[state]
	}
	for state, got := range learnedMachine().Probabilities() {
		near(t, "a probability", got, want[state]/z, 1e-12)
	}
}

// TestGradientOfMachine compares the difference of moments with differences of the log-likelihood.
func TestGradientOfMachine(t *testing.T) {
	data := []float64{.1, .2, 0, .05, .3, .05, .1, .2}
	m := learnedMachine()
	wanted, had := m.Moments(data), m.Moments(m.Probabilities())
	for i := range 3 {
		for j := range i + 1 {
			const h = 1e-5
			moved := func(by float64) float64 {
				m, step := learnedMachine(), NewBoltzmann(3).Moments(make([]float64, 8))
				step[i][j], step[j][i] = by, by
				m.Climb(1, step, NewBoltzmann(3).Moments(make([]float64, 8)))
				return m.LogLikelihood(data)
			}
			near(t, "a derivative", (moved(h)-moved(-h))/(2*h), wanted[i][j]-had[i][j], 1e-8)
		}
	}
}

// TestSweep checks that a sweep leaves the probabilities of the machine as they are, and that sweeps of many chains have the exact moments.
func TestSweep(t *testing.T) {
	m := learnedMachine()
	p := m.Probabilities()
	for state, v := range m.SweepShares(p) {
		near(t, "a share after a sweep", v, p[state], 1e-12)
	}
	const chains = 200_000
	states := make([]int, chains) // all units off
	off := make([]float64, 8)
	off[0] = 1
	got, want := m.SweepAll(states, rng.For(1, "sweep")), m.Moments(m.SweepShares(off))
	for i := range got {
		for j := range got {
			near(t, "a moment", got[i][j], want[i][j], 5*.5/math.Sqrt(chains))
		}
	}
}

// TestLogistic checks that the best D is p/(p + q), that a step from it leads nowhere on average, and that D = ½ falls short by 2·JSD.
func TestLogistic(t *testing.T) {
	const m = 1.7
	best := BestLogistic(m)
	p, q := divergence.Normal{Mu: 0, Sigma: 1}, divergence.Normal{Mu: m, Sigma: 1}
	for _, x := range []float64{-2, 0, .5, 3} {
		near(t, "D", 1/(1+math.Exp(-best.Slope*x-best.Offset)), p.Prob(x)/(p.Prob(x)+q.Prob(x)), 1e-12)
	}
	near(t, "the shortfall of the best", best.Shortfall(m), 0, 1e-12)
	near(t, "the shortfall of D = ½", Logistic{}.Shortfall(m), 2*divergence.JS(p, q), 1e-8)
	step := best.Climb(m, 1, 400_000, rng.For(1, "step"))
	near(t, "a step of the slope", step.Slope-best.Slope, 0, .005)
	near(t, "a step of the offset", step.Offset-best.Offset, 0, .005)
	near(t, "a step of the slope from ½", Logistic{}.Climb(m, 1, 400_000, rng.For(2, "step")).Slope, -m/2, .005)
}

// generator returns a linear generator.
func generator() Linear {
	return Linear{W: [Values][Codes]float64{{1, .8}, {.6, 1}, {.2, .9}}, B: [Values]float64{.5, -1, .3}, SD: .5}
}

// logNormal returns the log-density of N(m, sd²).
func logNormal(x, m, sd float64) float64 {
	return -(x-m)*(x-m)/(2*sd*sd) - math.Log(sd*math.Sqrt(2*math.Pi))
}

// TestPosterior checks Bayes' rule: p(z)·p(x|z)/p(z|x) is p(x), the same for all z.
func TestPosterior(t *testing.T) {
	g := generator().Turned(.3)
	p, x := g.Posterior(), [Values]float64{1.1, -.3, 2}
	evidence := func(z [Codes]float64) float64 {
		sum := logNormal(z[0], 0, 1) + logNormal(z[1], 0, 1)
		for i, row := range g.W {
			sum += logNormal(x[i], g.B[i]+row[0]*z[0]+row[1]*z[1], g.SD)
		}
		m, exponent := p.Mean.Of(x), 0.0
		for k := range z {
			for l := range z {
				exponent += (z[k] - m[k]) * p.Precision[k][l] * (z[l] - m[l]) / 2
			}
		}
		determinant := p.Covariance[0][0]*p.Covariance[1][1] - p.Covariance[0][1]*p.Covariance[1][0]
		return sum + exponent + math.Log(2*math.Pi) + math.Log(determinant)/2
	}
	want := evidence([Codes]float64{})
	for _, z := range [][Codes]float64{{1, 0}, {0, -2}, {.3, .7}} {
		near(t, "log p(x)", evidence(z), want, 1e-10)
	}
	for k := range Codes {
		for l := range Codes {
			product := p.Covariance[k][0]*p.Precision[0][l] + p.Covariance[k][1]*p.Precision[1][l]
			if k == l {
				product--
			}
			near(t, "covariance · precision − 1", product, 0, 1e-12)
		}
	}
}

// TestTurned checks that a turned generator makes the same x from a turned z.
func TestTurned(t *testing.T) {
	g := generator()
	turned := g.Turned(.7)
	a, b := g.Covariance(), turned.Covariance()
	for i := range a {
		for j := range a {
			near(t, "a covariance", b[i][j], a[i][j], 1e-12)
		}
	}
	near(t, "a weight", turned.W[0][0], math.Cos(.7)+.8*math.Sin(.7), 1e-12)
}

// TestDraw compares the mean and the covariance of draws, and the mean squares of a map, with the exact ones.
func TestDraw(t *testing.T) {
	g := generator()
	a := Affine{[Codes][Values]float64{{.4, -1, .2}, {0, .5, 1}}, [Codes]float64{.3, -.6}}
	const n = 400_000
	noise := rng.For(1, "draws")
	var squares [Codes]float64
	var together float64
	for range n {
		z, x := g.Draw(noise)
		for k, v := range a.Of(x) {
			squares[k] += v * v / n
		}
		together += z[1] * (x[2] - g.B[2]) / n
	}
	for k, want := range g.MeanSquares(a) {
		near(t, "a mean square", squares[k], want, .02*want)
	}
	near(t, "the covariance of z and x", together, g.W[2][1], .01)
}

// TestKL compares KL with its mean over draws from the posterior: of log p(z|x) − log q(z|x), where the first has the mean −entropy.
func TestKL(t *testing.T) {
	p := generator().Posterior()
	off, variances := [Codes]float64{.2, -.1}, [Codes]float64{.5, .15}
	noise := rng.For(1, "z")
	const n = 400_000
	first := math.Sqrt(p.Covariance[0][0]) // of the Cholesky factor of the covariance
	below := p.Covariance[0][1] / first
	last := math.Sqrt(p.Covariance[1][1] - below*below)
	sum := 0.0
	for range n {
		u, v := noise.NormFloat64(), noise.NormFloat64()
		sum -= logNormal(first*u, off[0], math.Sqrt(variances[0])) + logNormal(below*u+last*v, off[1], math.Sqrt(variances[1]))
	}
	near(t, "KL", p.KL(off, variances), sum/n-p.Entropy(), .01)
	alone := Linear{W: [Values][Codes]float64{{1, 0}, {0, 2}}, SD: .5}.Posterior()
	near(t, "KL of the posterior from itself", alone.KL([Codes]float64{}, [Codes]float64{alone.Covariance[0][0], alone.Covariance[1][1]}), 0, 1e-12)
	near(t, "the entropy of two numbers", alone.Entropy(), math.Log(2*math.Pi*math.E)+math.Log(.2)/2+math.Log(1/17.)/2, 1e-12)
}
