package divergence

import (
	"math"
	"testing"

	"gan2014/internal/rng"

	"gonum.org/v1/gonum/floats"
)

// random returns n probabilities.
func random(n int, index ...int) []float64 {
	s, p := rng.For(1, "probabilities", index...), make([]float64, n)
	for i := range p {
		p[i] = s.ExpFloat64()
	}
	floats.Scale(1/floats.Sum(p), p)
	return p
}

// payoff returns Σ p·log D + q·log(1−D), the value of the game by its definition.
func payoff(p, q, d []float64) float64 {
	sum := 0.
	for i := range p {
		sum += p[i]*math.Log(d[i]) + q[i]*math.Log(1-d[i])
	}
	return sum
}

// TestCriterionIsTheSupremum checks that the criterion is the payoff of D = p/(p+q), and that no other D has a larger payoff.
func TestCriterionIsTheSupremum(t *testing.T) {
	for i := range 20 {
		p, q, d := random(7, i, 0), random(7, i, 1), make([]float64, 7)
		for k := range d {
			d[k] = p[k] / (p[k] + q[k])
		}
		near(t, "criterion", Criterion(p, q), payoff(p, q, d), 1e-14)
		s := rng.For(1, "other", i)
		for k := range d {
			d[k] += (s.Float64() - .5) * min(d[k], 1-d[k])
		}
		if other := payoff(p, q, d); other >= Criterion(p, q) {
			t.Errorf("another D has the payoff %g, the best %g", other, Criterion(p, q))
		}
	}
	near(t, "criterion at q = p", Criterion(random(9), random(9)), -math.Log(4), 1e-15)
	near(t, "criterion of disjoint supports", Criterion([]float64{.5, .5, 0}, []float64{0, 0, 1}), 0, 1e-15)
}

// TestSlope checks that the slope is the derivative of the criterion when probability moves from one outcome to another.
func TestSlope(t *testing.T) {
	const h = 3e-7
	p, q := random(6, 0), random(6, 1)
	slope := Slope(p, q)
	for i := range q {
		j := (i + 1) % len(q)
		at := func(step float64) float64 {
			moved := append([]float64(nil), q...)
			moved[i] += step
			moved[j] -= step
			return Criterion(p, moved)
		}
		near(t, "slope", slope[i]-slope[j], (at(h)-at(-h))/(2*h), 1e-8)
	}
	// 1 − p/(p+q) rounds to 0 here.
	near(t, "slope of a small probability", Slope([]float64{.5, .5}, []float64{1e-30, 1})[0], math.Log(2e-30), 1e-14)
}

func TestCriterionIsConvex(t *testing.T) {
	for i := range 50 {
		p, a, b := random(5, i, 0), random(5, i, 1), random(5, i, 2)
		middle := make([]float64, 5)
		floats.AddTo(middle, a, b)
		floats.Scale(.5, middle)
		if at, chord := Criterion(p, middle), (Criterion(p, a)+Criterion(p, b))/2; at >= chord {
			t.Errorf("in the middle the criterion is %g, not below %g", at, chord)
		}
	}
}
