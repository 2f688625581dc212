package theory

import "gan2014/models/theory/figure"

// A Result has the findings and the lines of a study.
type Result struct {
	Findings []Finding
	Lines    []Line
}

// A Finding is a claim of the theory with the measurement that tests it.
type Finding struct {
	Figure   string // the group of figures that shows it
	Claim    string // the sentence that is tested: "For G fixed, the optimal discriminator D is p/(p+q)."
	Source   string // the origin of the claim: "paper, Proposition 1"
	Measured string // the result, in numbers
	Holds    bool   // the measurement agrees with the claim
}

// A Line is a curve of a figure, or its points.
type Line struct {
	Figure figure.Figure
	Name   string // in the legend: "−log D"
	Points []Point
}

// A Point is a point of a line. Low and High are the ends of its 95 % interval; without an interval both are Y.
type Point struct{ X, Y, Low, High float64 }

// exactPoint returns a point without an interval, because its value is computed and not sampled.
func exactPoint(x, y float64) Point { return Point{X: x, Y: y, Low: y, High: y} }

// graph returns f at n+1 points from low to high.
func graph(f func(float64) float64, low, high float64, n int) []Point {
	points := make([]Point, n+1)
	for i := range points {
		x := low + float64((high-low)*float64(i)/float64(n))
		points[i] = exactPoint(x, f(x))
	}
	return points
}

// An average is that of the numbers which are added.
type average struct {
	sum float64
	n   int
}

func (a *average) add(v float64) { a.sum, a.n = a.sum+v, a.n+1 }
func (a *average) mean() float64 { return a.sum / float64(a.n) }
