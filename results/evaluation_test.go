package results_test

import (
	"database/sql"
	"math"
	"reflect"
	"testing"

	"gan2014/results"
)

// evaluation returns an evaluation with every field set.
func evaluation(grid string, ll float64) results.Evaluation {
	return results.Evaluation{
		MeanImageLL: sql.Null[float64]{V: -55.5, Valid: true},
		Grid:        grid, Protocol: "10,000 samples; " + grid + " grid", LL: ll, StdErr: 2, StdErrOver: "test examples",
		Sigma: 0.2, SigmaAtEdge: true, Samples: 10000, ValidExamples: 1000, TestExamples: 9999, Epoch: 60,
		Curve:     []results.SigmaPoint{{Sigma: 0.1, ValidLL: -430}, {Sigma: 0.2, ValidLL: 156}},
		Quantiles: []results.Quantile{{Percent: 0, LL: -200}, {Percent: 100, LL: 400}},
		BySamples: []results.SampleCount{{Samples: 100, Sigma: 0.3, ValidLL: 20}, {Samples: 10000, Sigma: 0.2, ValidLL: 156}},
	}
}

func TestEvaluationsComeBackAsWritten(t *testing.T) {
	db, path := mustOpen(t)
	id := begin(t, db, run("k", 1))
	diverged := evaluation("fine", math.Inf(-1))
	diverged.StdErr = math.Inf(1)
	diverged.Curve[0].ValidLL, diverged.Quantiles[0].LL, diverged.BySamples[1].ValidLL = math.Inf(-1), math.Inf(-1), math.Inf(-1)
	bare := evaluation("a grid that sorts first", 1)
	bare.Curve, bare.Quantiles, bare.BySamples = nil, nil, nil
	folds := evaluation("folds", 2057)
	folds.StdErrOver = "folds"
	folds.Folds = []results.Fold{
		{Sigma: 0.1, SigmaAtEdge: true, LL: 2031, ValidExamples: 417, TestExamples: 835},
		{Sigma: 0.12, LL: math.Inf(-1), ValidExamples: 418, TestExamples: 836},
	}
	want := []results.Evaluation{evaluation("paper", 225.5), diverged, bare, folds}
	check(t, db.Evaluate(t.Context(), id, want))
	wantEvaluations(t, db, id, want)

	// A second evaluation replaces the first, and its curves.
	check(t, db.Evaluate(t.Context(), id, want[:1]))
	wantEvaluations(t, db, id, want[:1])
	for _, table := range []string{"sigma_curve", "ll_quantile", "sample_curve"} {
		var points int
		check(t, raw(t, path).QueryRow("SELECT count(*) FROM "+table).Scan(&points))
		if points != 2 {
			t.Errorf("%s: %d rows, want 2", table, points)
		}
	}

	// A refused evaluation changes nothing.
	twice := []results.Evaluation{evaluation("fine", 1), evaluation("fine", 2)}
	wantError(t, db.Evaluate(t.Context(), id, twice), "evaluations of run 1", "grid fine", "UNIQUE")
	wantEvaluations(t, db, id, want[:1])
}

func wantEvaluations(t *testing.T, db *results.DB, id int64, want []results.Evaluation) {
	t.Helper()
	got, err := db.Evaluations(t.Context(), id)
	if check(t, err); !reflect.DeepEqual(got, want) {
		t.Errorf("evaluations\n%+v, want\n%+v", got, want)
	}
}

func TestEvaluationOfNaN(t *testing.T) {
	db, _ := mustOpen(t)
	id := begin(t, db, run("k", 1))
	e := evaluation("paper", math.NaN())
	e.StdErr, e.Curve[1].ValidLL = math.NaN(), math.NaN()
	check(t, db.Evaluate(t.Context(), id, []results.Evaluation{e}))
	es, err := db.Evaluations(t.Context(), id)
	check(t, err)
	for _, v := range []float64{es[0].LL, es[0].StdErr, es[0].Curve[1].ValidLL} {
		if !math.IsNaN(v) {
			t.Errorf("NaN came back as %g", v)
		}
	}
}
