package table1

import (
	"testing"

	"gan2014/results"
)

func TestNamesakes(t *testing.T) {
	run := func(id int64, train string) results.Run {
		return results.Run{ID: id, EffectiveSpec: `{"systems": [{"train": {` + train + `}}]}`}
	}
	row := func(recipe, grid string, id int64) Row {
		return Row{System: "Adversarial nets", Budget: "paper", Grid: grid, Recipe: recipe, RunIDs: []int64{id}}
	}
	runs := []results.Run{run(1, `"k": 1`), run(2, `"k": 1, "patience": 100`), run(3, `"k": 1`), run(4, `"k": 2, "batch": 5, "a": 1, "b": 1, "c": 1`)}
	runs[2].Environment.CodeID = "other"

	x := recordsOf(runs)
	tests := []struct {
		name  string
		group []Row
		want  string
	}{
		{"its name to itself", []Row{row("a", "fine", 1)}, ""},
		{"its own other grid", []Row{row("a", "fine", 1), row("a", "paper", 1)}, ""},
		{"another recipe under another grid", []Row{row("a", "fine", 1), row("b", "paper", 2)}, ""},
		{"a value of the spec", []Row{row("b", "fine", 2), row("a", "fine", 1)}, "Here train.patience is 100, in run 1 it is not set."},
		{"the code alone", []Row{row("a", "fine", 1), row("c", "fine", 3)}, "Computed differently from run 3: the two differ in code_id."},
		{"many values", []Row{row("d", "fine", 4), row("a", "fine", 1)},
			"Here train.a is 1, in run 1 it is not set; train.b is 1, in run 1 it is not set; train.batch is 5, in run 1 it is not set; experiments diff 4 1 has 2 more."},
		{"many rows", []Row{row("a", "fine", 1), row("b", "fine", 2), row("e", "fine", 2), row("f", "fine", 2), row("g", "fine", 2)},
			"One of 5 recipes of this name: experiments diff tells their runs apart."},
	}
	for _, test := range tests {
		if got := namesakes(test.group[0], byName(test.group)[nameOf(test.group[0])], x); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
		table := Table{Groups: []Group{{Rows: test.group}}}
		table.annotate(x)
		if marked := len(test.group[0].SystemNotes) > 0; marked != (test.want != "") || marked && table.Notes[0] != test.want {
			t.Errorf("%s: the name has footnotes %v of %q", test.name, test.group[0].SystemNotes, table.Notes)
		}
	}
}
