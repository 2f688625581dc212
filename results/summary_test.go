package results_test

import (
	"fmt"
	"testing"

	"gan2014/internal/metric"
	"gan2014/results"
)

// TestSummariesAreWhatEachRunHas checks that reading all runs at once gives what reading each of them gives, without what it leaves out, and
// that the digests of a run change with its rows.
func TestSummariesAreWhatEachRunHas(t *testing.T) {
	db, _ := mustOpen(t)
	ctx := t.Context()
	for i := range 3 {
		id, err := db.Begin(ctx, results.Run{Key: fmt.Sprint("k", i), Recipe: "r"})
		check(t, err)
		if i > 0 {
			check(t, db.Record(ctx, id, []results.Metric{{Name: "a", Epoch: 7, Value: 1}, {Name: metric.SampleSpread, Epoch: 2, Value: .5}, {Name: metric.SampleSpread, Epoch: i, Value: .25}}))
			var es []results.Evaluation
			for _, grid := range []string{"paper", "fine"} {
				es = append(es, results.Evaluation{Grid: grid, Protocol: "p", LL: float64(i), StdErr: 1, StdErrOver: "folds", Sigma: 1, Samples: 1, TestExamples: 1, Epoch: 1,
					Curve: []results.SigmaPoint{{Sigma: 1, ValidLL: 2}, {Sigma: 2, ValidLL: 3}, {Sigma: 3, ValidLL: 2}}, Folds: []results.Fold{{Sigma: 1, ValidExamples: 1, TestExamples: 1}, {Sigma: 1, ValidExamples: 1, TestExamples: 1}}})
			}
			check(t, db.Evaluate(ctx, id, es))
			_, err = db.AddArtifact(ctx, t.TempDir(), id, results.Artifact{Kind: "samples", Caption: "c"}, "png", []byte{byte(i)})
			check(t, err)
			check(t, db.Finish(ctx, id, results.Ending{Status: results.Done}))
		}
	}
	all, err := db.Summaries(ctx)
	check(t, err)
	for id, s := range all {
		es, err := db.Evaluations(ctx, id)
		check(t, err)
		as, err := db.Artifacts(ctx, id)
		check(t, err)
		for i := range es {
			if got := s.Evaluations[i].ValidLL(); got != es[i].ValidLL() || got != 3 {
				t.Errorf("the validation likelihood of run %d is %v, want 3", id, got)
			}
			es[i].Curve, es[i].Folds, s.Evaluations[i].Curve = nil, nil, nil
		}
		if fmt.Sprint(es) != fmt.Sprint(s.Evaluations) || fmt.Sprint(as) != fmt.Sprint(s.Artifacts) {
			t.Errorf("run %d has %v and %v, want %v and %v", id, s.Evaluations, s.Artifacts, es, as)
		}
	}
	if len(all) != 3 || all[1].Epochs != 0 || all[2].Epochs != 7 || all[1].Seals != "" || all[2].Seals == all[3].Seals {
		t.Errorf("got %+v, %+v and %+v", all[1], all[2], all[3])
	}
	if s := all[2].Spread; !s.Valid || s.V != .25 || all[3].Spread.Valid {
		t.Errorf("the spread of what was scored at epoch 1 is %v; of a run without one it is %v", s, all[3].Spread)
	}
	before := all[2].Seals
	check(t, db.Record(ctx, 2, []results.Metric{{Name: "a", Epoch: 8}}))
	if all, err = db.Summaries(ctx); err != nil || all[2].Seals == before {
		t.Errorf("%v, or a new metric keeps the digests", err)
	}
	if _, err := raw(t, db.Paths()[0]).Exec(`UPDATE metric SET value = 9 WHERE run_id = 3`); err != nil {
		t.Fatal(err)
	}
	again, err := results.OpenReadOnly(ctx, db.Paths()[0])
	check(t, err)
	defer again.Close()
	if all, err = again.Summaries(ctx); err != nil || len(all) != 2 || all[3] != nil {
		t.Errorf("%v, or the damaged run is among %v", err, all)
	}
}
