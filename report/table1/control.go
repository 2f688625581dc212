package table1

import "gan2014/report/record"

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

// Controls returns one for every measured row of the true distribution.
func Controls(t Table) []Control {
	var out []Control
	for _, g := range t.Groups {
		for _, r := range g.Rows {
			if r.System == trueDistribution && r.Measured != nil {
				out = append(out, Control{
					Dataset: record.DatasetName(g.Dataset), Grid: r.Grid, Score: r.Measured.value(), Above: systemsAbove(g, r),
				})
			}
		}
	}
	return out
}

func systemsAbove(g Group, control Row) []string {
	var out []string
	for _, r := range g.Rows {
		if r.Measured != nil && r.Grid == control.Grid && r.Measured.LL > control.Measured.LL {
			out = append(out, r.System+" ("+r.Measured.value()+")")
		}
	}
	return out
}
