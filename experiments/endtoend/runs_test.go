package endtoend

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gan2014/experiments/exit"
	"gan2014/internal/golden"
	"gan2014/results"
)

func TestRuns(t *testing.T) {
	t.Parallel()
	a := newArchive(t)
	if got := a.stdout("runs", "-format", "json"); got != "[]\n" {
		t.Errorf("an empty database as JSON: %s", got)
	}
	a.fill()
	golden.Check(t, testdata+"/runs.txt", a.stdout("runs"))
	golden.Check(t, testdata+"/runs.csv", a.stdout("runs", "-format", "csv"))
	golden.Check(t, testdata+"/runs.json", a.stdout("runs", "-format", "json"))
	golden.Check(t, testdata+"/run.txt", a.stdout("runs", "5"))
	golden.Check(t, testdata+"/run-failed.txt", a.stdout("runs", "d0"))
	golden.Check(t, testdata+"/run.json", a.stdout("runs", "-format", "json", "a"))

	// The three formats agree.
	rows, err := csv.NewReader(strings.NewReader(a.stdout("runs", "-format", "csv"))).ReadAll()
	a.must(err)
	var objects []map[string]any
	a.must(json.Unmarshal([]byte(a.stdout("runs", "-format", "json")), &objects))
	if len(rows) != 7 || len(objects) != 6 || len(rows[0]) != len(objects[0]) {
		t.Errorf("%d rows of %d columns as CSV, %d objects of %d members as JSON", len(rows), len(rows[0]), len(objects), len(objects[0]))
	}
	for _, column := range rows[0] {
		if _, ok := objects[0][column]; !ok {
			t.Errorf("JSON has no %s", column)
		}
	}
}

func TestRunsAreChosen(t *testing.T) {
	t.Parallel()
	a := newArchive(t)
	a.fill()
	for want, args := range map[string][]string{
		"1 2 5":       {"-status", "done", "-system", "Adversarial nets"},
		"4":           {"-status", "failed"},
		"6":           {"-seed", "3"},
		"1 2 3 4 5 6": {"-spec", "table1.yaml", "-dataset", "mnist"},
		"":            {"-dataset", "tfd"},
	} {
		rows, err := csv.NewReader(strings.NewReader(a.stdout(append([]string{"runs", "-format", "csv"}, args...)...))).ReadAll()
		a.must(err)
		var ids []string
		for _, row := range rows[1:] {
			ids = append(ids, row[0])
		}
		if got := strings.Join(ids, " "); got != want {
			t.Errorf("%v gives runs %q, want %q", args, got, want)
		}
	}
}

func TestRunsBadInput(t *testing.T) {
	t.Parallel()
	a := newArchive(t)
	a.fill()
	db := a.path("results.db")
	a.expect(exit.BadUsage, []string{"runs", "-db", db, "-status", "finished"}, `-status must be one of running, done, failed, interrupted, diverged, damaged, not "finished"`)
	a.expect(exit.BadUsage, []string{"runs", "-db", db, "-seed", "one"}, `-seed must be a whole number, not "one"`)
	a.expect(exit.BadUsage, []string{"runs", "-db", db, "-format", "xml"}, `-format must be text, json or csv, not "xml"`)
	a.expect(exit.BadUsage, []string{"runs", "-db", db, "-format", "csv", "1"}, "show one run as text or json")
	a.expect(exit.BadUsage, []string{"runs", "-db", db, "-seed", "1", "1"}, "not both")
	a.expect(exit.BadUsage, []string{"runs", "-db", db, "1", "-format", "json"}, `unexpected argument "-format" after the run: flags come first`)
	a.expect(exit.BadUsage, []string{"runs", "-db", db, "77"}, `no run in `+db+` has the id or key "77"`)
	a.expect(exit.BadUsage, []string{"runs", "-db", filepath.Join(a.dir, "none.db")}, "none.db: no such file")
	if _, err := os.Stat(a.path("none.db")); err == nil {
		t.Error("runs made a database")
	}
}

func TestDiff(t *testing.T) {
	t.Parallel()
	a := newArchive(t)
	a.fill()
	other := archived("f", "Adversarial nets", 2)
	other.EffectiveSpec = strings.Replace(other.EffectiveSpec, `"k":1`, `"k":3`, 1)
	other.Environment.CodeID, other.Environment.Threads, other.Environment.Changes, other.Environment.Dirty = "1a7e", 1, "", false
	a.finish(a.add(other, 99.5), results.Ending{Status: results.Done})
	golden.Check(t, testdata+"/diff.txt", a.stdout("diff", "5", "7"))
	golden.Check(t, testdata+"/diff-numbers.txt", a.stdout("diff", "1", "5")) // nothing explains the difference of the numbers
	golden.Check(t, testdata+"/diff-same.txt", a.stdout("diff", "1", "1"))

	db := a.path("results.db")
	a.expect(exit.BadUsage, []string{"diff", "-db", db, "1"}, "give two runs", "not 1")
	a.expect(exit.BadUsage, []string{"diff", "-db", db, "1", "0"}, `the id or key "0"`)
}
