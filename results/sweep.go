package results

import (
	"maps"
	"slices"
	"strings"
)

// A Sweep is the runs that a sweep made of one system, on one data set and under one budget.
type Sweep struct {
	Of, Dataset, Budget string
	Keys                []string // in which the effective specs of the runs differ, as in [Run.Values], sorted; none for one variant
	Runs                []Run    // in the order in which they were given
}

// Sweeps returns the sweeps among runs, in the order of each sweep's first run. Runs of no sweep belong to none.
func Sweeps(runs []Run) (all []Sweep) {
	for _, r := range runs {
		if r.VariantOf == "" {
			continue
		}
		i := slices.IndexFunc(all, func(s Sweep) bool { return s.Of == r.VariantOf && s.Dataset == r.Dataset && s.Budget == r.Budget })
		if i < 0 {
			i = len(all)
			all = append(all, Sweep{Of: r.VariantOf, Dataset: r.Dataset, Budget: r.Budget})
		}
		all[i].Runs = append(all[i].Runs, r)
	}
	for i := range all {
		all[i].Keys = varied(all[i].Runs)
	}
	return all
}

// varied returns the keys that do not have the same value in all runs. A damaged run says nothing of its values.
func varied(runs []Run) (keys []string) {
	differ := map[string]bool{}
	var first map[string]string
	for _, r := range runs {
		if r.Status == Damaged {
			continue
		}
		values := r.Values()
		if first == nil {
			first = values
		}
		for key, value := range values {
			if before, set := first[key]; !set || before != value {
				differ[key] = true
			}
		}
		for key := range first {
			if _, set := values[key]; !set {
				differ[key] = true
			}
		}
	}
	return slices.SortedFunc(maps.Keys(differ), comparePaths)
}

// Values returns the values of a run's effective spec by their paths: those of its system without the prefix ("train.k"), the others whole
// ("evaluation.samples"). It leaves out the name, the data set and the budget, which the run itself has.
func (r Run) Values() map[string]string {
	values := map[string]string{}
	for path, value := range leaves(r.EffectiveSpec) {
		key := strings.TrimPrefix(path, theSystem)
		if path != "budget" && path != theSystem+"name" && path != theSystem+"dataset" {
			values[key] = value
		}
	}
	return values
}
