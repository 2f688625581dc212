package record

import (
	"fmt"
	"strings"

	"gan2014/results"
)

// LostStatuses lists the statuses of runs that no mean counts.
var LostStatuses = []results.Status{results.Diverged, results.Failed, results.Interrupted, results.Running}

// NameRuns lists runs with what became of them: "run 3 (diverged), run 5 (running)".
func NameRuns(runs []results.Run) string {
	var names []string
	for _, r := range runs {
		names = append(names, fmt.Sprintf("run %d (%s)", r.ID, r.Status))
	}
	return strings.Join(names, ", ")
}

// CountByStatus counts the runs with each status.
func CountByStatus(runs []results.Run) map[results.Status]int {
	if len(runs) == 0 {
		return nil
	}
	n := map[results.Status]int{}
	for _, r := range runs {
		n[r.Status]++
	}
	return n
}
