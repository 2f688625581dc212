package table1

import (
	"gan2014/report/record"
	"gan2014/results"
)

// unscored is the origin of a row whose runs are all unfinished.
const unscored = "unscored"

// unscoredRows returns rows for the recipes without a done run, in the order of their first run. Studies get no row.
func unscoredRows(rows []results.Table1Row, x *record.Index) (out []results.Table1Row) {
	if x == nil {
		return nil
	}
	scored, place := map[string]bool{}, map[string]int{}
	for _, r := range rows {
		scored[r.Recipe] = true
	}
	for _, r := range x.Records {
		if record.IsStudy(r.Run) || scored[r.Recipe] {
			continue
		}
		i, found := place[r.Recipe]
		if !found {
			i = len(out)
			place[r.Recipe] = i
			out = append(out, results.Table1Row{Origin: unscored, System: r.System, Dataset: r.Dataset, Budget: r.Budget, Recipe: r.Recipe})
		}
		out[i].RunIDs = append(out[i].RunIDs, r.ID)
	}
	return out
}
