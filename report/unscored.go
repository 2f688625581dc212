package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gan2014/results"
)

// unscored is the origin of a row that stands for runs of which none is done.
const unscored = "unscored"

// unscoredRows are rows for the recipes that are being computed or came to nothing, in the order of their first run. Studies have none.
func unscoredRows(rows []results.Table1Row, runs []results.Run) []results.Table1Row {
	var out []results.Table1Row
	for _, r := range runs {
		if isStudy(r) || slices.ContainsFunc(rows, func(row results.Table1Row) bool { return row.Recipe == r.Recipe }) {
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

// statuses are all there are, good ones first.
var statuses = []results.Status{results.Done, results.Running, results.Interrupted, results.Diverged, results.Failed, results.Damaged}

// tally says what became of the runs with these ids: in a word that of the best of them, and of all: "1 running, 2 failed".
func tally(runs []results.Run, ids []int64) (best results.Status, all string) {
	var parts []string
	for _, status := range statuses {
		n := 0
		for _, r := range runs {
			if r.Status == status && slices.Contains(ids, r.ID) {
				n++
			}
		}
		if n > 0 {
			best = cmp.Or(best, status)
			parts = append(parts, fmt.Sprintf("%d %s", n, status))
		}
	}
	return best, strings.Join(parts, ", ")
}
