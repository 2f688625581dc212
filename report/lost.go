package report

import (
	"fmt"
	"slices"
	"strings"

	"gan2014/results"
)

// lostStatuses are those of seeds that are in no mean.
var lostStatuses = []results.Status{results.Diverged, results.Failed, results.Interrupted, results.Running}

// lostRuns are the runs of a recipe whose seeds are not in its mean. A seed that is done counts, however a repetition of it ended.
func lostRuns(runs []results.Run, recipe string) (lost []results.Run) {
	if recipe == "" {
		return nil
	}
	done := map[string]bool{}
	for _, r := range runs {
		if r.Status == results.Done && r.Key != "" {
			done[r.Key] = true
		}
	}
	for _, r := range runs {
		if r.Recipe == recipe && slices.Contains(lostStatuses, r.Status) && !done[r.Key] {
			lost = append(lost, r)
		}
	}
	return lost
}

// nameRuns lists runs with what became of them: "run 3 (diverged), run 5 (running)".
func nameRuns(runs []results.Run) string {
	var names []string
	for _, r := range runs {
		names = append(names, fmt.Sprintf("run %d (%s)", r.ID, r.Status))
	}
	return strings.Join(names, ", ")
}

func countByStatus(runs []results.Run) map[results.Status]int {
	if len(runs) == 0 {
		return nil
	}
	n := map[results.Status]int{}
	for _, r := range runs {
		n[r.Status]++
	}
	return n
}

// seedsCell is how many seeds are in the mean, and of how many: "2 of 3".
func seedsCell(r Row) cell {
	all := r.Seeds
	for _, n := range r.Lost {
		all += n
	}
	if all == r.Seeds {
		return cell{Text: positive(r.Seeds)}
	}
	return cell{Text: fmt.Sprintf("%d of %d", r.Seeds, all)}
}
