package divergence

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"gan2014/internal/rng"

	"gonum.org/v1/gonum/stat/distuv"
)

// TestDensities checks that the methods of a density agree: its integral is 1, its moments are those of the integral, and LogProb is the
// logarithm of Prob.
func TestDensities(t *testing.T) {
	for _, p := range few {
		name := fmt.Sprint(p)
		mean, sd := p.Moments()
		raised := func(k int) float64 {
			return integral(func(x float64) float64 { return p.Prob(x) * math.Pow(x-mean, float64(k)) }, p.Knots())
		}
		near(t, "integral of "+name, raised(0), 1, tolerance)
		near(t, "mean of "+name, raised(1), 0, tolerance)
		near(t, "variance of "+name, raised(2), sd*sd, tolerance)
		if !slices.IsSorted(p.Knots()) {
			t.Errorf("knots of %s: %v", name, p.Knots())
		}
		low, high := p.Support()
		for _, x := range []float64{low - 1, -10, -1.5, .25, 1, 2.2, 30, high + 1} {
			near(t, fmt.Sprintf("density of %s at %g", name, x), math.Exp(p.LogProb(x)), p.Prob(x), 1e-12)
			if (x < low || x > high) && p.Prob(x) != 0 {
				t.Errorf("%s has a density at %g, off its support", name, x)
			}
		}
	}
}

// TestDraws checks that 100,000 draws have the mean, the variance and the share below a few points of the density, within five standard
// errors.
func TestDraws(t *testing.T) {
	const n = 100_000
	for i, p := range few {
		mean, sd := p.Moments()
		s, draws := rng.For(1, "draws", i), make([]float64, n)
		sum, squares := 0., 0.
		for k := range draws {
			draws[k] = p.Draw(s)
			sum += draws[k]
			squares += (draws[k] - mean) * (draws[k] - mean)
		}
		near(t, fmt.Sprintf("mean of %v", p), (sum/n-mean)/sd, 0, 5/math.Sqrt(n))
		near(t, fmt.Sprintf("variance of %v", p), squares/n/(sd*sd), 1, 5*math.Sqrt(2./n))
		for _, x := range []float64{mean - sd, mean, mean + sd/2} {
			below := 0
			for _, d := range draws {
				if d < x {
					below++
				}
			}
			near(t, fmt.Sprintf("share of %v below %g", p, x), float64(below)/n, shareBelow(p, x), 5*.5/math.Sqrt(n))
		}
	}
}

func shareBelow(p Density, x float64) float64 {
	switch p := p.(type) {
	case Normal:
		return distuv.Normal{Mu: p.Mu, Sigma: p.Sigma}.CDF(x)
	case Uniform:
		return distuv.Uniform{Min: p.Low, Max: p.High}.CDF(x)
	}
	share := 0.
	for _, part := range p.(Mixture) {
		share += part.Weight * shareBelow(part.Density, x)
	}
	return share
}
