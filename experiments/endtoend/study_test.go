package endtoend

import (
	"os"
	"path/filepath"
	"testing"

	"gan2014/experiments/exit"
)

// proposition2 is a short recipe of the study of that name.
const proposition2 = "{modes: [{weight: 1, mean: 0, sd: 1}], points: 21, wrong_mode: {mean: 5, sd: 0.4}, steps: 200, rate: 0.5, drawn: [1, 50]}"

// TestStudyRun checks that a study needs no data, says how it ended, is recorded, and is not computed twice.
func TestStudyRun(t *testing.T) {
	t.Parallel()
	b := bench{T: t, dir: t.TempDir()}
	text := "name: tiny\nbudget: tiny\nseeds: [1]\nsystems: [{name: Step by step, kind: study, dataset: none, study: proposition2, proposition2: " + proposition2 + "}]\n"
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

// TestStudyOfTheory checks that a study of theory.yaml is found by its name, and that its settings can be changed.
func TestStudyOfTheory(t *testing.T) {
	t.Parallel()
	b := bench{T: t, dir: t.TempDir()}
	args := []string{"-spec", "theory.yaml", "-db", b.path("results.db"), "-out", b.path("out"), "-threads", "1"}
	b.expect(exit.Done, append(args, "-plan", "-only", "figure1"), "Figure 1  none", "1 to compute, about ")
	b.expect(exit.BadUsage, append(args, "-plan", "-only", "figur1"), `did you mean "figure1"?`)
	b.expect(exit.BadUsage, append(args, "-plan", "-set", "systems.Figure 1.figure1.K=1"), `unknown key "K"`)
	short := []string{"-only", "proposition 2", "-set", "systems.Proposition 2.proposition2.steps=20"}
	b.expect(exit.Done, append(args, short...), "Proposition 2, seed 1")
	if got := b.query(`select measured like '%after 20 steps%' and not holds from finding where claim like 'Where D reaches%'`); got != "1" {
		t.Errorf("after 20 steps the finding is %q", got)
	}
}
