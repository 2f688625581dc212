// Package figure describes the figures of the studies and of the extensions of section 7: their axes, their captions and the meaning of each line. A study adds its lines to
// one of these figures, and the report draws the figure from its description. So the report needs no code for a single study.
package figure

import (
	"slices"
	"strings"
)

// A Figure describes the axes, the caption and the parts of a figure.
type Figure struct {
	Name    string // "theorem1/value": figures with the same part before the slash are shown together
	Kind    Kind
	Title   string
	Caption string // without the title; a strip has one caption for all frames
	X, Y    string // labels of the axes
	Columns []string

	LogX, LogY bool
	Show       []float64       // ordinates that the axis always includes
	Levels     []Level         // lines of reference
	Parts      map[string]Part // the parts of lines by their names; any other line is a Curve
	SameAxes   bool            // all frames of the strip have the same axes
}

// A Kind says how a figure shows its lines.
type Kind int

const (
	Axes  Kind = iota // a plot of its own
	Frame             // a small plot in a strip; a line without points has the frame's title as its name
	Table             // a table of numbers, with a column for each abscissa 0, 1, ...
)

// A Level is a horizontal line of reference.
type Level struct {
	Y     float64
	Label string
}

// A Part says what a line shows. Lines of one part look alike in all figures.
type Part int

const (
	Curve         Part = iota // one of several curves, with its own colour and dashes
	Target                    // the target: the density of the data, or the best discriminator
	Generator                 // the density of the samples
	Discriminator             // the trained discriminator
	Best                      // the best discriminator, beside a trained one
	Points                    // points without a line
	Centres                   // points with a ring around each; they decide the range of the axes
	Arrows                    // arrows from z (X) to G(z) (Y), below the axes
)

// The names of lines that have a part.
const (
	NameP       = "p"
	NameQ       = "q"
	NameD       = "D"
	NameBestD   = "D*"
	NameArrows  = "arrows"
	NameTrained = "trained D, samples" // the value of a trained D on fresh samples
	NameSamples = "samples"
	NameModes   = "modes"
)

// Of finds the description of a figure by the name that is recorded with its lines. A figure of another version of the program may be
// unknown; it has axes without labels.
func Of(name string) Figure {
	for _, f := range All() {
		if f.Name == name {
			return f
		}
	}
	if f, ok := ofModes(name); ok {
		return f
	}
	for _, strip := range []Figure{film, samples, panels, support} {
		if title, ok := strings.CutPrefix(name, strip.Name); ok {
			return frame(strip, title)
		}
	}
	return Figure{Name: name, Title: name}
}

// All lists all figures except frames, because the study decides how many frames a strip has.
func All() []Figure {
	return slices.Concat(ofTheGame, ofDensities, ofGradients, ofCollapse, ofSaddles, ofDivergences, ofEstimators, ofChains, ofWakeSleep, ofExtensions, []Figure{Annealed})
}

// Group returns the part of the name before the slash, which figures that are shown together have in common.
func (f Figure) Group() string {
	group, _, _ := strings.Cut(f.Name, "/")
	return group
}

// frame returns a figure for one frame of a strip.
func frame(strip Figure, title string) Figure {
	strip.Name += title
	strip.Title = title
	return strip
}
