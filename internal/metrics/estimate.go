package metrics

import (
	"math"

	"gan2014/internal/stats"
)

// An Estimate is a number with a 95 % confidence interval.
type Estimate struct{ Value, Low, High float64 }

// z95 is the two-sided 95 % quantile of the normal distribution.
const z95 = 1.959963984540054

// share returns the share hits/n with Wilson's interval (Wilson 1927, "Probable Inference, the Law of Succession, and Statistical Inference").
func share(hits, n int) Estimate {
	p, m := float64(hits)/float64(n), float64(n)
	centre := (p + z95*z95/(2*m)) / (1 + z95*z95/m)
	half := z95 / (1 + z95*z95/m) * math.Sqrt(float64(p*(1-p))/m+z95*z95/(4*m*m))
	return Estimate{p, max(0, centre-half), min(1, centre+half)}
}

// mean returns the mean of many independent numbers with its normal interval.
func mean(x []float64) Estimate {
	m, sd := stats.MeanSD(x)
	half := z95 * sd / math.Sqrt(float64(len(x)))
	return Estimate{m, m - half, m + half}
}
