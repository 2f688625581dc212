// Package stats has the statistics for reports over few seeds: confidence intervals of a mean, and a test whether two systems that were
// trained with the same seeds differ.
//
// Nothing here relies on large samples, because seeds are few: the intervals are Student's, and the test is exact.
package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// HalfWidth returns half the width of the confidence interval (0.95, for example) of the mean of n independent numbers with sample
// standard deviation sd: t·sd/√n, with Student's t for n−1 degrees of freedom (Student 1908). For n below 2 it is infinite.
func HalfWidth(sd float64, n int, confidence float64) float64 {
	if n < 2 {
		return math.Inf(1)
	}
	return quantile(n, confidence) * sd / math.Sqrt(float64(n))
}

// NextWithin returns half the width of the prediction interval: one more number of the same distribution lies at most this far from the
// mean of n independent normal numbers, with the given confidence. It is t·sd·√(1+1/n), where sd is their sample standard deviation. For n
// below 2 it is infinite.
func NextWithin(sd float64, n int, confidence float64) float64 {
	if n < 2 {
		return math.Inf(1)
	}
	return quantile(n, confidence) * sd * math.Sqrt(1+1/float64(n))
}

// quantile returns the two-sided quantile t: Student's distribution with n−1 degrees of freedom exceeds t in absolute value with
// probability 1−confidence. It is rounded to a multiple of 2⁻³², because the last bits of gonum's value depend on the processor.
func quantile(n int, confidence float64) float64 {
	return math.Round(0x1p32*distuv.StudentsT{Sigma: 1, Nu: float64(n - 1)}.Quantile((1+confidence)/2)) / 0x1p32
}

// MeanSD returns the mean of x and its sample standard deviation, which is NaN for fewer than two numbers.
func MeanSD(x []float64) (mean, sd float64) {
	if len(x) < 2 {
		return Mean(x), math.NaN()
	}
	mean = Mean(x)
	squares := 0.
	for _, v := range x {
		squares += float64((v - mean) * (v - mean))
	}
	return mean, math.Sqrt(squares / float64(len(x)-1))
}

// Mean returns the mean of x.
func Mean(x []float64) float64 {
	sum := 0.
	for _, v := range x {
		sum += v
	}
	return sum / float64(len(x))
}
