package chart

import (
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// An Axis is one of the vertical axes of parallel coordinates, which stand at x = 0, 1, … and reach from y = 0 to 1.
type Axis struct{ Ticks []AxisTick }

// An AxisTick is a labelled place on an axis.
type AxisTick struct {
	At    float64 // from 0 to 1
	Label string
}

// axes draws the axes of parallel coordinates.
type axes []Axis

func (a axes) Plot(c draw.Canvas, pl *plot.Plot) {
	const arm = 3
	toX, toY := pl.Transforms(&c)
	line := draw.LineStyle{Color: muted, Width: 0.8}
	style := labelStyle(Ink, 8.5)
	for i, axis := range a {
		x := toX(float64(i))
		c.StrokeLine2(line, x, toY(0), x, toY(1))
		for _, t := range axis.Ticks {
			y := toY(t.At)
			c.StrokeLine2(line, x, y, x+arm, y)
			c.FillText(style, vg.Point{X: x + arm, Y: y + 3}, t.Label)
		}
	}
}

// DataRange contains all axes.
func (a axes) DataRange() (xmin, xmax, ymin, ymax float64) {
	if len(a) == 0 {
		return math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)
	}
	return 0, float64(len(a) - 1), 0, 1
}
