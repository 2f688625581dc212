package results_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"gan2014/results"
)

// TestOpenTogether checks that seeds of a recipe in different databases are averaged, and that running runs are shown.
func TestOpenTogether(t *testing.T) {
	here, herePath := mustOpen(t)
	there, therePath := mustOpen(t)
	a, b := run("a", 1), run("b", 2)
	id := score(t, here, a, evaluation("paper", 220))
	_, err := here.AddArtifact(t.Context(), filepath.Dir(herePath), id, results.Artifact{Kind: "samples", Caption: "caption"}, "png", []byte("abc"))
	check(t, err)
	score(t, there, a, evaluation("paper", 220)) // the same run in both
	score(t, there, b, evaluation("paper", 230))
	begin(t, here, run("running", 3))
	failed := begin(t, here, run("c", 4))
	check(t, here.Finish(t.Context(), failed, results.Ending{Status: results.Failed}))
	score(t, there, run("c", 4), evaluation("paper", 240))

	db, err := results.OpenTogether(t.Context(), []string{herePath, therePath})
	check(t, err)
	if got := db.Paths(); !slices.Equal(got, []string{herePath, therePath}) {
		t.Errorf("paths %q", got)
	}
	runs, err := db.Runs(t.Context())
	check(t, err)
	statuses := map[string]results.Status{}
	for _, r := range runs {
		statuses[r.Key] = r.Status
		if as, err := db.Artifacts(t.Context(), r.ID); r.Key == "a" && (err != nil || len(as) != 1) {
			t.Errorf("artifacts %v, error %v", as, err)
		}
	}
	if len(runs) != 4 || statuses["running"] != results.Running || statuses["c"] != results.Done {
		t.Errorf("%d runs with the statuses %v", len(runs), statuses)
	}
	rows, err := db.Table1(t.Context())
	check(t, err)
	for _, r := range rows {
		if r.Origin == results.Measured && (r.LL != 230 || r.Seeds != 3) {
			t.Errorf("%g nats of %d seeds, want 230 of 3", r.LL, r.Seeds)
		}
	}
	check(t, db.Close())
	if one, err := results.OpenTogether(t.Context(), []string{herePath}); err != nil || !slices.Equal(one.Paths(), []string{herePath}) {
		t.Errorf("error %v", err)
	} else {
		check(t, one.Close())
	}
}

func TestOpenTogetherRefuses(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	here, herePath := mustOpen(t)
	there, therePath := mustOpen(t)
	score(t, here, run("k", 1), evaluation("paper", 225))
	score(t, there, run("k", 1), evaluation("paper", 226))
	_, err := results.OpenTogether(t.Context(), []string{herePath, therePath})
	var conflict *results.ConflictError
	if !errors.As(err, &conflict) {
		t.Errorf("keys with different numbers: error %v", err)
	}
	if _, err := results.OpenTogether(t.Context(), []string{herePath, filepath.Join(t.TempDir(), "none.db")}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a database that is not there: error %v", err)
	}
	if left, _ := filepath.Glob(filepath.Join(os.TempDir(), "gan2014-*")); len(left) > 0 {
		t.Errorf("copies are left: %v", left)
	}
}
