package chart

import (
	"image/color"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A Span is the interval of a curve's ordinate at x. Its ends are finite.
type Span struct{ X, Low, High float64 }

// A band fills the area between the ends of a curve's intervals.
type band struct {
	intervals []Span // by increasing x
	color     color.RGBA
}

func (b band) Plot(c draw.Canvas, pl *plot.Plot) {
	x, y := pl.Transforms(&c)
	var edge []vg.Point
	for _, i := range b.intervals {
		edge = append(edge, vg.Point{X: x(i.X), Y: y(i.Low)})
	}
	for n := len(b.intervals) - 1; n >= 0; n-- {
		i := b.intervals[n]
		edge = append(edge, vg.Point{X: x(i.X), Y: y(i.High)})
	}
	c.FillPolygon(translucent(b.color), c.ClipPolygonXY(edge))
}

func (b band) DataRange() (xmin, xmax, ymin, ymax float64) { return rangeOf(b.intervals) }

// bars draws the intervals of separate points.
type bars struct {
	intervals []Span
	color     color.RGBA
}

func (b bars) Plot(c draw.Canvas, pl *plot.Plot) {
	const arm = 2.5
	style := draw.LineStyle{Color: b.color, Width: 1}
	toX, toY := pl.Transforms(&c)
	for _, i := range b.intervals {
		x, low, high := toX(i.X), toY(i.Low), toY(i.High)
		c.StrokeLine2(style, x, low, x, high)
		c.StrokeLine2(style, x-arm, low, x+arm, low)
		c.StrokeLine2(style, x-arm, high, x+arm, high)
	}
}

func (b bars) DataRange() (xmin, xmax, ymin, ymax float64) { return rangeOf(b.intervals) }

func rangeOf(intervals []Span) (xmin, xmax, ymin, ymax float64) {
	xmin, xmax, ymin, ymax = math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)
	for _, i := range intervals {
		xmin, xmax = min(xmin, i.X), max(xmax, i.X)
		ymin, ymax = min(ymin, i.Low), max(ymax, i.High)
	}
	return xmin, xmax, ymin, ymax
}
