package sweep

import (
	"fmt"
	"math"
	"slices"

	"gan2014/internal/metric"
	"gan2014/internal/stats"
	"gan2014/internal/typeset"
	"gan2014/report/record"
	"gan2014/results"
)

// Runs returns the runs whose metrics a sweep has numbers from: they must have been read before [New].
func Runs(x *record.Index) (runs []*record.Record) {
	for _, found := range results.Sweeps(record.Runs(x.Records)) {
		for _, r := range found.Runs {
			if record.IsCounted(r) {
				runs = append(runs, x.Find(r.ID))
			}
		}
	}
	return runs
}

// usual is the level on MNIST, in nats.
const usual = 150

// setLevel sets the likelihood of validation images by which trainings are compared: what all seeds of the first variant had at the end of theirs,
// and on MNIST 150 nats if that is less. Then it notes the epoch at which each seed first had it.
func (s *Sweep) setLevel(x *record.Index) {
	s.Level = nan
	if len(s.Variants) == 0 {
		return
	}
	least := math.Inf(1)
	for _, id := range s.Variants[s.First()].Runs {
		if all := x.Find(id).Values(metric.ValidLL); len(all) > 0 {
			least = min(least, all[len(all)-1])
		}
	}
	if s.Level = math.Floor(least); !stats.IsFinite(s.Level) {
		s.Level = nan
		return
	}
	if s.Dataset == "mnist" {
		s.Level = min(s.Level, usual)
	}
	for i := range s.Variants {
		v := &s.Variants[i]
		for _, id := range v.Runs {
			if epoch, ok := reached(x.Find(id), s.Level); ok {
				v.reached = append(v.reached, float64(epoch))
			}
		}
	}
}

// reached returns the first epoch at which the validation likelihood of a run was at or above a level.
func reached(r *record.Record, level float64) (epoch int, ok bool) {
	for _, m := range r.Metrics { // by name, then by epoch
		if m.Name == metric.ValidLL && m.Value >= level {
			return m.Epoch, true
		}
	}
	return 0, false
}

// IsLevelled reports whether variants are compared by the epochs to a level.
func (s Sweep) IsLevelled() bool { return !math.IsNaN(s.Level) }

// Reached returns the median epoch at which the seeds reached the level, and how many did if not all did: "10", "10 (2 of 3)", "never".
func (v Variant) Reached() string {
	n := len(v.reached)
	switch {
	case v.Seeds == 0:
		return "–"
	case n == 0:
		return "never"
	}
	sorted := slices.Sorted(slices.Values(v.reached))
	text := typeset.Short((sorted[(n-1)/2] + sorted[n/2]) / 2)
	if n < v.Seeds {
		text += fmt.Sprintf(" (%d of %d)", n, v.Seeds)
	}
	return text
}
