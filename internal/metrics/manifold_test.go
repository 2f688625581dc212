package metrics

import (
	"math"
	"testing"

	"gan2014/internal/stats"
)

// TestManifoldsOfEqualAndDisjointSets checks the extreme cases. For identical sets each ball holds its own centre.
func TestManifoldsOfEqualAndDisjointSets(t *testing.T) {
	a := normal(300, 5, 0, "a")
	m, err := new(Neighbours).Manifolds(a, a)
	if err != nil || m.Precision.Value != 1 || m.Recall.Value != 1 || m.Coverage.Value != 1 {
		t.Errorf("of identical sets: %+v, %v", m, err)
	}
	if m, err = new(Neighbours).Manifolds(a, normal(300, 5, 1000, "b")); err != nil || m.Precision.Value != 0 || m.Recall.Value != 0 || m.Density.Value != 0 || m.Coverage.Value != 0 {
		t.Errorf("of sets far apart: %+v, %v", m, err)
	}
}

// TestExpectedCoverage checks the values of Naeem et al. 2020 for 10,000 points and k = 5, and the formula by simulation: it holds for
// every continuous distribution.
func TestExpectedCoverage(t *testing.T) {
	if got := ExpectedCoverage(10_000, 10_000); math.Abs(got-.96877) > 5e-6 {
		t.Errorf("expected coverage %.6f, want .96877", got)
	}
	var coverage, density []float64
	for trial := range 60 {
		m, err := new(Neighbours).Manifolds(normal(200, 2, 0, "real", trial), normal(100, 2, 0, "fake", trial))
		if err != nil {
			t.Fatal(err)
		}
		coverage, density = append(coverage, m.Coverage.Value), append(density, m.Density.Value)
	}
	within(t, "coverage", coverage, ExpectedCoverage(200, 100))
	within(t, "density", density, 1)
}

// within checks that the mean of x is within four standard errors of what is expected: it fails once in 16,000 random choices.
func within(t *testing.T, what string, x []float64, want float64) {
	t.Helper()
	mean, sd := stats.MeanSD(x)
	if bound := 4 * sd / math.Sqrt(float64(len(x))); math.Abs(mean-want) > bound || bound > .05 {
		t.Errorf("%s: %.4f ± %.4f, want %.4f", what, mean, bound, want)
	}
}

// TestPublishedExample repeats the example of the authors' program (github.com/clovaai/generative-evaluation-prdc, README): 10,000 points each of
// N(0, I) in 1,000 dimensions with k = 5 have precision .4772, recall .4705, density 1.0555 and coverage .9735. Its random numbers are
// unknown, so ours differ by chance: in such high dimensions a few points are near to many. Their precision and recall have k = 5, too.
func TestPublishedExample(t *testing.T) {
	if testing.Short() {
		t.Skip("NOT CHECKED: the published example takes half a minute; run without -short")
	}
	m, err := new(Neighbours).Manifolds(normal(10_000, 1000, 0, "real"), normal(10_000, 1000, 0, "fake"))
	if err != nil {
		t.Fatal(err)
	}
	if math.Abs(m.Density.Value-1.0555) > .1 || math.Abs(m.Coverage.Value-.9735) > .01 {
		t.Errorf("%+v, want density 1.0555 and coverage .9735", m)
	}
}
