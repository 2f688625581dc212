package record

import (
	"math"

	"gan2014/internal/metric"
	"gan2014/results"
)

// Warnings returns what the scores of the runs with these ids warn of, a sentence each: a trained system that scores below the mean
// image, or whose samples are almost all alike. Of several runs the worst counts. Controls are not compared with the mean image, and not
// warned of.
func (x *Index) Warnings(ids []int64) []string {
	above, spread := math.Inf(1), math.Inf(1)
	for _, r := range x.Of(ids) {
		beyond := results.AboveMeanImage(r.Evaluations)
		if math.IsNaN(beyond) {
			continue
		}
		above = min(above, beyond)
		if r.Spread.Valid {
			spread = min(spread, r.Spread.V)
		}
	}
	return metric.Warnings(above, spread)
}
