package table1

import (
	"database/sql"
	"slices"
	"strings"
	"testing"

	"gan2014/report/record"
	"gan2014/results"
)

// TestWarnings checks that a trained system that scores below the mean image is warned of below the tables and in its row, once for all its
// grids, that an unknown spread is no warning, and that controls are not warned of.
func TestWarnings(t *testing.T) {
	of := func(id int64, kind string, scored int, above, spread float64) record.Record {
		trained := kind == "gan" || kind == "dbn"
		return record.Record{
			Run:         results.Run{ID: id, Kind: kind, System: "S", Dataset: "mnist", Status: results.Done},
			Evaluations: []results.Evaluation{{Epoch: scored, LL: above + 7, MeanImageLL: sql.Null[float64]{V: 7, Valid: trained}}},
			Spread:      sql.Null[float64]{V: spread, Valid: scored == 4},
		}
	}
	const below, alike = "It scores 3.0 nats below the mean image", "Its samples are almost all alike"
	for name, c := range map[string]struct {
		record record.Record
		want   []string
	}{
		"well":      {of(1, "gan", 4, 50, .8), nil},
		"below":     {of(1, "gan", 4, -3, .8), []string{below}},
		"alike":     {of(1, "dbn", 4, 3, .01), []string{alike}},
		"control":   {of(1, "gaussian", 4, -3, 0), nil},
		"not known": {of(1, "gan", 3, 3, .01), nil},
	} {
		rows := []results.Table1Row{
			{System: "S", Dataset: "mnist", Budget: "hour", Grid: "fine", Origin: results.Measured, LL: 1, Seeds: 1, RunIDs: []int64{1}},
			{System: "S", Dataset: "mnist", Budget: "hour", Grid: "paper", Origin: results.Measured, LL: 2, Seeds: 1, RunIDs: []int64{1}},
		}
		table := NewTable(rows, record.NewIndex([]record.Record{c.record}))
		for _, warnings := range [][]Warning{table.Warnings(), table.Overviews()[0].Warnings()} {
			if len(warnings) != len(c.want) || len(c.want) > 0 && (warnings[0].Row != "S, MNIST, budget hour" || !strings.HasPrefix(warnings[0].Text, c.want[0])) {
				t.Errorf("%s: warnings %q, want %q", name, warnings, c.want)
			}
		}
		for _, want := range c.want {
			if !slices.ContainsFunc(table.Notes, func(n string) bool { return strings.HasPrefix(n, "WARNING: "+want) }) {
				t.Errorf("%s: no %q in %q", name, want, table.Notes)
			}
		}
	}
}
