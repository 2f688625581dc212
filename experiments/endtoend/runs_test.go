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
		"":            {"-status", "diverged"},
		"2 1 5":       {"-status", "done", "-system", "Adversarial nets", "-sort", "LL"},
		"5 1 2 6":     {"-system", "Adversarial nets", "-sort=-ll_nats"}, // without a value: last
		"1 5 2 6":     {"-system", "Adversarial nets", "-sort", "seed"},
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
	a.expect(exit.BadUsage, []string{"runs", "-db", db, "1", "2"}, `unexpected argument "2" after the run`)
	a.expect(exit.BadUsage, []string{"runs", "-db", db, "-sort", "k"}, `-sort: the list has no column "k"`, "the columns are id, key, system")
	a.expect(exit.BadUsage, []string{"runs", "-db", db, "-sort=-sead"}, `no column "sead"`, "did you mean seed?")
	a.expect(exit.BadUsage, []string{"runs", "-db", db, "-sort", "seed", "1"}, "not both")
	a.expect(exit.BadUsage, []string{"runs", "-db", db, "-system", "DNB"}, `has -system "DNB" (did you mean "DBN"? there are: Adversarial nets, True distribution, DBN)`)
	a.expect(exit.BadUsage, []string{"runs", "-db", db, "-dataset", "tfd"}, `has -dataset "tfd" (there are: mnist)`)
	a.expect(exit.Done, []string{"runs", "-db", db, "-system", "DBN", "-seed", "3"}, `no run of `+db+` has -system "DBN" and -seed "3"`)
	a.expect(exit.BadUsage, []string{"runs", "-db", db, "77"}, `no run in `+db+` has the id or key "77"`)
	a.expect(exit.BadUsage, []string{"runs", "-db", filepath.Join(a.dir, "none.db")}, "none.db: no such file")
	if _, err := os.Stat(a.path("none.db")); err == nil {
		t.Error("runs made a database")
	}
}

// TestSweptRuns checks that the keys that vary in a sweep are columns in all formats, that the list can be sorted by them, and that a variant has
// the short name only where all keys of its sweep are columns.
func TestSweptRuns(t *testing.T) {
	t.Parallel()
	a := newArchive(t)
	a.finish(a.add(archived("0", "Adversarial nets", 1), 100), results.Ending{Status: results.Done})
	for i, v := range []struct{ k, batch string }{{"10", "50"}, {"9", "50"}, {"9", "100"}} {
		r := archived(string(rune('a'+i)), "Adversarial nets (train.batch="+v.batch+", train.k="+v.k+")", 1)
		r.VariantOf = "Adversarial nets"
		r.EffectiveSpec = `{"systems":[{"name":"x","train":{"k":` + v.k + `,"batch":` + v.batch + `,"loss":"l"}}]}`
		a.finish(a.add(r, 100+float64(i)), results.Ending{Status: results.Done})
	}
	golden.Check(t, testdata+"/runs-sweep.txt", a.stdout("runs", "-sort", "train.k"))
	golden.Check(t, testdata+"/runs-sweep.csv", a.stdout("runs", "-format", "csv", "-sort=-train.k", "-system", "Adversarial nets"))
	golden.Check(t, testdata+"/runs-sweep.json", a.stdout("runs", "-format", "json"))
	if one := a.stdout("runs", "-system", "Adversarial nets (train.batch=50, train.k=9)"); !strings.Contains(one, "k=9)") || strings.Contains(one, "train.k  ") {
		t.Errorf("one variant alone:\n%s", one)
	}
}

// TestDiffOfSeveral checks the differences of three runs in all formats.
func TestDiffOfSeveral(t *testing.T) {
	t.Parallel()
	a := newArchive(t)
	a.fill()
	golden.Check(t, testdata+"/diff-three.txt", a.stdout("diff", "1", "2", "5"))
	golden.Check(t, testdata+"/diff-three.json", a.stdout("diff", "-format", "json", "1", "2", "5"))
	golden.Check(t, testdata+"/diff-three.md", a.stdout("diff", "-format", "markdown", "1", "2", "5"))
	golden.Check(t, testdata+"/diff-two.md", a.stdout("diff", "-format", "markdown", "1", "5"))
	a.expect(exit.BadUsage, []string{"diff", "-db", a.path("results.db"), "-format", "xml", "1", "2"}, `-format must be text, json or markdown, not "xml"`)
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
	a.expect(exit.BadUsage, []string{"diff", "-db", db, "1"}, "give two runs or more", "not 1")
	a.expect(exit.BadUsage, []string{"diff", "-db", db, "1", "0"}, `the id or key "0"`)
}
