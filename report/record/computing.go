package record

import (
	"slices"

	"gan2014/results"
)

// ComputingTime adds up the seconds behind a run's result: its own, and those of the runs whose training it continued.
func ComputingTime(r results.Run, runs []results.Run) (seconds float64) {
	for seen := map[string]bool{}; !seen[r.Key]; {
		seconds += r.Seconds
		seen[r.Key] = true
		if i := slices.IndexFunc(runs, func(p results.Run) bool { return p.Key == r.Continues && p.Status == results.Done }); i >= 0 {
			r = runs[i]
		}
	}
	return seconds
}
