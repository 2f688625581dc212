package table1

import (
	"testing"

	"gan2014/results"
)

// TestVariantsStandBesideTheirOriginal checks that variants of a sweep stand beside the published number of their original, and that no
// verdict is about them.
func TestVariantsStandBesideTheirOriginal(t *testing.T) {
	row := func(system, origin string, ll float64) results.Table1Row {
		return results.Table1Row{System: system, Dataset: "mnist", Origin: origin, LL: ll, Budget: "paper", Grid: "paper", Seeds: 1}
	}
	var runs []results.Run
	of := func(variantOf string, row results.Table1Row) results.Table1Row {
		runs = append(runs, results.Run{ID: int64(len(runs) + 1), System: row.System, Dataset: "mnist", VariantOf: variantOf, Status: results.Done})
		row.RunIDs = []int64{int64(len(runs))}
		return row
	}
	table := NewTable([]results.Table1Row{
		row("Adversarial nets", results.Published, 225),
		row("DBN", results.Published, 138),
		of("Adversarial nets", row("Adversarial nets (train.k=2)", results.Measured, 230)),
		of("", row("Adversarial nets", results.Measured, 220)),
		of("Other nets", row("Other nets (train.k=2)", results.Measured, 100)),
		of("", row("DBN (of ours)", results.Measured, 90)), // a name with a bracket, of no sweep
	}, recordsOf(runs))
	rows := table.Groups[0].Rows
	if len(rows) != 5 {
		t.Fatalf("%d rows: %+v", len(rows), rows)
	}
	for i, want := range []struct {
		system    string
		published float64
	}{{"Adversarial nets (train.k=2)", 225}, {"Adversarial nets", 225}, {"DBN", 138}, {"Other nets (train.k=2)", 0}, {"DBN (of ours)", 0}} {
		r := rows[i]
		if r.System != want.system || (r.Published == nil) != (want.published == 0) || r.Published != nil && r.Published.LL != want.published {
			t.Errorf("row %d is %s beside %+v, want %s beside %g", i, r.System, r.Published, want.system, want.published)
		}
	}
	if h, ok := headline(table.Groups[0]); !ok || h.System != "Adversarial nets" {
		t.Errorf("the verdict is about %s", h.System)
	}
}

// TestVariantsAloneGetNoHeadline checks that no variant is picked for the sentence if only variants, and controls, were measured.
func TestVariantsAloneGetNoHeadline(t *testing.T) {
	var rows []results.Table1Row
	var runs []results.Run
	for i, ll := range []float64{-736.8, 12.34, 3} {
		id := int64(i + 1)
		rows = append(rows, results.Table1Row{System: Subject + " (k)", Dataset: "mnist", Origin: results.Measured, LL: ll, Grid: "paper", Seeds: 1, Recipe: string(rune('a' + i)), RunIDs: []int64{id}})
		runs = append(runs, results.Run{ID: id, System: Subject + " (k)", VariantOf: Subject, Dataset: "mnist", Status: results.Done})
	}
	rows = append(rows, results.Table1Row{System: trueDistribution, Dataset: "mnist", Origin: results.Measured, LL: 243, Grid: "paper", Seeds: 1, Recipe: "t", RunIDs: []int64{9}})
	runs = append(runs, results.Run{ID: 9, System: trueDistribution, Kind: trueKind, Dataset: "mnist", Status: results.Done})
	for _, dataset := range []string{"mnist", "tfd"} {
		rows = append(rows, results.Table1Row{System: Subject, Dataset: dataset, Origin: results.Published, LL: 225})
	}
	table := NewTable(rows, recordsOf(runs))
	for _, r := range table.Overviews()[0].Systems {
		if c := r.Cells[0]; r.System != Subject || c.Value() != "–" || c.Published == nil || c.Published.LL != 225 {
			t.Errorf("the first table has %s: %s beside %+v", r.System, c.Value(), c.Published)
		}
	}
	got := Verdicts(table)
	if want := "only variants of a sweep were measured, 3 of them, from −736.8 to 12.3 nats; the report compares them on validation images."; len(got) != 1 || got[0].Sentence != want {
		t.Errorf("%+v", got)
	}
}
