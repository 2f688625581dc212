package parzen

import "math"

// A group is some points, centred.
type group struct {
	from    int       // the first one's place
	centred []float32 // points − shift, rounded: n×D
	norms   []float64 // their squared norms
	largest float64   // the largest norm of those for which float32 may serve
}

// set makes a group of the points from ≤ i < to.
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
