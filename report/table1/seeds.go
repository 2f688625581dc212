package table1

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"gan2014/internal/stats"
	"gan2014/internal/typeset"
	"gan2014/report/record"
	"gan2014/results"
)

// countSeeds counts the seeds that the mean of each row leaves out, and finds the medians with and without those that failed.
func (t *Table) countSeeds(x *record.Index) {
	for _, g := range t.Groups {
		for i := range g.Rows {
			r := &g.Rows[i]
			r.Lost = record.CountByStatus(x.Lost(r.Recipe))
			if failed := r.failedSeeds(); failed > 0 {
				r.Medians = newMedians(slices.Collect(maps.Values(seedScores(*r, x))), failed)
			}
		}
	}
}

// Medians are the medians over the seeds of a row of which some failed, in nats.
type Medians struct {
	Finished float64 // over the seeds with a score
	All      float64 // over all seeds, where each that failed counts as −∞
}

// newMedians returns nil if there is no score.
func newMedians(scores []float64, failed int) *Medians {
	if len(scores) == 0 {
		return nil
	}
	return &Medians{stats.Median(scores), stats.Median(append(scores, slices.Repeat([]float64{math.Inf(-1)}, failed)...))}
}

// failedSeeds returns the number of seeds that diverged or failed, and will have no score.
func (r Row) failedSeeds() int { return r.Lost[results.Diverged] + r.Lost[results.Failed] }

// allSeeds returns the number of seeds, those without a score included.
func (r Row) allSeeds() int {
	all := r.Seeds
	for _, n := range r.Lost {
		all += n
	}
	return all
}

// seedsInWords returns the number of seeds in the mean, and what became of the others: "3 of 4 seeds (1 diverged)".
func (r Row) seedsInWords() string {
	if len(r.Lost) == 0 {
		return typeset.Count(r.Seeds, "seed", "seeds")
	}
	var lost []string
	for _, status := range record.LostStatuses {
		if n := r.Lost[status]; n > 0 {
			lost = append(lost, fmt.Sprintf("%d %s", n, status))
		}
	}
	return fmt.Sprintf("%d of %d seeds (%s)", r.Seeds, r.allSeeds(), strings.Join(lost, ", "))
}

// mediansInWords returns the medians of a row of which some seeds failed: "median 210.0, or 198.5 if those that failed count as lowest".
func (r Row) mediansInWords() string {
	if r.Medians == nil {
		return ""
	}
	return fmt.Sprintf("median %s, or %s if those that failed count as lowest", typeset.Fixed(r.Medians.Finished, 1), typeset.Fixed(r.Medians.All, 1))
}

// bothWays returns the mean, the median and the count of the seeds with and without those that failed, in sentences; it is empty unless some
// failed and others have a score.
func (r Row) bothWays() string {
	if r.Medians == nil || r.Measured == nil {
		return ""
	}
	failed := r.failedSeeds()
	return fmt.Sprintf("The %d that finished: mean %s, median %s. With the %d that failed counted as lowest, all %d: median %s, and no mean.",
		r.Seeds, typeset.Fixed(r.Measured.LL, 1), typeset.Fixed(r.Medians.Finished, 1), failed, r.Seeds+failed, typeset.Fixed(r.Medians.All, 1))
}

// medianFields returns the two medians for CSV and JSON; nil if there are none.
func (r Row) medianFields() (finished, all *float64) {
	if r.Medians == nil {
		return nil, nil
	}
	return &r.Medians.Finished, &r.Medians.All
}
