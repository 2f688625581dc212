package endtoend

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gan2014/experiments/exit"
	"gan2014/experiments/job"
	"gan2014/experiments/run"
	"gan2014/results"
)

// TestKept checks that a run counts as kept only if its database rows and its files exist.
func TestKept(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.expect(exit.Done, b.args(nets("systems.0.train.images=1000", epochs+"1")...))
	j := job.Job{Key: b.query(`select key from runs`)}
	dir := j.Folder(b.path("out"))
	check := func(want string) {
		t.Helper()
		db, err := results.OpenReadOnly(t.Context(), b.path("results.db"))
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		err = run.Kept(t.Context(), db, j, dir, b.path("out"))
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%v, want %q", err, want)
		}
	}
	check("")
	artifact := filepath.FromSlash(b.query(`select path from artifact where kind = 'film'`))
	for _, path := range []string{job.AssignmentPath(dir), filepath.Join(dir, job.LogName), b.last(dir), filepath.Join(b.path("out"), artifact)} {
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
