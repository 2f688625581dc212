package report

import (
	"cmp"
	"math"
	"slices"

	"gan2014/results"
	"gonum.org/v1/plot/plotter"
)

// A curve is one line of a panel. A y that is not finite makes a gap in the
// line and a cross at the foot of the panel.
type curve struct {
	name   string      // empty: neither the key nor the description tells it from others of its kind
	metric string      // that it shows; empty: none
	points plotter.XYs // by increasing x; x is finite
	style  lineStyle
	dots   bool // mark every point
	loose  bool // points alone, which no line joins
	hollow bool // and of a ring each, for what lies there to be seen
	chosen *plotter.XY

	intervals []span // of some of the points, by increasing x
}

// envelopeBuckets is how many buckets a long curve is reduced to: one for
// every four units of a panel's width, so that the full Table 1 is one page.
const envelopeBuckets = 120

// metricCurve is a recorded metric over epochs.
func metricCurve(ms []results.Metric, metric, name string, style lineStyle) curve {
	c := curve{name: name, metric: metric, style: style}
	for _, m := range ms {
		if m.Name == metric {
			c.points = append(c.points, plotter.XY{X: float64(m.Epoch), Y: m.Value})
		}
	}
	slices.SortStableFunc(c.points, byX)
	return c
}

func byX(a, b plotter.XY) int { return cmp.Compare(a.X, b.X) }

// finite returns the points that can be drawn, and the others.
func (c curve) finite() (drawn, missing plotter.XYs) {
	for _, p := range c.points {
		if isFinite(p.Y) {
			drawn = append(drawn, p)
		} else {
			missing = append(missing, p)
		}
	}
	return drawn, missing
}

// segments splits the curve at points that are not finite.
func (c curve) segments() []plotter.XYs {
	var out []plotter.XYs
	var segment plotter.XYs
	for _, p := range c.points {
		if isFinite(p.Y) {
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

func isFinite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }

// envelope keeps the least and the greatest point of each bucket of
// consecutive points, in order, so that a long curve loses no spike.
// A curve of at most two points per bucket is returned as it is.
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
