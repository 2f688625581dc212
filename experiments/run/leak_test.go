package run

import (
	"fmt"
	"maps"
	"reflect"
	"strings"
	"testing"

	"gan2014/datasets"
	"gan2014/experiments/spec"
	"gan2014/results"
)

// TestTestImagesTouchNothing checks, for each kind of system, that other test images change the score and nothing else: no
// parameter, no metric, no sigma and no selected epoch. It also checks that nothing depends on the time of the computation.
func TestTestImagesTouchNothing(t *testing.T) {
	for _, run := range everyKind(t) {
		name := strings.ReplaceAll(run.System.Name, " ", "-")
		for _, folds := range []int{1, 2} {
			if folds > 1 && run.Select == spec.BestValid { // the spec rejects it
				continue
			}
			t.Run(fmt.Sprintf("%s/%d", name, folds), func(t *testing.T) {
				var numbers []results.Numbers
				for _, seed := range []string{"test", "test", "other test"} {
					w := newWorld(t)
					w.holdOut(folds, seed)
					a := w.begin(run)
					if err := a.compute(t.Context()); err != nil {
						t.Fatal(err)
					}
					numbers = append(numbers, w.numbers(a))
				}
				if d := results.CompareNumbers(numbers[0], numbers[1]); len(d) > 0 {
					t.Errorf("the same again: %+v", d)
				}
				if numbers[0].Evaluations[0].LL == numbers[2].Evaluations[0].LL {
					t.Error("other test images have the same score: this test shows nothing")
				}
				if a, b := withoutScores(numbers[0]), withoutScores(numbers[2]); !reflect.DeepEqual(a, b) {
					t.Errorf("with other test images:\n%+v\nwas\n%+v", b, a)
				}
			})
		}
	}
}

// everyKind returns a small run of every kind of system. The nets select the best epoch if the data have one fold.
func everyKind(t *testing.T) []spec.Run {
	t.Helper()
	var runs []spec.Run
	small := strings.NewReplacer("images: 1000", "images: 200", "batch: 100", "batch: 50", "centroids: 200", "centroids: 20")
	for _, text := range []string{string(testSpec("tiny.yaml")), string(testSpec("kinds.yaml"))} {
		s, err := spec.Parse("small.yaml", []byte(small.Replace(text)), []string{"evaluation.samples=20", "evaluation.validation=30"}, nil)
		if err != nil {
			t.Fatal(err)
		}
		runs = append(runs, s.Plan()...)
	}
	chosen, err := spec.Parse("small.yaml", []byte(small.Replace(string(testSpec("tiny.yaml")))), []string{"evaluation.samples=20", "evaluation.validation=30", best, "systems.0.name=Chosen nets"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return append(runs, chosen.Plan()[0])
}

// holdOut replaces the folds of the data set by folds whose test images depend on seed.
func (w world) holdOut(folds int, seed string) {
	w.set.Folds = nil
	for i := range folds {
		w.set.Folds = append(w.set.Folds, datasets.Fold{
			Valid: imagesAbout(0.5, 0.4, 40, fmt.Sprint("valid ", i)),
			Test:  imagesAbout(0.5, 0.4, 50, fmt.Sprint(seed, " ", i)),
		})
	}
	w.set.Fold = w.set.Folds[0]
}

// numbers returns the results of a run, without times.
func (w world) numbers(a *Attempt) results.Numbers {
	w.Helper()
	o, err := w.DB.Numbers(w.Context(), a.ID)
	if err != nil {
		w.Fatal(err)
	}
	return o
}

// withoutScores returns the part of the numbers that test images must not change.
func withoutScores(o results.Numbers) string {
	var text strings.Builder
	for _, e := range o.Evaluations {
		fmt.Fprintln(&text, e.Grid, e.Protocol, e.Sigma, e.SigmaAtEdge, e.Samples, e.ValidExamples, e.TestExamples, e.Epoch, e.Curve, e.BySamples)
		for _, f := range e.Folds {
			fmt.Fprintln(&text, f.Sigma, f.SigmaAtEdge, f.ValidExamples, f.TestExamples)
		}
	}
	for _, m := range o.Metrics {
		if !strings.HasSuffix(m.Name, "_seconds") {
			fmt.Fprintln(&text, m.Name, m.Epoch, m.Value)
		}
	}
	return text.String()
}

// TestFirstImagesAlone checks that training on the first images of a set equals training on a set with only those images.
func TestFirstImagesAlone(t *testing.T) {
	var series []map[int]float64
	for _, n := range []int{0, 200} {
		w := newWorld(t)
		w.set.Train = imagesAbout(0.5, 0.5, 400, "train")
		sets := []string{"systems.0.train.images=200"}
		if n > 0 {
			w.set.Train, sets = w.set.Train.First(n), nil
		}
		a := w.begin(w.plan(sets...))
		if err := a.compute(t.Context()); err != nil {
			t.Fatal(err)
		}
		series = append(series, w.series(a, "loss_d"))
	}
	if !maps.Equal(series[0], series[1]) || len(series[0]) != 3 {
		t.Errorf("losses of D %v, want %v", series[0], series[1])
	}
}
