package parzen

import (
	"context"
	"math"
	"testing"
)

func TestPaperGrid(t *testing.T) {
	// numpy.logspace(-1, 0, num=10), the grid of parzen_ll.py.
	want := []float64{
		0.1, 0.1291549665014884, 0.16681005372000587, 0.21544346900318834, 0.2782559402207124,
		0.3593813663804626, 0.46415888336127786, 0.599484250318941, 0.774263682681127, 1,
	}
	near(t, LogGrid(0.1, 1, 10), want)
}

func TestGrids(t *testing.T) {
	near(t, LinearGrid(0.1, 0.3, 5), []float64{0.1, 0.15, 0.2, 0.25, 0.3})
	near(t, LinearGrid(2, 1, 3), []float64{2, 1.5, 1})
	near(t, LogGrid(8, 1, 4), []float64{8, 4, 2, 1})
	near(t, LogGrid(0.2, 9, 1), []float64{0.2})
	near(t, LinearGrid(0.2, 9, 2), []float64{0.2, 9})
}

// near checks a grid to a relative 1e-15, and its ends exactly.
func near(t *testing.T, got Grid, want []float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("grid %v, want %v", got, want)
	}
	for i := range want {
		if math.Abs(got[i]-want[i]) > 1e-15*want[i] {
			t.Errorf("value %d is %.17g, want %.17g", i, got[i], want[i])
		}
	}
	if n := len(want) - 1; got[0] != want[0] || got[n] != want[n] {
		t.Errorf("ends %v and %v, want exactly %v and %v", got[0], got[n], want[0], want[n])
	}
}

func TestGridPanics(t *testing.T) {
	for name, f := range map[string]func(){
		"no values":     func() { LogGrid(0.1, 1, 0) },
		"zero end":      func() { LinearGrid(0, 1, 3) },
		"negative end":  func() { LogGrid(0.1, -1, 3) },
		"NaN":           func() { LogGrid(math.NaN(), 1, 3) },
		"an infinite σ": func() { LinearGrid(1, math.Inf(1), 3) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			f()
		}()
	}
}

// TestChoose uses one sample at 0 and one point at 1: the best σ is 1, where
// the derivative of −1/2σ² − log σ is 0.
func TestChoose(t *testing.T) {
	e := newEstimator(t, Points{1, 1, []float32{0}})
	x := Points{1, 1, []float32{1}}
	for _, c := range []struct {
		grid  Grid
		sigma float64
		edge  bool
	}{
		{Grid{0.5, 1, 2}, 1, false},
		{Grid{1, 2, 3}, 1, true},
		{Grid{0.2, 0.5, 1}, 1, true},
		{Grid{2, 1, 0.5}, 1, false},
		{Grid{1, 0.5, 2}, 1, false}, // an edge by value, not by place
		{Grid{0.5, 2, 1, 1}, 1, false},
		{Grid{0.7}, 0.7, true},
	} {
		choice, err := e.Choose(context.Background(), x, c.grid)
		if err != nil {
			t.Fatal(err)
		}
		if choice.Sigma != c.sigma || choice.AtEdge != c.edge {
			t.Errorf("grid %v: sigma %g, at edge %v; want %g, %v", c.grid, choice.Sigma, choice.AtEdge, c.sigma, c.edge)
		}
		for j, sigma := range c.grid {
			want := -1/(2*sigma*sigma) - math.Log(sigma*math.Sqrt(2*math.Pi))
			if choice.Curve.Sigmas[j] != sigma || math.Abs(choice.Curve.MeanLL[j]-want) > 1e-12 {
				t.Errorf("grid %v: curve %g at %g, want %g at %g", c.grid, choice.Curve.MeanLL[j], choice.Curve.Sigmas[j], want, sigma)
			}
		}
	}
}

// TestChooseTheFirstOfEquals checks that the first of equal σ is chosen. The density of a point at 1 around a sample at 0 is the same for σ
// = 1 and for the next σ, to the last bit for some of them.
func TestChooseTheFirstOfEquals(t *testing.T) {
	e, x := newEstimator(t, Points{1, 1, []float32{0}}), Points{1, 1, []float32{1}}
	equals := 0
	for k := range 50 {
		near := 1 + float64(k+1)*1e-10
		lls := logProb(t, Points{1, 1, []float32{0}}, x, 1, near)
		if lls[0][0] != lls[1][0] {
			continue
		}
		equals++
		for _, grid := range []Grid{{1, near, 2}, {near, 1, 2}, {2, near, 1}} {
			choice, err := e.Choose(context.Background(), x, grid)
			if err != nil {
				t.Fatal(err)
			}
			first := grid[0]
			if first == 2 {
				first = grid[1]
			}
			if choice.Sigma != first {
				t.Errorf("grid %v, curve %v: sigma %v, want the first of equals, %v", grid, choice.Curve.MeanLL, choice.Sigma, first)
			}
		}
	}
	if equals == 0 {
		t.Error("no two sigma are equal")
	}
}

// TestScoreOfOnePoint checks that the score of one point has a mean and no standard error.
func TestScoreOfOnePoint(t *testing.T) {
	one := Points{1, 1, []float32{0}}
	score, err := newEstimator(t, one).Score(context.Background(), one, 1)
	if err != nil {
		t.Fatal(err)
	}
	if math.Abs(score.LL+math.Log(2*math.Pi)/2) > 1e-14 || !math.IsNaN(score.StdErrOverExamples) || score.N != 1 {
		t.Errorf("score %+v of one point, want the mean and no standard error", score)
	}
}

// TestStandardErrorOfHugeDifferences checks the standard error at the smallest σ, where the squares of the differences of log densities
// overflow.
func TestStandardErrorOfHugeDifferences(t *testing.T) {
	ctx := context.Background()
	e := newEstimator(t, Points{1, 1, []float32{0}})
	ends := Points{2, 1, []float32{0, 1}} // log densities −c and −c − 1/2σ²
	score, err := e.Score(ctx, ends, minSigma)
	if err != nil {
		t.Fatal(err)
	}
	apart := 0.5e200
	if want := apart / 2 / math.Sqrt2; math.Abs(score.StdErrOverExamples/want-1) > 1e-12 {
		t.Errorf("standard error %g, want %g", score.StdErrOverExamples, want)
	}
	folds, err := e.ScoreFolds(ctx, []Fold{{ends, Points{1, 1, []float32{0}}}, {ends, Points{1, 1, []float32{1}}}}, Grid{minSigma})
	if err != nil {
		t.Fatal(err)
	}
	if want := apart / 2; math.Abs(folds.StdErrOverFolds/want-1) > 1e-12 {
		t.Errorf("standard error over folds %g, want %g", folds.StdErrOverFolds, want)
	}
}

// TestScore checks a score by hand: −x²/2 − log(2π)/2 at x = 0, 2, 4 is 0, −2, −8 plus a constant, with mean −10/3 and population variance
// (100+16+196)/27 = 104/9.
func TestScore(t *testing.T) {
	score, err := newEstimator(t, Points{1, 1, []float32{0}}).Score(context.Background(), Points{3, 1, []float32{0, 2, 4}}, 1)
	if err != nil {
		t.Fatal(err)
	}
	ll, se := -10./3-math.Log(2*math.Pi)/2, math.Sqrt(104./9/3)
	if math.Abs(score.LL-ll) > 1e-12 || math.Abs(score.StdErrOverExamples-se) > 1e-12 || score.N != 3 {
		t.Errorf("score %+v, want LL %g, standard error %g over 3", score, ll, se)
	}
}
