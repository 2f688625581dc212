package reference

import (
	"fmt"
	"math"

	"gan2014/results"
)

// tolerance returns how far any seed in any setup may be from the mean over seeds. It is five standard deviations of the row's
// measurements and their repeats. Five is large because a standard deviation of few values is itself uncertain.
func tolerance(row results.Table1Row, measured []Measurement) (nats float64, reason string) {
	const deviations = 5
	sum := 0.
	for _, m := range measured {
		sum += (m.LL - row.LL) * (m.LL - row.LL)
	}
	sd := math.Sqrt(sum / float64(len(measured)-1))
	of := fmt.Sprintf("%d seeds", row.Seeds)
	if repeats := len(measured) - row.Seeds; repeats > 0 {
		of += fmt.Sprintf(" and %d repeats", repeats)
	}
	if spread := deviations * sd; spread > minTolerance(row.LL) {
		return spread, fmt.Sprintf("%d standard deviations of %s, of %.3g nats each", deviations, of, sd)
	}
	return minTolerance(row.LL), fmt.Sprintf("2 nats or 1 %% of the number; %s have a standard deviation of %.3g", of, sd)
}

// minTolerance returns the smallest tolerance. It allows for another machine with the same setup, and for rounding that no training amplifies.
func minTolerance(ll float64) (nats float64) { return max(2, 0.01*math.Abs(ll)) }
