package table1

import (
	"slices"
	"testing"
)

// TestControls checks that each data set and grid has one control, with the largest budget, that it is not compared with itself, and that of
// each system the largest budget counts.
func TestControls(t *testing.T) {
	row := func(system, budget, grid string, ll float64) Row {
		return Row{System: system, Budget: budget, Grid: grid, Measured: &Score{LL: ll, StdErr: ptr(1)}}
	}
	got := Controls(Table{Groups: []Group{{Dataset: "mnist", Rows: []Row{
		row(trueDistribution, "minutes", "paper", 244), row(trueDistribution, "hour", "paper", 242), row(trueDistribution, "minutes", "fine", 250),
		row("DBN", "minutes", "paper", 260), row("DBN", "hour", "paper", 213), row("k-means", "minutes", "paper", 333), row("k-means", "hour", "paper", 335), row("k-means", "hour", "fine", 240),
	}}}})
	if len(got) != 2 || got[0].Grid != "paper" || got[0].Score != "242.0 ± 1.0" || !slices.Equal(got[0].Above, []string{"k-means (335.0 ± 1.0)"}) || got[1].Above != nil {
		t.Errorf("%+v", got)
	}
}
