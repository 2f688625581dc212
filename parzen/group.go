package parzen

import "math"

// A group is consecutive points, centred.
type group struct {
	from    int       // index of the first point
	centred []float32 // points − shift, rounded: n×D
	norms   []float64 // their squared norms
	largest float64   // the largest norm of the points that float32 products can handle
}

// set fills the group with the points from ≤ i < to.
func (g *group) set(a *Accumulator, from, to int) {
	some := a.x.slice(from, to)
	g.from = from
	g.centred, g.norms = resized(g.centred, len(some.Data)), resized(g.norms, some.N)
	centre(g.centred, g.norms, some.Data, a.shift)
	g.largest = 0
	for _, square := range g.norms {
		if square <= largestSquare {
			g.largest = max(g.largest, math.Sqrt(square))
		}
	}
}
