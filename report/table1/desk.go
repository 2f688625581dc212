package table1

import (
	"slices"
	"strings"

	"gan2014/report/record"
)

// isDesk reports whether a row has a desk recipe. It also returns the name of the system whose recipe is the original one.
func (r Row) isDesk() (original string, desk bool) {
	return strings.CutSuffix(r.System, record.DeskRecipe)
}

// joinDesk gives the row of a system the numbers of its desk recipe, and returns the systems that have a row of their own. A desk recipe has one
// if both recipes were run on a data set, because their numbers then stand below each other.
func (all rowsBySystem) joinDesk(systems []string, datasets []OverviewDataset) (own []string) {
	for _, name := range systems {
		original, desk := strings.CutSuffix(name, record.DeskRecipe)
		both := func(d OverviewDataset) bool { return all.wasRun(name, d.Dataset) && all.wasRun(original, d.Dataset) }
		if !desk || !slices.Contains(systems, original) || slices.ContainsFunc(datasets, both) {
			own = append(own, name)
			continue
		}
		for _, d := range datasets {
			at := systemOn{original, d.Dataset}
			all[at] = append(all[at], all[systemOn{name, d.Dataset}]...)
		}
	}
	return own
}

// wasRun reports whether a system has runs on a data set.
func (all rowsBySystem) wasRun(system, dataset string) bool {
	return slices.ContainsFunc(all[systemOn{system, dataset}], func(r Row) bool { return r.Measured != nil || r.Missing != "" })
}
