package record

import (
	"fmt"

	"gan2014/results"
)

// RunName names a run in prose.
func RunName(r results.Run) string {
	if r.Dataset == NoData {
		return fmt.Sprintf("%s, seed %d", r.System, r.Seed)
	}
	return fmt.Sprintf("%s on %s, seed %d", r.System, DatasetName(r.Dataset), r.Seed)
}

// CaptionName names a run where its numbers or pictures are shown, which depend on the budget.
func CaptionName(r results.Run) string {
	if r.Budget == "" {
		return RunName(r)
	}
	return RunName(r) + ", budget " + r.Budget
}
