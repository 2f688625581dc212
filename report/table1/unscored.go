package table1

import (
	"slices"

	"gan2014/report/record"
	"gan2014/results"
)

// unscored is the origin of a row whose runs are all unfinished.
const unscored = "unscored"

// unscoredRows returns rows for the recipes without a done run, in the order of their first run. Studies get no row.
func unscoredRows(rows []results.Table1Row, runs []results.Run) []results.Table1Row {
	var out []results.Table1Row
	for _, r := range runs {
		if record.IsStudy(r) || slices.ContainsFunc(rows, func(row results.Table1Row) bool { return row.Recipe == r.Recipe }) {
			continue
		}
		i := slices.IndexFunc(out, func(row results.Table1Row) bool { return row.Recipe == r.Recipe })
		if i < 0 {
			i = len(out)
			out = append(out, results.Table1Row{Origin: unscored, System: r.System, Dataset: r.Dataset, Budget: r.Budget, Recipe: r.Recipe})
		}
		out[i].RunIDs = append(out[i].RunIDs, r.ID)
	}
	return out
}
