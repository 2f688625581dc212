package record

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gan2014/results"
)

// Statuses lists all statuses, good ones first.
var Statuses = []results.Status{results.Done, results.Running, results.Interrupted, results.Diverged, results.Failed, results.Damaged}

// Tally returns the best status among the runs with these ids, and the count of each status: "1 running, 2 failed".
func Tally(runs []results.Run, ids []int64) (best results.Status, all string) {
	var parts []string
	for _, status := range Statuses {
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

// IDs lists the ids of runs.
func IDs(runs []results.Run) []int64 {
	var ids []int64
	for _, r := range runs {
		ids = append(ids, r.ID)
	}
	return ids
}
