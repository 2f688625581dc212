package table1

import (
	"slices"

	"gan2014/report/record"
)

// trueDistribution is the control whose samples are training images.
const trueDistribution = "True distribution"

// A Control compares the score of real training images with the systems' scores
// under the same grid. A system with a higher score than real images is not
// nearer to the data.
type Control struct {
	Dataset, Grid string
	Score         string   // score of the training images
	Above         []string // systems that score higher
}

// Controls returns one for each data set and grid of a measured true distribution: that with the largest budget.
func Controls(t Table) []Control {
	var out []Control
	for _, g := range t.Groups {
		var controls []Row
		for _, r := range g.Rows {
			if r.System == trueDistribution && r.Measured != nil {
				controls = append(controls, r)
			}
		}
		slices.SortStableFunc(controls, largestBudgetFirst)
		dataset := record.DatasetName(g.Dataset)
		for _, r := range controls {
			if !slices.ContainsFunc(out, func(c Control) bool { return c.Dataset == dataset && c.Grid == r.Grid }) {
				out = append(out, Control{Dataset: dataset, Grid: r.Grid, Score: r.Measured.value(), Above: systemsAbove(g, r)})
			}
		}
	}
	return out
}

// namedAbove is the largest number of systems that a control names.
const namedAbove = 12

// systemsAbove names the systems whose row with the largest budget is above a control.
func systemsAbove(g Group, control Row) []string {
	var out []string
	rows := slices.DeleteFunc(slices.Clone(g.Rows), func(r Row) bool { return r.Measured == nil || r.System == trueDistribution || r.Grid != control.Grid })
	for _, r := range rows {
		largest := !slices.ContainsFunc(rows, func(o Row) bool { return o.System == r.System && largestBudgetFirst(o, r) < 0 })
		if largest && r.Measured.LL > control.Measured.LL {
			if len(out) == namedAbove {
				return append(out, "and others")
			}
			out = append(out, r.System+" ("+r.Measured.value()+")")
		}
	}
	return out
}
