// Package stats holds the statistics that a report of few numbers needs: how sure a mean of few numbers is, and whether two systems
// that were trained with the same seeds differ.
//
// Seeds are few, so nothing here relies on large numbers: intervals are Student's, and the test is exact.
package stats

import (
	"math"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// HalfWidth is half the width of the confidence interval (0.95, say) of a mean of n independent numbers whose sample standard
// deviation is sd: t·sd/√n, with Student's t of n−1 degrees of freedom (Student 1908). Below two numbers it is infinite.
func HalfWidth(sd float64, n int, confidence float64) float64 {
	if n < 2 {
		return math.Inf(1)
	}
	return quantile(n, confidence) * sd / math.Sqrt(float64(n))
}

// NextWithin is how far from the mean of n independent normal numbers, whose sample standard deviation is sd, one more of their
// kind falls with the given confidence: t·sd·√(1+1/n), the half width of a prediction interval. Below two numbers it is infinite.
func NextWithin(sd float64, n int, confidence float64) float64 {
	if n < 2 {
		return math.Inf(1)
	}
	return quantile(n, confidence) * sd * math.Sqrt(1+1/float64(n))
}

// quantile is Student's t that n−1 degrees of freedom exceed on both sides together with probability 1−confidence.
func quantile(n int, confidence float64) float64 {
	return distuv.StudentsT{Sigma: 1, Nu: float64(n - 1)}.Quantile((1 + confidence) / 2)
}

// MeanSD is the mean of x and its sample standard deviation, which of fewer than two numbers is NaN.
func MeanSD(x []float64) (mean, sd float64) {
	if len(x) < 2 {
		return stat.Mean(x, nil), math.NaN()
	}
	return stat.MeanStdDev(x, nil)
}
