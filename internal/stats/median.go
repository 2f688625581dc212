package stats

import "slices"

// Median is the median of x, of an even count the mean of the two in the middle, and 0 of nothing.
func Median(x []float64) float64 {
	if len(x) == 0 {
		return 0
	}
	x = slices.Sorted(slices.Values(x))
	return (x[(len(x)-1)/2] + x[len(x)/2]) / 2
}
