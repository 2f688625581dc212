package reference

import (
	"fmt"
	"math"

	"gan2014/results"
)

// tolerance is what any seed by any means may differ from the mean over seeds by, seen from how much the measurements of a row and its
// repeats do: five of their standard deviations, as a standard deviation of few is not well known itself.
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

// minTolerance is what any number may be off by: the same means in another machine, or rounding where no training amplifies it.
func minTolerance(ll float64) (nats float64) { return max(2, 0.01*math.Abs(ll)) }
