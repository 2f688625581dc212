package record

import (
	"cmp"
	"slices"

	"gan2014/results"
)

// An Index finds the records of a database by id, key and recipe. Searching all of them for each would take a time that grows with the
// square of their number. A nil Index has no records.
type Index struct {
	Records []Record // oldest first

	byID     map[int64]int // places in Records
	byKey    map[string][]int
	byRecipe map[string][]int
	recipes  []string // in the order of their first run
}

// NewIndex returns the index of records, which are ordered oldest first. It refers to the records and does not copy them.
func NewIndex(records []Record) *Index {
	x := &Index{Records: records, byID: map[int64]int{}, byKey: map[string][]int{}, byRecipe: map[string][]int{}}
	for i, r := range records {
		x.byID[r.ID] = i
		x.byKey[r.Key] = append(x.byKey[r.Key], i)
		if x.byRecipe[r.Recipe] == nil {
			x.recipes = append(x.recipes, r.Recipe)
		}
		x.byRecipe[r.Recipe] = append(x.byRecipe[r.Recipe], i)
	}
	return x
}

// Find returns the record of a run, or nil if there is none.
func (x *Index) Find(id int64) *Record {
	if x == nil {
		return nil
	}
	i, found := x.byID[id]
	if !found {
		return nil
	}
	return &x.Records[i]
}

// Of returns the records of these runs, oldest first, without those that there are not.
func (x *Index) Of(ids []int64) (found []*Record) {
	for _, id := range ids {
		if r := x.Find(id); r != nil {
			found = append(found, r)
		}
	}
	slices.SortStableFunc(found, func(a, b *Record) int { return cmp.Compare(x.byID[a.ID], x.byID[b.ID]) })
	return found
}

// First returns the oldest of these runs, or nil if there is none.
func (x *Index) First(ids []int64) *Record {
	if found := x.Of(ids); len(found) > 0 {
		return found[0]
	}
	return nil
}

// Recipes groups the runs that were not superseded by their recipes, in the order of each recipe's first.
func (x *Index) Recipes() (all [][]*Record) {
	if x == nil {
		return nil
	}
	for _, recipe := range x.recipes {
		var seeds []*Record
		for _, i := range x.byRecipe[recipe] {
			if r := &x.Records[i]; !r.Superseded {
				seeds = append(seeds, r)
			}
		}
		if len(seeds) > 0 {
			all = append(all, seeds)
		}
	}
	slices.SortStableFunc(all, func(a, b []*Record) int { return cmp.Compare(x.byID[a[0].ID], x.byID[b[0].ID]) })
	return all
}

// Lost returns the runs of a recipe that its mean does not count. It leaves out a failed repetition of a seed that is done.
func (x *Index) Lost(recipe string) (lost []results.Run) {
	if x == nil || recipe == "" {
		return nil
	}
	for _, i := range x.byRecipe[recipe] {
		if r := x.Records[i].Run; slices.Contains(LostStatuses, r.Status) && (r.Key == "" || x.done(r.Key) == nil) {
			lost = append(lost, r)
		}
	}
	return lost
}

// done returns the first done run of a key, or nil if there is none.
func (x *Index) done(key string) *Record {
	for _, i := range x.byKey[key] {
		if r := &x.Records[i]; r.Status == results.Done {
			return r
		}
	}
	return nil
}

// ComputingTime adds up the seconds behind a run's result: its own, and those of the runs whose training it continued.
func (x *Index) ComputingTime(r results.Run) (seconds float64) {
	for seen := map[string]bool{}; !seen[r.Key]; {
		seconds += r.Seconds
		seen[r.Key] = true
		if before := x.done(r.Continues); before != nil {
			r = before.Run
		}
	}
	return seconds
}

// Superseding returns the last done run of the same key after run, or 0 if there is none.
func (x *Index) Superseding(run results.Run) (id int64) {
	for _, i := range x.byKey[run.Key] {
		if r := x.Records[i]; r.ID > run.ID && r.Status == results.Done {
			id = max(id, r.ID)
		}
	}
	return id
}
