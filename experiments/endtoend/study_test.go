package endtoend

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"gan2014/experiments/exit"
	"gan2014/experiments/spec"
	"gan2014/models/theory"
)

// TestSpecsKnowTheStudies checks that a spec can name exactly the studies that the program can compute.
func TestSpecsKnowTheStudies(t *testing.T) {
	t.Parallel()
	if !slices.Equal(spec.Studies(), theory.Studies) {
		t.Errorf("specs know %v, there are %v", spec.Studies(), theory.Studies)
	}
}

// TestStudyRun checks that a study needs no data, says how it ended, is recorded, and is not computed twice.
func TestStudyRun(t *testing.T) {
	t.Parallel()
	b := bench{T: t, dir: t.TempDir()}
	text := "name: tiny\nbudget: tiny\nseeds: [1]\nsystems: [{name: Step by step, kind: study, dataset: none, study: proposition2}]\n"
	if err := os.WriteFile(b.path("tiny.yaml"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	args := b.args("-data", filepath.Join(b.dir, "nothing"))
	b.expect(exit.Done, append(args, "-plan"), "Step by step  none", "1 to compute")
	b.expect(exit.Done, args, "[1/1] Step by step, seed 1: ", " claims hold", "report: ")
	for query, want := range map[string]string{
		`select status || ' ' || kind || ' ' || dataset from runs`:                           "done study none",
		`select count(*) > 0 and min(claim <> '' and measured <> '') from finding`:           "1",
		`select count(*) > 0 from line join line_point on line.id = line_id`:                 "1",
		`select (select count(*) from evaluation) || ' ' || (select count(*) from artifact)`: "0 0",
		`select count(*) from table1 where origin = 'measured'`:                              "0",
		`select group_concat(distinct substr(figure, 1, instr(figure, '/') - 1)) from line`:  "proposition2",
	} {
		if got := b.query(query); got != want {
			t.Errorf("%s\nis %s, want %s", query, got, want)
		}
	}
	if _, err := os.Stat(filepath.Join(b.dir, "nothing")); err == nil {
		t.Error("a folder for data was made")
	}
	b.expect(exit.Done, args, "[1/1] Step by step, seed 1: done before")
}
