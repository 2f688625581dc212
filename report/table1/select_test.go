package table1

import (
	"slices"
	"testing"
)

// TestSelect checks that a part of the table has the footnotes of its rows, numbered from 1 in reading order, and that the whole table keeps
// its own.
func TestSelect(t *testing.T) {
	table := NewTable(fixedRows(), recordsOf(fixedRuns()))
	before := table.Markdown()
	if all := table.Select(func(string, Row) bool { return true }); all.Markdown() != before || all.Count() != table.Count() {
		t.Errorf("all rows are\n%s\nwant\n%s", all.Markdown(), before)
	}
	part := table.Select(func(dataset string, r Row) bool { return dataset == "tfd" && r.Measured != nil })
	var notes []string
	for _, r := range part.Groups[0].Rows {
		for _, numbers := range [][]int{r.Measured.Notes, r.ProtocolNotes} {
			for _, n := range numbers {
				notes = append(notes, part.Notes[n-1])
			}
		}
	}
	if len(part.Groups) != 1 || part.Count() != 2 || part.Groups[0].Rows[0].Measured.Notes[0] != 1 || len(part.Notes) >= len(table.Notes) || !slices.Contains(notes, part.Notes[len(part.Notes)-1]) {
		t.Errorf("%d rows with footnotes %q", part.Count(), part.Notes)
	}
	if table.Markdown() != before {
		t.Error("the whole table has changed")
	}
}
