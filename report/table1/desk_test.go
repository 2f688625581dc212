package table1

import (
	"slices"
	"strings"
	"testing"

	"gan2014/report/record"
	"gan2014/results"
)

// TestDeskRecipeFillsTheRowOfItsSystem checks that a desk recipe stands in the row of its system where the original recipe was not run, with a
// mark, and in a row of its own where both were run; and that the sentence is about the original one wherever it was measured.
func TestDeskRecipeFillsTheRowOfItsSystem(t *testing.T) {
	rows, records := overviewCase()
	both := NewTable(rows, record.NewIndex(records))
	if got := Verdicts(both)[1].Sentence; !strings.HasPrefix(got, "490.2 ± 1.5 nats for adversarial nets (budget hour, 1 seed") {
		t.Errorf("of both recipes: %s", got)
	}
	rows = slices.DeleteFunc(rows, func(r results.Table1Row) bool { return r.System == Subject && r.Dataset == "tfd-like" })
	records = slices.DeleteFunc(records, func(r record.Record) bool { return r.System == Subject && r.Dataset == "tfd-like" })
	table := NewTable(rows, record.NewIndex(records))
	o := table.Overviews()[0]
	for column, want := range [][]string{
		{"DBN: 213.2 ± 1.5* (138 ± 2)", "Stacked CAE: – (121 ± 1.6)", "Adversarial nets: 210.6 ± 1.5 (225 ± 2)"},
		{"DBN: – (–)", "Stacked CAE: – (–)", "Adversarial nets: 1409.7 ± 1.5 (2057 ± 26)"},
	} {
		if got := cells(o.Systems, column); !slices.Equal(got, want) {
			t.Errorf("column %d: %q, want %q", column, got, want)
		}
	}
	nets := o.Systems[2].Cells
	if made := nets[1].Made(); made != "desk recipe, budget hour, 1 seed" || nets[1].brief() != "desk hour 1" || nets[0].Desk || strings.Contains(nets[0].Made(), "desk") {
		t.Errorf("made with %q, %q; original %q", made, nets[1].brief(), nets[0].Made())
	}
	v := Verdicts(table)[1]
	if !strings.HasPrefix(v.Sentence, "1409.7 ± 1.5 nats for adversarial nets (desk recipe, budget hour, 1 seed") || !strings.HasPrefix(v.Brief, "1409.7 ± 1.5 nats for adversarial nets (desk recipe).") {
		t.Errorf("%q\n%q", v.Sentence, v.Brief)
	}
}

// TestDeskRecipeBesideAFailedOriginal checks that a desk recipe does not hide that the original one failed.
func TestDeskRecipeBesideAFailedOriginal(t *testing.T) {
	rows := rowsBySystem{
		{Subject, "mnist"}: {{System: Subject, Missing: results.Failed}}, {Subject + record.DeskRecipe, "mnist"}: {{System: Subject + record.DeskRecipe, Measured: &Score{}}},
	}
	systems := []string{Subject, Subject + record.DeskRecipe}
	if own := rows.joinDesk(systems, []OverviewDataset{{Dataset: "mnist"}}); !slices.Equal(own, systems) {
		t.Errorf("rows %q", own)
	}
	if own := rows.joinDesk(systems[1:], []OverviewDataset{{Dataset: "tfd"}}); !slices.Equal(own, systems[1:]) {
		t.Errorf("without a row of the original: %q", own)
	}
}
