package record

import (
	"math"
	"slices"

	"gan2014/internal/metric"
	"gan2014/results"
)

// Warnings returns what the scores of the records with these ids warn of, a sentence each: a trained system that scores below the mean
// image, or whose samples are almost all alike. Of several runs the worst counts. Controls are not
// compared with the mean image, and not warned of.
func Warnings(records []Record, ids []int64) []string {
	above, spread := math.Inf(1), math.Inf(1)
	for _, r := range records {
		if !slices.Contains(ids, r.ID) || math.IsNaN(results.AboveMeanImage(r.Evaluations)) {
			continue
		}
		above = min(above, results.AboveMeanImage(r.Evaluations))
		spread = min(spread, r.scored(metric.SampleSpread))
	}
	return metric.Warnings(above, spread)
}

// scored returns a metric of the parameters that were scored, or +Inf if it is unknown.
func (r Record) scored(name string) float64 {
	for _, m := range r.Metrics {
		if len(r.Evaluations) > 0 && m.Name == name && m.Epoch == r.Evaluations[0].Epoch {
			return m.Value
		}
	}
	return math.Inf(1)
}
