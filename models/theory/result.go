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
