package report

// trueDistribution is the control whose samples are training images.
const trueDistribution = "True distribution"

// A control sets the score of real training images against those of the
// systems under the same grid: what beats it is not nearer to the data.
type control struct {
	Dataset, Grid string
	Score         string   // of the training images
	Above         []string // systems that score higher
}

// controls returns one for every measured row of the true distribution.
func controls(t Table) []control {
	var out []control
	for _, g := range t.Groups {
		for _, r := range g.Rows {
			if r.System == trueDistribution && r.Measured != nil {
				out = append(out, control{
					Dataset: datasetName(g.Dataset), Grid: r.Grid, Score: r.Measured.value(), Above: above(g, r),
				})
			}
		}
	}
	return out
}

func above(g Group, control Row) []string {
	var out []string
	for _, r := range g.Rows {
		if r.Measured != nil && r.Grid == control.Grid && r.Measured.LL > control.Measured.LL {
			out = append(out, r.System+" ("+r.Measured.value()+")")
		}
	}
	return out
}
