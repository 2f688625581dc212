package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gan2014/results"
)

// A run is kept if a reader of its database and its folders finds it there.
func TestKept(t *testing.T) {
	b := newBench(t)
	b.expect(statusDone, b.nets("systems.0.train.images=1000", epochs+"1"))
	j := job{key: b.query(`select key from runs`)}
	dir := j.folder(b.path("out"))
	check := func(want string) {
		t.Helper()
		db, err := results.OpenReadOnly(t.Context(), b.path("results.db"))
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		err = kept(t.Context(), db, j, dir, b.path("out"))
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%v, want %q", err, want)
		}
	}
	check("")
	artifact := filepath.FromSlash(b.query(`select path from artifact where kind = 'film'`))
	for _, path := range []string{assignmentPath(dir), filepath.Join(dir, logName), b.last(dir), filepath.Join(b.path("out"), artifact)} {
		if err := os.Rename(path, path+"~"); err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(path, ".checkpoint") {
			check("no checkpoint")
		} else {
			check(filepath.Base(path))
		}
		if err := os.Rename(path+"~", path); err != nil {
			t.Fatal(err)
		}
	}
	check("")
	b.exec(`update run set status = 'interrupted'`)
	check("its numbers are not in")
}

// A program whose output folder or database is removed while it computes does not end as if all were well.
func TestRemovedMeanwhile(t *testing.T) {
	for _, name := range []string{"out", "results.db"} {
		b := newBench(t)
		program := b.start(b.nets(epochs + "8")...)
		b.until(`select count(*) > 0 from metric`, "1")
		if err := os.RemoveAll(b.path(name)); err != nil {
			t.Fatal(err)
		}
		program.Wait()
		if status := program.ProcessState.ExitCode(); status != statusFailed {
			t.Errorf("%s is removed: status %d, want %d", name, status, statusFailed)
		}
	}
}
