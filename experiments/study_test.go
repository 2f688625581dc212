package main

import (
	"math"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"gan2014/experiments/spec"
	"gan2014/models/theory"
	"gan2014/results"
)

// What a spec may name can be computed, and the other way round.
func TestSpecsKnowTheStudies(t *testing.T) {
	if !slices.Equal(spec.Studies(), theory.Studies) {
		t.Errorf("specs know %v, there are %v", spec.Studies(), theory.Studies)
	}
}

// Nothing is lost on the way to the database.
func TestRecordedStudy(t *testing.T) {
	got := recordedStudy(theory.Outcome{
		Findings: []theory.Finding{{Figure: "f", Claim: "c", Source: "s", Measured: "m", Holds: true}},
		Lines:    []theory.Line{{Figure: "f/a", Name: "n", Points: []theory.Point{{X: 1, Y: 2, Low: math.Inf(-1), High: 3}}}, {Figure: "f/b", Name: "at 1"}},
	})
	want := results.Study{
		Findings: []results.Finding{{Figure: "f", Claim: "c", Source: "s", Measured: "m", Holds: true}},
		Lines:    []results.Line{{Figure: "f/a", Name: "n", Points: []results.LinePoint{{X: 1, Y: 2, Low: math.Inf(-1), High: 3}}}, {Figure: "f/b", Name: "at 1"}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v", got)
	}
}

// What a study found is shown with its run.
func TestShownFindings(t *testing.T) {
	s := shownRun{study: results.Study{Findings: []results.Finding{
		{Claim: "D comes to D*.", Source: "paper, Proposition 1", Measured: "0.02 apart", Holds: true}, {Claim: "All is well.", Source: "nobody", Measured: "nothing"},
	}}}
	var text strings.Builder
	if err := s.print(&text); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"D comes to D*.  (paper, Proposition 1)\n", "  0.02 apart: holds\n", "  nothing: does not hold here\n"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("%q is missing in\n%s", want, &text)
		}
	}
	if found := s.json()["findings"].([]any); len(found) != 2 || found[0].(map[string]any)["holds"] != true {
		t.Errorf("as JSON: %v", found)
	}
}

// A study needs no data, says how it ended, is kept, and is not computed twice.
func TestStudyRun(t *testing.T) {
	b := bench{t, t.TempDir()}
	text := "name: tiny\nbudget: tiny\nseeds: [1]\nsystems: [{name: Step by step, kind: study, dataset: none, study: proposition2}]\n"
	if err := os.WriteFile(b.path("tiny.yaml"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	args := b.args("-data", filepath.Join(b.dir, "nothing"))
	b.expect(statusDone, append(args, "-plan"), "Step by step  none", "1 to compute")
	b.expect(statusDone, args, "[1/1] Step by step, seed 1: ", " claims hold", "report: ")
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
	b.expect(statusDone, args, "[1/1] Step by step, seed 1: done before")
}
