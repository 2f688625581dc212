package theory

import "gan2014/models/theory/figure"

// An Outcome is what a study found.
type Outcome struct {
	Findings []Finding
	Lines    []Line
}

// A Finding is a sentence of the theory beside what was measured of it.
type Finding struct {
	Figure   string // the group of figures that shows it
	Claim    string // the sentence that is tested: "For G fixed, the optimal discriminator D is p/(p+q)."
	Source   string // where it is from: "paper, Proposition 1"
	Measured string // what came out, in numbers
	Holds    bool   // the measurement agrees with the claim
}

// A Line is a curve, or the points, of a figure.
type Line struct {
	Figure figure.Figure
	Name   string // for the key: "−log D"
	Points []Point
}

// A Point is one of a line. Low and High are the ends of its 95 % interval; where there is none both are Y.
type Point struct{ X, Y, Low, High float64 }
