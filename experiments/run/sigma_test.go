package run

import (
	"math"
	"testing"

	"gan2014/datasets"
	"gan2014/parzen"
	"gan2014/results"
)

// samplesAbout draws samples around a centre. The protocol takes the first 20.
func samplesAbout(centre float64, n int) parzen.Points {
	return points(imagesAbout(centre, 0.05, n, "samples"))
}

// scored scores samples as a run and returns the evaluations.
func (w world) scored(samples parzen.Points, sets ...string) map[string]results.Evaluation {
	w.Helper()
	a := w.begin(w.plan(sets...))
	if err := a.score(w.Context(), samples, 7); err != nil {
		w.Fatal(err)
	}
	return w.evaluations(a)
}

// TestSigmaIsChosenOnValidationImages checks that sigma is chosen on the protocol's first validation images, and that the test
// images are scored once at it. The test images alone would choose another sigma.
func TestSigmaIsChosenOnValidationImages(t *testing.T) {
	w := newWorld(t)
	samples := samplesAbout(validAt, 30)
	first := rows(samples, 0, 20)
	grid := parzen.LogGrid(0.01, 1, 10)
	valid := w.set.Valid.First(30)
	// Validation images and samples beyond the protocol's numbers would also choose another sigma.
	copy(w.set.Valid.Data[30*4:], imagesAbout(0.5, 0.5, 10, "beyond").Data)
	copy(samples.Data[20*4:], imagesAbout(0.9, 0.05, 10, "samples beyond").Data)
	sigma, _ := bestOf(first, valid, grid)
	for what, other := range map[string]datasets.Images{"test images": w.set.Test, "all validation images": w.set.Valid, "training images": w.set.Train} {
		if wrong, _ := bestOf(first, other, grid); wrong == sigma {
			t.Fatalf("the %s choose %g as well: this test shows nothing", what, sigma)
		}
	}
	e := w.scored(samples)["paper"]
	ll, stdErr := meanLL(first, w.set.Test, sigma)
	if e.Sigma != sigma || !near(e.LL, ll) || !near(e.StdErr, stdErr) || e.StdErrOver != "test examples" {
		t.Errorf("sigma %g, %g ± %g over %s; want %g, %g ± %g", e.Sigma, e.LL, e.StdErr, e.StdErrOver, sigma, ll, stdErr)
	}
	if e.Samples != 20 || e.ValidExamples != 30 || e.TestExamples != 50 || e.Epoch != 7 || e.SigmaAtEdge {
		t.Errorf("%d samples, %d validation and %d test examples, epoch %d, at the edge: %v", e.Samples, e.ValidExamples, e.TestExamples, e.Epoch, e.SigmaAtEdge)
	}
	for i, p := range e.Curve {
		if want, _ := meanLL(first, valid, grid[i]); p.Sigma != grid[i] || !near(p.ValidLL, want) {
			t.Errorf("the curve has %g nats at %g, want %g at %g", p.ValidLL, p.Sigma, want, grid[i])
		}
	}
	if len(e.Curve) != 10 || len(e.BySamples) != 1 || e.BySamples[0].Samples != 30 {
		t.Errorf("%d points of the curve, by samples %+v", len(e.Curve), e.BySamples)
	}
	if all, _ := meanLL(samples, valid, e.BySamples[0].Sigma); !near(e.BySamples[0].ValidLL, all) {
		t.Errorf("%g nats by 30 samples, want %g", e.BySamples[0].ValidLL, all)
	}
	if q := e.Quantiles; len(q) != 101 || !(q[0].LL < e.LL && e.LL < q[100].LL) {
		t.Errorf("%d quantiles about %g", len(q), e.LL)
	}
}

// TestBestSigmaIsOfValidationImages checks that the optimal sigma is the optimum for the validation images, and better for them
// than any sigma of the grid.
func TestBestSigmaIsOfValidationImages(t *testing.T) {
	w := newWorld(t)
	samples := samplesAbout(validAt, 20)
	valid, grid := w.set.Valid.First(30), parzen.LogGrid(0.01, 1, 10)
	e := w.scored(samples, "evaluation.grids.best={from: 0.01, to: 1, count: 10, spacing: log, optimum: true}")["best"]
	_, best := bestOf(samples, valid, grid)
	here, _ := meanLL(samples, valid, e.Sigma)
	below, _ := meanLL(samples, valid, e.Sigma*0.99)
	above, _ := meanLL(samples, valid, e.Sigma*1.01)
	if here < best || here < below || here < above {
		t.Errorf("sigma %g: %g nats of the validation images, %g and %g beside it, %g on the grid", e.Sigma, here, below, above, best)
	}
	if ll, _ := meanLL(samples, w.set.Test, e.Sigma); !near(e.LL, ll) {
		t.Errorf("%g nats, want %g", e.LL, ll)
	}
}

// TestSigmaAtTheEdge checks that a sigma at either end of its grid is marked.
func TestSigmaAtTheEdge(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		from, to string
		at       bool
	}{{"0.01", "1", false}, {"0.3", "1", true}, {"0.001", "0.002", true}} {
		e := w.scored(samplesAbout(validAt, 20), "evaluation.grids.paper={from: "+c.from+", to: "+c.to+", count: 10, spacing: log}")["paper"]
		if e.SigmaAtEdge != c.at {
			t.Errorf("%s to %s: sigma %g, at the edge: %v", c.from, c.to, e.Sigma, e.SigmaAtEdge)
		}
	}
}

// TestFoldsAreScoredByThemselves checks that each fold chooses its sigma on all its own validation images and scores its own test
// images with it.
func TestFoldsAreScoredByThemselves(t *testing.T) {
	w := newWorld(t)
	samples := samplesAbout(0.5, 20)
	w.set.Folds = []datasets.Fold{
		{Valid: imagesAbout(0.5, 0.02, 40, "valid 1"), Test: imagesAbout(0.5, 0.4, 30, "test 1")},
		{Valid: imagesAbout(0.5, 0.2, 40, "valid 2"), Test: imagesAbout(0.2, 0.1, 50, "test 2")},
	}
	w.set.Fold = w.set.Folds[0]
	grid := parzen.LogGrid(0.01, 1, 10)
	e := w.scored(samples)["paper"]
	if len(e.Folds) != 2 || e.StdErrOver != "folds" || e.TestExamples != 80 || e.ValidExamples != 80 {
		t.Fatalf("%d folds, ± over %s, %d test and %d validation examples", len(e.Folds), e.StdErrOver, e.TestExamples, e.ValidExamples)
	}
	var lls []float64
	for i, f := range w.set.Folds {
		sigma, _ := bestOf(samples, f.Valid, grid)
		if wrong, _ := bestOf(samples, f.Test, grid); wrong == sigma {
			t.Fatalf("the test images of fold %d choose %g as well: this test shows nothing", i+1, sigma)
		}
		ll, _ := meanLL(samples, f.Test, sigma)
		lls = append(lls, ll)
		if got := e.Folds[i]; got.Sigma != sigma || !near(got.LL, ll) || got.ValidExamples != f.Valid.N || got.TestExamples != f.Test.N {
			t.Errorf("fold %d: %+v, want sigma %g and %g nats", i+1, got, sigma, ll)
		}
	}
	// The standard error of a mean of two numbers is half their distance.
	if !near(e.LL, (lls[0]+lls[1])/2) || !near(e.StdErr, math.Abs(lls[0]-lls[1])/2) || !near(e.Sigma, (e.Folds[0].Sigma+e.Folds[1].Sigma)/2) {
		t.Errorf("%g ± %g nats at %g, the folds have %v", e.LL, e.StdErr, e.Sigma, lls)
	}
}

// TestFoldAtTheEdge checks that one fold with a sigma at the edge marks the whole evaluation.
func TestFoldAtTheEdge(t *testing.T) {
	w := newWorld(t)
	w.set.Folds = []datasets.Fold{
		{Valid: imagesAbout(0.5, 0.01, 40, "valid 1"), Test: imagesAbout(0.5, 0.4, 30, "test 1")},
		{Valid: imagesAbout(0.5, 0.4, 40, "valid 2"), Test: imagesAbout(0.5, 0.4, 30, "test 2")},
	}
	w.set.Fold = w.set.Folds[0]
	e := w.scored(samplesAbout(0.5, 20), "evaluation.grids.paper={from: 0.08, to: 1, count: 10, spacing: log}")["paper"]
	if !e.SigmaAtEdge || !e.Folds[0].SigmaAtEdge || e.Folds[1].SigmaAtEdge {
		t.Errorf("at the edge: %v, of the folds %+v", e.SigmaAtEdge, e.Folds)
	}
}

// TestTrainingFollowsTheFirstFold checks that a training on data in folds is validated on all validation images of the first fold.
func TestTrainingFollowsTheFirstFold(t *testing.T) {
	w := newWorld(t)
	w.holdOut(2, "test")
	a := w.begin(w.plan())
	samples := samplesAbout(0.5, 20)
	want, ll := bestOf(samples, w.set.Folds[0].Valid, parzen.LogGrid(0.01, 1, 10))
	got, sigma, err := a.validationLL(t.Context(), samples)
	if err != nil || sigma != want || !near(got, ll) {
		t.Errorf("%g nats at sigma %g, error %v; want %g at %g", got, sigma, err, ll, want)
	}
}
