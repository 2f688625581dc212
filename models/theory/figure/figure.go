// Package figure describes the figures that the studies draw: their axes, what their captions say, and what each line is. A study draws
// its lines into one of these figures, and the report shows it as is said here: the report knows no study by its name.
package figure

import (
	"slices"
	"strings"
)

// A Figure describes a figure: axes, caption and parts.
type Figure struct {
	Name    string // "theorem1/value": figures with the same part before the slash are shown together
	Kind    Kind
	Title   string
	Caption string // without the title; of a strip that of all frames
	X, Y    string // what the axes are
	Columns []string

	LogX, LogY bool
	Show       []float64       // ordinates that the axis has in any case
	Levels     []Level         // lines of reference
	Parts      map[string]Part // what lines are, by their names; one that is not here is a Curve
	SameAxes   bool            // all frames of the strip have the axes in which each has a place
}

// A Kind is how a figure shows its lines.
type Kind int

const (
	Axes  Kind = iota // in axes of its own
	Frame             // in small axes, one of a strip; a line without points has the frame's title as its name
	Table             // as rows of numbers, with a column for each abscissa 0, 1, ...
)

// A Level is a horizontal line of reference.
type Level struct {
	Y     float64
	Label string
}

// A Part is what a line shows. Lines of one part look alike in all figures.
type Part int

const (
	Curve         Part = iota // one of several, which are told apart by colours and dashes
	Target                    // what is to be reached: the density of the data, or the best discriminator
	Generator                 // the density of the samples
	Discriminator             //
	Best                      // the best discriminator beside one that is trained
	Points                    // points that no line joins
	Centres                   // points with a ring around each; they decide where the axes end
	Arrows                    // arrows from z, X, to G(z), Y, below the axes
)

// The names of lines that have a part.
const (
	NameP       = "p"
	NameQ       = "q"
	NameD       = "D"
	NameBestD   = "D*"
	NameArrows  = "arrows"
	NameTrained = "trained D, samples" // the value that a trained D reaches on fresh samples
	NameSamples = "samples"
	NameModes   = "modes"
)

// Of finds the description of a figure by the name that is recorded with its lines. An unknown one, of another version of the program,
// has axes without names.
func Of(name string) Figure {
	for _, f := range All() {
		if f.Name == name {
			return f
		}
	}
	for _, strip := range []Figure{film, samples} {
		if title, ok := strings.CutPrefix(name, strip.Name); ok {
			return frame(strip, title)
		}
	}
	return Figure{Name: name, Title: name}
}

// All lists the figures but for frames, of which a strip has as many as the study likes.
func All() []Figure { return slices.Concat(ofTheGame, ofDensities, ofGradients, ofCollapse) }

// Group returns the common part of the names of figures that are shown together.
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
