package table1

import (
	"testing"

	"gan2014/results"
)

// Variants that a sweep makes stand beside the number of what they vary, and are not what a verdict is about.
func TestVariantsStandBesideTheirOriginal(t *testing.T) {
	row := func(system, origin string, ll float64) results.Table1Row {
		return results.Table1Row{System: system, Dataset: "mnist", Origin: origin, LL: ll, Budget: "paper", Grid: "paper", Seeds: 1}
	}
	table := NewTable([]results.Table1Row{
		row("Adversarial nets", results.Published, 225),
		row("DBN", results.Published, 138),
		row("Adversarial nets (train.k=2)", results.Measured, 230),
		row("Adversarial nets", results.Measured, 220),
		row("Other nets (train.k=2)", results.Measured, 100),
	}, nil)
	rows := table.Groups[0].Rows
	if len(rows) != 4 {
		t.Fatalf("%d rows: %+v", len(rows), rows)
	}
	for i, want := range []struct {
		system    string
		published float64
	}{{"Adversarial nets (train.k=2)", 225}, {"Adversarial nets", 225}, {"DBN", 138}, {"Other nets (train.k=2)", 0}} {
		r := rows[i]
		if r.System != want.system || (r.Published == nil) != (want.published == 0) || r.Published != nil && r.Published.LL != want.published {
			t.Errorf("row %d is %s beside %+v, want %s beside %g", i, r.System, r.Published, want.system, want.published)
		}
	}
	if h, ok := headline(table.Groups[0]); !ok || h.System != "Adversarial nets" {
		t.Errorf("the verdict is about %s", h.System)
	}
}
