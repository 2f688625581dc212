package parzen

import (
	"context"
	"math"
	"slices"
	"testing"
)

// precision is the relative precision of σ that Optimal promises.
const precision = 1e-4

// TestOptimalOfOneSample checks that around one sample the best σ² is the mean squared distance per dimension, whatever the grid.
func TestOptimalOfOneSample(t *testing.T) {
	r := newRand()
	e := newEstimator(t, Points{1, 5, make([]float32, 5)})
	valid := points(40, 5, func(int, int) float64 { return r.NormFloat64() })
	var sum float64
	for _, v := range valid.Data {
		sum += float64(v) * float64(v)
	}
	want := math.Sqrt(sum / 200)
	for _, grid := range []Grid{LogGrid(0.1, 10, 10), {1e-6}, {1e6}, {want}, LinearGrid(0.1, 0.2, 5), {3, 0.5, 7}} {
		choice, err := e.Optimal(context.Background(), valid, grid)
		if err != nil {
			t.Fatal(err)
		}
		if choice.AtEdge || math.Abs(choice.Sigma/want-1) > precision {
			t.Errorf("grid %v: sigma %.8g, at edge %v; want %.8g", grid, choice.Sigma, choice.AtEdge, want)
		}
		if !slices.IsSorted(choice.Curve.Sigmas) || len(choice.Curve.MeanLL) != len(choice.Curve.Sigmas) {
			t.Errorf("grid %v: curve of %v", grid, choice.Curve.Sigmas)
		}
		for _, sigma := range grid {
			if !slices.Contains(choice.Curve.Sigmas, sigma) {
				t.Errorf("grid %v: %g is not on the curve", grid, sigma)
			}
		}
	}
}

// TestOptimalIsAMaximum checks, with many samples, that the derivative of the definition by finite differences is 0 at the optimum, and
// that no σ of a fine grid is better.
func TestOptimalIsAMaximum(t *testing.T) {
	r := newRand()
	samples, valid := pixels(r, 300, 20), pixels(r, 50, 20)
	e := newEstimator(t, samples)
	choice, err := e.Optimal(context.Background(), valid, LogGrid(0.1, 1, 10))
	if err != nil {
		t.Fatal(err)
	}
	best := mean(plain(samples, valid, []float64{choice.Sigma})[0])
	for _, lls := range plain(samples, valid, LogGrid(0.05, 2, 100)) {
		if mean(lls) > best {
			t.Errorf("%g at the optimum, %g elsewhere", best, mean(lls))
		}
	}
	const h = 1e-4
	around := plain(samples, valid, []float64{choice.Sigma * (1 - h), choice.Sigma * (1 + h)})
	curvature := (mean(around[0]) + mean(around[1]) - 2*best) / (h * h)
	if off := (mean(around[1]) - mean(around[0])) / (2 * h) / curvature; math.Abs(off) > precision {
		t.Errorf("sigma %g is off by a factor of 1 + %g", choice.Sigma, off)
	}
}

// TestNoOptimum checks that there is no optimum if the points are samples, because the smallest σ is then the best.
func TestNoOptimum(t *testing.T) {
	p := pixels(newRand(), 10, 3)
	choice, err := newEstimator(t, p).Optimal(context.Background(), p, LogGrid(0.1, 1, 3))
	if err != nil {
		t.Fatal(err)
	}
	if !choice.AtEdge || choice.Sigma > 1e-8 {
		t.Errorf("sigma %g, at edge %v; want the smallest tried", choice.Sigma, choice.AtEdge)
	}
}

// TestNoOptimumAtTheEnds checks that a search ends at the smallest or the largest possible σ.
func TestNoOptimumAtTheEnds(t *testing.T) {
	one := Points{1, 1, []float32{0}}
	choice, err := newEstimator(t, one).Optimal(context.Background(), one, Grid{3 * minSigma})
	if err != nil {
		t.Fatal(err)
	}
	if !choice.AtEdge || choice.Sigma < minSigma || choice.Sigma > 2*minSigma {
		t.Errorf("sigma %g, at edge %v; want the smallest there is", choice.Sigma, choice.AtEdge)
	}
}

// TestSlopes compares the derivative by log σ with that of the definition.
func TestSlopes(t *testing.T) {
	r := newRand()
	samples, x := pixels(r, 200, 30), pixels(r, 20, 30)
	const h = 1e-5
	for _, sigma := range []float64{0.05, 0.2, 1, 10} {
		_, slopes, err := newEstimator(t, samples).slopes(context.Background(), x, []float64{sigma})
		if err != nil {
			t.Fatal(err)
		}
		around := plain(samples, x, []float64{sigma * math.Exp(-h), sigma * math.Exp(h)})
		for i, slope := range slopes[0] {
			if want := (around[1][i] - around[0][i]) / (2 * h); math.Abs(slope-want) > 1e-4*(1+math.Abs(want)) {
				t.Errorf("sigma %g, row %d: slope %g, want %g", sigma, i, slope, want)
			}
		}
	}
}

// TestFolds uses one sample at 0 in one dimension. A fold of points ±a has the best σ of its grid next to a, and its mean is that of one
// Gaussian.
func TestFolds(t *testing.T) {
	e := newEstimator(t, Points{1, 1, []float32{0}})
	fold := func(valid, test float32) Fold {
		return Fold{Points{2, 1, []float32{valid, -valid}}, Points{2, 1, []float32{test, -test}}}
	}
	got, err := e.ScoreFolds(context.Background(), []Fold{fold(1, 1), fold(2, 3), fold(0.5, 0)}, Grid{0.25, 0.5, 1, 2, 4})
	if err != nil {
		t.Fatal(err)
	}
	logZ := math.Log(2*math.Pi) / 2
	want := []float64{-0.5 - logZ, -9./8 - math.Log(2) - logZ, -math.Log(0.5) - logZ}
	for i, sigma := range []float64{1, 2, 0.5} {
		if f := got.Each[i]; f.Sigma != sigma || math.Abs(f.LL-want[i]) > 1e-12 || f.AtEdge {
			t.Errorf("fold %d: %+v, want sigma %g, LL %g", i, f, sigma, want[i])
		}
	}
	m := (want[0] + want[1] + want[2]) / 3
	variance := ((want[0]-m)*(want[0]-m) + (want[1]-m)*(want[1]-m) + (want[2]-m)*(want[2]-m)) / 2
	if math.Abs(got.LL-m) > 1e-12 || math.Abs(got.StdErrOverFolds-math.Sqrt(variance/3)) > 1e-12 {
		t.Errorf("%g ± %g, want %g ± %g", got.LL, got.StdErrOverFolds, m, math.Sqrt(variance/3))
	}
	if _, err := e.ScoreFolds(context.Background(), []Fold{fold(1, 1)}, Grid{1}); err == nil {
		t.Error("one fold has no standard error, and gave one")
	}
}
