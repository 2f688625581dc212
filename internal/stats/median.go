package stats

import "slices"

// Median returns the median of x. For an even count it is the mean of the two middle numbers, and for an empty x it is 0.
func Median(x []float64) float64 {
	if len(x) == 0 {
		return 0
	}
	x = slices.Sorted(slices.Values(x))
	return (x[(len(x)-1)/2] + x[len(x)/2]) / 2
}
