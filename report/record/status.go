package record

import (
	"cmp"
	"fmt"
	"strings"

	"gan2014/results"
)

// Statuses lists all statuses, good ones first.
var Statuses = []results.Status{results.Done, results.Running, results.Interrupted, results.Diverged, results.Failed, results.Damaged}

// Tally returns the best status among the runs with these ids, and the count of each status: "1 running, 2 failed".
func (x *Index) Tally(ids []int64) (best results.Status, all string) {
	n := map[results.Status]int{}
	for _, r := range x.Of(ids) {
		n[r.Status]++
	}
	var parts []string
	for _, status := range Statuses {
		if n[status] > 0 {
			best = cmp.Or(best, status)
			parts = append(parts, fmt.Sprintf("%d %s", n[status], status))
		}
	}
	return best, strings.Join(parts, ", ")
}
