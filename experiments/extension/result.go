package extension

import "gan2014/results"

// A Result has the numbers of an extension: metrics by the names of package metric, and lines of figures.
type Result struct {
	Metrics map[string]float64
	Lines   []results.Line
}

// interval returns a point with the 95 % interval of a normal distribution.
func interval(x, y, stdErr float64) results.LinePoint {
	const normal = 1.959964 // 97.5 % quantile of N(0, 1)
	return results.LinePoint{X: x, Y: y, Low: y - float64(normal*stdErr), High: y + float64(normal*stdErr)}
}
