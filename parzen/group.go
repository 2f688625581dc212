package parzen

import (
	"math"
	"slices"
)

// A group is some points, centred.
type group struct {
	from    int       // the first one's place
	centred []float32 // points − shift, rounded: n×D
	norms   []float64 // their squared norms
	largest float64   // the largest norm
}

// set makes a group of the points from ≤ i < to.
func (g *group) set(a *Accumulator, from, to int) {
	some := a.x.slice(from, to)
	g.from = from
	g.centred, g.norms = resized(g.centred, len(some.Data)), resized(g.norms, some.N)
	centre(g.centred, g.norms, some.Data, a.shift)
	g.largest = math.Sqrt(slices.Max(g.norms))
}
