package endtoend

import (
	"os"
	"strings"
	"testing"

	"gan2014/experiments/exit"
)

// TestEvaluate gives the samples of finished runs a row: it checks that the number is that of the run, that as many training images stand
// beside it, that the file may go afterwards, and that several files are seeds of one row.
func TestEvaluate(t *testing.T) {
	t.Parallel()
	b := finishedBench(t)
	file := b.path("samples.npy")
	b.expect(exit.Done, []string{"samples", "-db", b.path("results.db"), "-out", b.path("out"), "-o", file, "1"})
	evaluate := func(more ...string) []string {
		return append([]string{"evaluate", "-db", b.path("results.db"), "-out", b.path("out"), "-threads", "1", "-samples", file}, more...)
	}
	score := func(where string) string {
		return b.query(`select printf('%.4f', ll_nats) from evaluation e join run r on r.id = e.run_id where grid = 'paper' and ` + where)
	}
	runs := b.query(`select count(*) from run`)
	b.expect(exit.Done, evaluate("-no-record"), "samples.npy: read as 0..1", "200 samples are scored: compare the number with those of as many", "as many training images")
	if got := b.query(`select count(*) from run`); got != runs {
		t.Errorf("%s runs after -no-record, %s before", got, runs)
	}
	b.expect(exit.Done, evaluate("-name", "Mine"), "Mine: read as 0..1", "report: ")
	if got, want := score("system = 'Mine'"), score("r.id = 1"); got != want {
		t.Errorf("%s nats for the file of a run with %s", got, want)
	}
	if got, want := score("system = 'True distribution' and budget = 'any'"), score("r.id = 2"); got != want {
		t.Errorf("%s nats for as many training images, and %s in a run of them", got, want)
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	id := b.query(`select id from run where system = 'Mine'`)
	again := b.path("again.npy")
	b.expect(exit.Done, []string{"samples", "-db", b.path("results.db"), "-out", b.path("out"), "-o", again, id}, "200 samples of run ")
	for _, what := range []string{"samples", "figure2"} {
		if got := b.query(`select count(*) from artifact where kind = '` + what + `' and run_id = ` + id); got != "1" {
			t.Errorf("%s pictures %s of the run", got, what)
		}
	}
	file = again
	b.expect(exit.Done, evaluate("-name", "Two", "-samples", again))
	if got := b.query(`select seeds from table1 where system = 'Two' and grid = 'paper'`); got != "2" {
		t.Errorf("a row of %s seeds, want 2", got)
	}
	if got := b.query(`select effective_spec from run where system = 'Two' limit 1`); !strings.Contains(got, `"sha256s":["`) || !strings.Contains(got, `"range":"0..1"`) {
		t.Errorf("the database has the recipe %s", got)
	}
	b.expect(exit.BadUsage, []string{"evaluate"}, "no samples: give a file with -samples")
	b.expect(exit.BadUsage, []string{"evaluate", "-samples", "-"}, "give one with -name")
	b.expect(exit.BadUsage, []string{"evaluate", "-samples", b.path("none")}, "none: no such file")
	b.expect(exit.BadUsage, evaluate("-dataset", "cifar10"), "an example has the shape (1, 28, 28)")
	b.expect(exit.BadUsage, evaluate("-range", "0..9"), "which is not the range 0..9")
}
