package table1

import (
	"fmt"
	"maps"
	"slices"

	"gan2014/internal/stats"
	"gan2014/internal/typeset"
	"gan2014/report/record"
	"gan2014/results"
)

// A Comparison compares the paper's subject with another system, seed by seed, under one budget and with equal scoring.
type Comparison struct {
	Dataset, Grid, Budget string
	Other                 string
	Pairs                 int      // number of common seeds
	Mean                  float64  // mean of subject − other, nats
	HalfWidth             *float64 // half width of the mean's 95 % interval by Student's t, nats; nil for one pair
	P                     float64  // two-sided p-value of the exact signed-rank test
}

// Comparisons returns the comparisons that the table's rows allow. A variant of the subject is no other system. Of several recipes of one
// name, budget and protocol, that with the most seeds is compared, and of those the latest: to compare each with each would find differences
// by chance.
func Comparisons(t Table, x *record.Index) []Comparison {
	var out []Comparison
	for _, g := range t.Groups {
		rows := mostSeeds(g.Rows)
		for _, a := range rows {
			if a.System != Subject {
				continue
			}
			for _, b := range rows {
				if b.System == Subject || b.VariantOf == Subject || b.Budget != a.Budget || !compares(a, b, x) {
					continue
				}
				if c, ok := compare(seedScores(a, x), seedScores(b, x)); ok {
					c.Dataset, c.Grid, c.Budget, c.Other = record.DatasetName(g.Dataset), a.Grid, a.Budget, b.System
					out = append(out, c)
				}
			}
		}
	}
	return out
}

// compares reports whether the scores of two rows differ only in their samples. The protocols of adversarial nets and of a Markov chain are
// never equal as texts, because they say how samples were drawn; if the scoring is unknown, only equal texts compare.
func compares(a, b Row, x *record.Index) bool {
	if a.Grid == b.Grid && a.Protocol == b.Protocol {
		return true
	}
	here, there := x.First(a.RunIDs), x.First(b.RunIDs)
	if here == nil || there == nil {
		return false
	}
	as := scoredAsOf(a, "", here.Run)
	return as == scoredAsOf(b, "", there.Run) && as.scoring != (record.Scoring{})
}

// mostSeeds returns one measured row of each system, budget and protocol, in the order of the rows.
func mostSeeds(rows []Row) (chosen []Row) {
	type kind struct{ system, budget, grid, protocol string }
	place := map[kind]int{}
	for _, r := range rows {
		if r.Measured == nil {
			continue
		}
		k := kind{r.System, r.Budget, r.Grid, r.Protocol}
		i, found := place[k]
		switch {
		case !found:
			place[k] = len(chosen)
			chosen = append(chosen, r)
		case largestBudgetFirst(r, chosen[i]) < 0:
			chosen[i] = r
		}
	}
	return chosen
}

// seedScores returns the finite log-likelihoods of a row's runs, by seed.
func seedScores(r Row, x *record.Index) map[int64]float64 {
	scores := map[int64]float64{}
	for _, run := range x.Of(r.RunIDs) {
		i := slices.IndexFunc(run.Evaluations, func(e results.Evaluation) bool { return e.Grid == r.Grid && e.Protocol == r.Protocol })
		if i >= 0 && stats.IsFinite(run.Evaluations[i].LL) {
			scores[run.Seed] = run.Evaluations[i].LL
		}
	}
	return scores
}

func compare(a, b map[int64]float64) (Comparison, bool) {
	var differences []float64
	for _, seed := range slices.Sorted(maps.Keys(a)) {
		if other, both := b[seed]; both {
			differences = append(differences, a[seed]-other)
		}
	}
	if len(differences) == 0 {
		return Comparison{}, false
	}
	mean, sd := stats.MeanSD(differences)
	c := Comparison{Pairs: len(differences), Mean: mean, P: stats.SignedRank(differences)}
	if c.Pairs > 1 {
		half := stats.HalfWidth(sd, c.Pairs, confidence)
		c.HalfWidth = &half
	}
	return c, true
}

// Interval formats the interval: "−4.2 to 1.3", or a dash for one pair.
func (c Comparison) Interval() string {
	if c.HalfWidth == nil {
		return "–"
	}
	return typeset.Fixed(c.Mean-*c.HalfWidth, 1) + " to " + typeset.Fixed(c.Mean+*c.HalfWidth, 1)
}

// enoughPairs is the least number of pairs for which the exact test can give a p-value below 0.05: 2/2⁶.
const enoughPairs = 6

// Conclusion says in words what the pairs show.
func (c Comparison) Conclusion() string {
	higher := Subject
	if c.Mean < 0 {
		higher = c.Other
	}
	switch {
	case c.HalfWidth == nil:
		return "one pair says nothing about chance"
	case max(c.Mean, -c.Mean) <= *c.HalfWidth:
		return "~ not distinguishable"
	case c.Pairs < enoughPairs:
		return fmt.Sprintf("%s higher, if differences are normal; too few seeds for the exact test", higher)
	case c.P >= 1-confidence:
		return fmt.Sprintf("%s higher, if differences are normal; the exact test does not confirm it", higher)
	}
	return higher + " higher"
}
