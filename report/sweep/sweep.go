// Package sweep makes a table and a plot of each sweep: of the variants that a spec's matrix made of a system, by the values of the keys that
// vary among them. The best variant is chosen by the likelihood of validation images, never by that of test images.
package sweep

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"gan2014/internal/stats"
	"gan2014/report/record"
	"gan2014/results"
)

// A Sweep holds the variants of a system on one data set and under one budget.
type Sweep struct {
	System, Dataset, Budget string
	Grid                    string // on which all its likelihoods were computed: the paper's, if any was
	Keys                    []Key
	Variants                []Variant // by the values of the keys, in their order
	Level                   float64   // of validation images, in nats, for the number of epochs to it; NaN if there is none
}

// A Key is a value of the spec that varies among the variants.
type Key struct {
	Name    string // path below the system, "train.k"
	Numbers bool   // all values are numbers
}

// A Variant is a system with one value for each key, over all its seeds.
type Variant struct {
	Values      []string // of the keys; empty where the variant does not have the key
	Recipe      string
	Seeds, All  int            // seeds in the means, and all seeds
	Failed      int            // of All: those that diverged or failed, and will have no score
	Missing     results.Status // of a variant without a score: the best status of its runs
	Valid, Test Mean           // log-likelihood of the validation and of the test images, nats
	Best        bool           // highest mean on validation images, of the variants without a failed seed if there are any
	Runs        []int64        // those in the means, or all if none is
	FromFirst   *Difference    // of the test images' likelihood, from the variant that was planned first; nil for that one, and without two common seeds

	reached []float64         // epoch at which a seed reached the level, for each that did
	valid   []float64         // of each seed
	test    map[int64]float64 // of the test images, by seed
	first   int64             // id of the first run
}

// A Difference is the mean difference of two variants over the seeds that both have, in nats.
type Difference struct {
	Mean, HalfWidth float64 // of the 95 % interval by Student's t
	Pairs           int
}

// A Mean is the mean over the seeds of a variant.
type Mean struct {
	Mean float64  // NaN if there is none
	SD   *float64 // sample standard deviation over the seeds; nil for fewer than two
}

// New returns the sweeps with at least two variants, in the order of their first runs.
func New(x *record.Index) (all []Sweep) {
	for _, found := range results.Sweeps(record.Runs(x.Records)) {
		if len(found.Keys) == 0 {
			continue
		}
		s := Sweep{System: found.Of, Dataset: found.Dataset, Budget: found.Budget, Grid: gridOf(found.Runs, x)}
		for _, runs := range byRecipe(found.Runs) {
			s.Variants = append(s.Variants, newVariant(runs, found.Keys, s.Grid, x))
		}
		for i, name := range found.Keys {
			s.Keys = append(s.Keys, Key{name, !slices.ContainsFunc(s.Variants, func(v Variant) bool { return !isNumber(v.Values[i]) })})
		}
		slices.SortStableFunc(s.Variants, func(a, b Variant) int { return slices.CompareFunc(a.Values, b.Values, compareValues) })
		s.markBest()
		s.compareWithFirst()
		s.setLevel(x)
		all = append(all, s)
	}
	return all
}

// gridOf returns the paper's grid if a run was scored on it, or else the first grid on which a run was scored.
func gridOf(runs []results.Run, x *record.Index) (grid string) {
	for _, r := range runs {
		for _, e := range x.Find(r.ID).Evaluations {
			if grid = cmp.Or(grid, e.Grid); e.Grid == "paper" {
				return e.Grid
			}
		}
	}
	return grid
}

// byRecipe groups the runs that were neither superseded nor damaged, in the order of each recipe's first.
func byRecipe(runs []results.Run) (groups [][]results.Run) {
	place := map[string]int{}
	for _, r := range runs {
		if r.Superseded || r.Status == results.Damaged {
			continue
		}
		i, found := place[r.Recipe]
		if !found {
			i = len(groups)
			place[r.Recipe], groups = i, append(groups, nil)
		}
		groups[i] = append(groups[i], r)
	}
	return groups
}

func newVariant(runs []results.Run, keys []string, grid string, x *record.Index) Variant {
	v := Variant{Recipe: runs[0].Recipe, test: map[int64]float64{}, first: runs[0].ID}
	values := runs[0].Values()
	for _, key := range keys {
		v.Values = append(v.Values, values[key])
	}
	var test []float64
	for _, r := range runs {
		es := x.Find(r.ID).Evaluations
		i := slices.IndexFunc(es, func(e results.Evaluation) bool { return e.Grid == grid })
		if !record.IsCounted(r) || i < 0 {
			continue
		}
		v.Runs = append(v.Runs, r.ID)
		v.valid, test = append(v.valid, es[i].ValidLL()), append(test, es[i].LL)
		v.test[r.Seed] = es[i].LL
	}
	v.Valid, v.Test = newMean(v.valid), newMean(test)
	lost := record.CountByStatus(x.Lost(v.Recipe))
	v.Seeds, v.All, v.Failed = len(v.Runs), len(v.Runs), lost[results.Diverged]+lost[results.Failed]
	for _, n := range lost {
		v.All += n
	}
	if v.Seeds == 0 {
		for _, r := range runs {
			v.Runs = append(v.Runs, r.ID)
		}
		v.Missing, _ = x.Tally(v.Runs)
	}
	return v
}

func newMean(values []float64) Mean {
	if len(values) == 0 {
		return Mean{Mean: nan}
	}
	mean, sd := stats.MeanSD(values)
	m := Mean{Mean: mean}
	if len(values) > 1 && stats.IsFinite(sd) {
		m.SD = &sd
	}
	return m
}

// markBest marks the variants with the highest mean on validation images. A mean that leaves out failed seeds flatters its variant, so those
// without failed seeds come first.
func (s *Sweep) markBest() {
	if best, ok := s.best(); ok {
		for i, v := range s.Variants {
			s.Variants[i].Best = v.Valid.Mean == best.Valid.Mean && (v.Failed > 0) == (best.Failed > 0)
		}
	}
}

// First returns the place of the variant that was planned first.
func (s Sweep) First() int {
	first := 0
	for i, v := range s.Variants {
		if v.first < s.Variants[first].first {
			first = i
		}
	}
	return first
}

// compareWithFirst compares the variants with the one that was planned first, seed by seed.
func (s *Sweep) compareWithFirst() {
	first := s.First()
	for i := range s.Variants {
		if i != first {
			s.Variants[i].FromFirst = difference(s.Variants[i].test, s.Variants[first].test)
		}
	}
}

// difference returns the mean difference over common seeds, or nil if there are fewer than two.
func difference(a, b map[int64]float64) *Difference {
	var differences []float64
	for _, seed := range slices.Sorted(maps.Keys(a)) {
		if other, common := b[seed]; common && stats.IsFinite(a[seed]-other) {
			differences = append(differences, a[seed]-other)
		}
	}
	if len(differences) < 2 {
		return nil
	}
	mean, sd := stats.MeanSD(differences)
	return &Difference{mean, stats.HalfWidth(sd, len(differences), .95), len(differences)}
}

// best returns the first variant with the highest mean on validation images.
func (s Sweep) best() (best Variant, ok bool) {
	for _, v := range s.ranked() {
		return v, true
	}
	return Variant{}, false
}

// ranked returns the variants with a finite mean on validation images, the best first.
func (s Sweep) ranked() []Variant {
	ranked := slices.DeleteFunc(slices.Clone(s.Variants), func(v Variant) bool { return !stats.IsFinite(v.Valid.Mean) })
	slices.SortStableFunc(ranked, func(a, b Variant) int {
		return cmp.Or(cmp.Compare(min(a.Failed, 1), min(b.Failed, 1)), cmp.Compare(b.Valid.Mean, a.Valid.Mean))
	})
	return ranked
}

// compareValues compares numbers by value and puts them before texts.
func compareValues(a, b string) int {
	x, notX := strconv.ParseFloat(a, 64)
	y, notY := strconv.ParseFloat(b, 64)
	switch {
	case notX == nil && notY == nil:
		return cmp.Compare(x, y)
	case notX == nil:
		return -1
	case notY == nil:
		return 1
	}
	return cmp.Compare(a, b)
}

// isNumber reports whether a value is a finite number.
func isNumber(value string) bool {
	x, err := strconv.ParseFloat(value, 64)
	return err == nil && stats.IsFinite(x)
}

// Has reports whether the sweep's table has the recipe.
func (s Sweep) Has(recipe string) bool {
	return slices.ContainsFunc(s.Variants, func(v Variant) bool { return v.Recipe == recipe })
}

// Title names the sweep: "Adversarial nets on MNIST, budget minutes".
func (s Sweep) Title() string {
	title := s.System + " on " + record.DatasetName(s.Dataset)
	if s.Budget != "" {
		title += ", budget " + s.Budget
	}
	return title
}

// ID is a name for links to the n-th sweep, counted from 1.
func ID(n int) string { return fmt.Sprintf("sweep-%d", n) }
