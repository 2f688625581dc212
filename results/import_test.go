package results_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"gan2014/results"
)

// everything returns all that a reader of a database sees of its runs, without ids.
func everything(t *testing.T, db *results.DB) string {
	t.Helper()
	runs, err := db.Runs(t.Context())
	check(t, err)
	var b strings.Builder
	for _, r := range runs {
		o, err := db.Numbers(t.Context(), r.ID)
		check(t, err)
		as, err := db.Artifacts(t.Context(), r.ID)
		check(t, err)
		r.ID = 0
		fmt.Fprintf(&b, "%+v\n%+v\n%+v\n", r, o, as)
	}
	return b.String()
}

// mustOpenTwo opens two databases of a test, each with an output folder.
func mustOpenTwo(t *testing.T) (here, there *results.DB, outHere, outThere string) {
	t.Helper()
	here, path := mustOpen(t)
	there, otherPath := mustOpen(t)
	return here, there, filepath.Join(filepath.Dir(path), "out"), filepath.Join(filepath.Dir(otherPath), "out")
}

func TestImport(t *testing.T) {
	here, there, outHere, outThere := mustOpenTwo(t)
	done := run("done", 1)
	done.Host, done.PID = "elsewhere", 7
	check(t, there.RecordStudy(t.Context(), score(t, there, run("theory", 9)), theory()))
	folds := evaluation("fine", 226)
	folds.StdErrOver = "folds"
	folds.Folds = []results.Fold{{Sigma: 0.1, LL: 225, ValidExamples: 5, TestExamples: 6}, {Sigma: 0.2, LL: 227, ValidExamples: 5, TestExamples: 6}}
	id := score(t, there, done, evaluation("paper", 225), folds)
	check(t, there.Record(t.Context(), id, []results.Metric{{Name: "loss_d", Epoch: 1, Value: 1.5}, {Name: "epoch_seconds", Epoch: 1, Value: 2}}))
	a, err := there.AddArtifact(t.Context(), outThere, id, results.Artifact{Kind: "samples", Caption: "caption"}, "png", []byte("abc"))
	check(t, err)
	failed := begin(t, there, run("failed", 2))
	check(t, there.Finish(t.Context(), failed, results.Ending{Status: results.Failed, Seconds: 3, CPUSeconds: 4, PeakMemory: 5, Error: "why", LogTail: "tail"}))
	want := everything(t, there)
	begin(t, there, run("running", 3))

	got, err := here.Import(t.Context(), there, outHere, filepath.Join(outThere, "artifacts"))
	check(t, err)
	if want := (results.Imported{Added: []int64{1, 2, 3}, Running: 1, Artifacts: 1}); !reflect.DeepEqual(got, want) {
		t.Errorf("import did %+v, want %+v", got, want)
	}
	if after := everything(t, here); after != want {
		t.Errorf("imported\n%s\nwant\n%s", after, want)
	}
	if content, err := os.ReadFile(filepath.Join(outHere, a.Path)); err != nil || string(content) != "abc" {
		t.Errorf("artifact %q, error %v", content, err)
	}

	got, err = here.Import(t.Context(), there, outHere, filepath.Join(outThere, "artifacts"))
	check(t, err)
	if want := (results.Imported{Same: 2, Known: 1, Running: 1}); !reflect.DeepEqual(got, want) {
		t.Errorf("the second import did %+v, want %+v", got, want)
	}
	if after := everything(t, here); after != want {
		t.Errorf("the second import changed\n%s\nto\n%s", want, after)
	}
}

func TestImportRefusesOtherNumbers(t *testing.T) {
	here, there, outHere, _ := mustOpenTwo(t)
	score(t, here, run("k", 1), evaluation("paper", 225))
	score(t, there, run("new", 1), evaluation("paper", 1))
	score(t, there, run("k", 1), evaluation("paper", 226))
	score(t, there, run("newer", 1), evaluation("paper", 1))
	before := everything(t, here)
	_, err := here.Import(t.Context(), there, outHere, "")
	var conflict *results.ConflictError
	if !errors.As(err, &conflict) || len(conflict.Conflicts) != 1 {
		t.Fatalf("error %v", err)
	}
	c := conflict.Conflicts[0]
	if c.Here.ID != 1 || c.There.ID != 2 || !reflect.DeepEqual(c.Numbers, []results.Difference{{Field: "ll_nats, grid paper", A: "225", B: "226"}}) {
		t.Errorf("conflict %+v", c)
	}
	if after := everything(t, here); after != before {
		t.Errorf("a refused import changed\n%s\nto\n%s", before, after)
	}
}

// TestImportOfAKeyThatIsHere checks what happens to a key that both databases have.
func TestImportOfAKeyThatIsHere(t *testing.T) {
	const none = results.Status("")
	for _, c := range []struct {
		here, there results.Status
		want        results.Imported
		status      results.Status
	}{
		{none, results.Interrupted, results.Imported{Added: []int64{1}}, results.Interrupted},
		{none, results.Running, results.Imported{Running: 1}, none},
		{results.Done, results.Done, results.Imported{Same: 1}, results.Done},
		{results.Done, results.Failed, results.Imported{Known: 1}, results.Done},
		{results.Failed, results.Interrupted, results.Imported{Known: 1}, results.Failed},
		{results.Failed, results.Done, results.Imported{Added: []int64{1}}, results.Done}, // the id is free again
		{results.Running, results.Done, results.Imported{Running: 1}, results.Running},
	} {
		here, there, outHere, _ := mustOpenTwo(t)
		for db, status := range map[*results.DB]results.Status{here: c.here, there: c.there} {
			if status == none {
				continue
			}
			id := begin(t, db, run("k", 1))
			if status != results.Running {
				check(t, db.Finish(t.Context(), id, results.Ending{Status: status}))
			}
		}
		got, err := here.Import(t.Context(), there, outHere, "")
		check(t, err)
		r, _, err := here.Find(t.Context(), "k")
		check(t, err)
		if !reflect.DeepEqual(got, c.want) || r.Status != c.status {
			t.Errorf("%q here, %q there: did %+v, want %+v; it is %q now, want %q", c.here, c.there, got, c.want, r.Status, c.status)
		}
	}
}

func TestImportLeavesSupersededRuns(t *testing.T) {
	here, there, outHere, _ := mustOpenTwo(t)
	score(t, there, run("k", 1), evaluation("paper", 1))
	score(t, there, again(run("k", 1)), evaluation("paper", 2))
	got, err := here.Import(t.Context(), there, outHere, "")
	check(t, err)
	if want := (results.Imported{Added: []int64{1}, Known: 1}); !reflect.DeepEqual(got, want) {
		t.Errorf("import did %+v, want %+v", got, want)
	}
	if rows := measured(t, here); len(rows) != 1 || rows[0].LL != 2 {
		t.Errorf("rows %+v", rows)
	}
}

func TestImportOfArtifacts(t *testing.T) {
	here, there, outHere, outThere := mustOpenTwo(t)
	id := score(t, there, run("k", 1))
	a, err := there.AddArtifact(t.Context(), outThere, id, results.Artifact{Kind: "samples"}, "png", []byte("abc"))
	check(t, err)
	folder, file := filepath.Join(outThere, "artifacts"), filepath.Join(outThere, filepath.FromSlash(a.Path))
	refused := func(parts ...string) {
		t.Helper()
		_, err := here.Import(t.Context(), there, outHere, folder)
		wantError(t, err, parts...)
		if runs, err := here.Runs(t.Context()); err != nil || len(runs) != 0 {
			t.Errorf("%d runs after a refused import, error %v", len(runs), err)
		}
	}
	check(t, os.WriteFile(file, []byte("abd"), 0o600))
	refused("run 1: artifact samples: ", "is damaged: its content has another hash")
	check(t, os.Remove(file))
	refused("run 1: artifact samples: ", "no such file")

	// Without a folder they are left out, and can be added later.
	got, err := here.Import(t.Context(), there, outHere, "")
	check(t, err)
	if want := (results.Imported{Added: []int64{1}, Left: 1}); !reflect.DeepEqual(got, want) {
		t.Errorf("import did %+v, want %+v", got, want)
	}
	check(t, os.WriteFile(file, []byte("abc"), 0o600))
	got, err = here.Import(t.Context(), there, outHere, folder)
	check(t, err)
	if want := (results.Imported{Same: 1, Artifacts: 1}); !reflect.DeepEqual(got, want) {
		t.Errorf("the second import did %+v, want %+v", got, want)
	}
	wantArtifacts(t, here, 1, a)
}

// TestImportRefusesPathsOutside checks that a path in another database cannot lead to files other than artifacts.
func TestImportRefusesPathsOutside(t *testing.T) {
	here, _, outHere, _ := mustOpenTwo(t)
	there, path := mustOpen(t)
	id := score(t, there, run("k", 1))
	_, err := there.AddArtifact(t.Context(), t.TempDir(), id, results.Artifact{Kind: "samples"}, "png", nil)
	check(t, err)
	for _, bad := range []string{"../../etc/passwd", "artifacts/e3/other.png", "artifacts/e3/" + strings.Repeat("0", 64) + ".png", ""} {
		_, err = raw(t, path).Exec("UPDATE artifact SET path = ?", bad)
		check(t, err)
		_, err = here.Import(t.Context(), there, outHere, t.TempDir())
		wantError(t, err, fmt.Sprintf("its path is %q", bad))
	}
}

// TestImportFromAReadOnlyFolder checks that a database can be imported from a read-only file in a read-only folder.
func TestImportFromAReadOnlyFolder(t *testing.T) {
	here, _ := mustOpen(t)
	there, path := mustOpen(t)
	score(t, there, run("k", 1), evaluation("paper", 225))
	check(t, there.Close())
	check(t, os.Chmod(path, 0o444))
	check(t, os.Chmod(filepath.Dir(path), 0o555))
	t.Cleanup(func() { os.Chmod(filepath.Dir(path), 0o777) })
	before := read(t, path)
	source, err := results.OpenReadOnly(t.Context(), path)
	check(t, err)
	defer source.Close()
	got, err := here.Import(t.Context(), source, t.TempDir(), "")
	check(t, err)
	if len(got.Added) != 1 || string(before) != string(read(t, path)) {
		t.Errorf("import did %+v", got)
	}
}

// TestImportRunThatWasHandedOn checks that a later state of an unfinished run replaces the present one, for example when a cluster returns
// the run.
func TestImportRunThatWasHandedOn(t *testing.T) {
	here, there, _, _ := mustOpenTwo(t)
	now := time.Date(2014, 6, 10, 12, 0, 0, 0, time.UTC)
	clock := func() time.Time { now = now.Add(time.Minute); return now }
	here.Now, there.Now = clock, clock
	stop := func(db *results.DB, epoch int, status results.Status) {
		t.Helper()
		id := begin(t, db, run("k", 1))
		check(t, db.Record(t.Context(), id, []results.Metric{{Name: "loss_d", Epoch: epoch, Value: float64(epoch)}}))
		check(t, db.Finish(t.Context(), id, results.Ending{Status: status, Seconds: 5}))
	}
	stop(here, 1, results.Interrupted)
	begin(t, here, run("other", 1))
	_, err := there.ImportRun(t.Context(), here, "k")
	check(t, err)
	if runs, err := there.Runs(t.Context()); err != nil || len(runs) != 1 || runs[0].Key != "k" {
		t.Fatalf("handed on: %+v, %v", runs, err)
	}
	stop(there, 2, results.Failed)
	for range 2 { // the second time nothing is new
		_, err = here.Import(t.Context(), there, "", "")
		check(t, err)
		r, _, err := here.Find(t.Context(), "k")
		check(t, err)
		metrics, err := here.Metrics(t.Context(), r.ID)
		check(t, err)
		if r.Status != results.Failed || r.Seconds != 10 || len(metrics) != 2 {
			t.Errorf("here it is %s after %v s, with %v", r.Status, r.Seconds, metrics)
		}
	}
	_, err = there.ImportRun(t.Context(), here, "unknown")
	check(t, err)
}
