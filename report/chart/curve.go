package chart

import (
	"gan2014/internal/stats"

	"gonum.org/v1/plot/plotter"
)

// A Curve is one line of a panel. A y that is not finite makes a gap in the
// line and a cross at the foot of the panel.
type Curve struct {
	Name   string      // name in the legend and the description; empty: none
	Metric string      // the metric that it shows; empty: none
	Points plotter.XYs // by increasing x; x is finite
	Style  LineStyle
	Dots   bool // mark every point
	Loose  bool // draw points without a line between them
	Hollow bool // draw loose points as rings, so that they hide nothing
	Chosen *plotter.XY

	Intervals []Span // of some of the points, by increasing x
}

// envelopeBuckets is how many buckets a long curve is reduced to: one for
// every four units of a panel's width, so that the full Table 1 is one page.
const envelopeBuckets = 120

// Finite returns the points with finite ordinates, and the others.
func (c Curve) Finite() (drawn, missing plotter.XYs) {
	for _, p := range c.Points {
		if stats.IsFinite(p.Y) {
			drawn = append(drawn, p)
		} else {
			missing = append(missing, p)
		}
	}
	return drawn, missing
}

// segments splits the curve at points that are not finite.
func (c Curve) segments() []plotter.XYs {
	var out []plotter.XYs
	var segment plotter.XYs
	for _, p := range c.Points {
		if stats.IsFinite(p.Y) {
			segment = append(segment, p)
			continue
		}
		if len(segment) > 0 {
			out = append(out, segment)
		}
		segment = nil
	}
	if len(segment) > 0 {
		out = append(out, segment)
	}
	return out
}

// envelope keeps the lowest and the highest point of each bucket of
// consecutive points, in order, so that a long curve loses no spike. It
// returns a curve of at most two points per bucket unchanged.
func envelope(points plotter.XYs, buckets int) plotter.XYs {
	n := len(points)
	if n <= 2*buckets {
		return points
	}
	out := make(plotter.XYs, 0, 2*buckets)
	for b := range buckets {
		from, to := b*n/buckets, (b+1)*n/buckets
		least, greatest := from, from
		for i := from; i < to; i++ {
			if points[i].Y < points[least].Y {
				least = i
			}
			if points[i].Y > points[greatest].Y {
				greatest = i
			}
		}
		out = append(out, points[min(least, greatest)])
		if least != greatest {
			out = append(out, points[max(least, greatest)])
		}
	}
	return out
}
