package results_test

import (
	"path/filepath"
	"reflect"
	"testing"

	"gan2014/results"
)

func metricScores() []results.MetricScore {
	low, high, p := .9, .95, .2
	return []results.MetricScore{
		{Space: "pixels", Metric: "coverage", Samples: results.MetricValue{Value: .93, Low: &low, High: &high}, Training: results.MetricValue{Value: .97}, N: 10000, Seed: 1, Definition: "share"},
		{Space: "features", Metric: "Fréchet distance", Samples: results.MetricValue{Value: 7}, Training: results.MetricValue{Value: 1, P: &p}, N: 10000, Seed: 1, Definition: "distance"},
	}
}

// TestMetricScores checks that measures of a finished run are stored, replaced, imported and deleted with it, and that the run stays
// intact.
func TestMetricScores(t *testing.T) {
	db, path := mustOpen(t)
	id := score(t, db, run("k", 1), evaluation("paper", 225))
	check(t, db.ScoreMetrics(t.Context(), id, metricScores()))
	changed := metricScores()
	changed[0].Samples.Value = .94
	check(t, db.ScoreMetrics(t.Context(), id, changed[:1]))
	expect := func(db *results.DB, id int64) {
		t.Helper()
		all, err := db.MetricScores(t.Context())
		check(t, err)
		if got := all[id]; len(all) != 1 || !reflect.DeepEqual(got, changed) {
			t.Errorf("stored %+v", all)
		}
		if _, err := db.Numbers(t.Context(), id); err != nil {
			t.Errorf("the run is no longer intact: %v", err)
		}
	}
	expect(db, id)
	other, err := results.Open(t.Context(), filepath.Join(t.TempDir(), "other.db"))
	check(t, err)
	defer other.Close()
	source, err := results.OpenReadOnly(t.Context(), path)
	check(t, err)
	defer source.Close()
	_, err = other.Import(t.Context(), source, t.TempDir(), "")
	check(t, err)
	runs, err := other.Runs(t.Context())
	check(t, err)
	expect(other, runs[0].ID)
	if query(t, path, "UPDATE metric_score SET value = 2 WHERE metric = 'coverage' RETURNING 'done'") != "done" {
		t.Fatal("nothing changed")
	}
	again, err := results.OpenReadOnly(t.Context(), path)
	check(t, err)
	defer again.Close()
	if all, err := again.MetricScores(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("damaged measures are read as %v, %v", all, err)
	}
}
