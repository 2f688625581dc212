package record

import (
	"fmt"

	"gan2014/results"
)

// RunName returns the name of a run for prose.
func RunName(r results.Run) string {
	if r.Dataset == NoData {
		return fmt.Sprintf("%s, seed %d", r.System, r.Seed)
	}
	return fmt.Sprintf("%s on %s, seed %d", r.System, DatasetName(r.Dataset), r.Seed)
}

// CaptionName returns the name of a run for captions. It includes the budget, because numbers and pictures depend on it.
func CaptionName(r results.Run) string {
	if r.Budget == "" {
		return RunName(r)
	}
	return RunName(r) + ", budget " + r.Budget
}
