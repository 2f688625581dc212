package chart

import (
	"math"

	"gan2014/internal/stats"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A Mapping shows how a generator maps its noise to x, as in the paper's Figure 1. Below the axes are a line of x and under it a line of z,
// with an arrow from each z (X) to G(z) (Y).
type Mapping plotter.XYs

// mappingHeight is the height of the two lines and the arrows below the axes.
const mappingHeight = 58

// draw draws the mapping at the foot of c. axes is the area of the plot's data.
func (m Mapping) draw(c, axes draw.Canvas, pl *plot.Plot) {
	const below, above = 6, 46 // the two lines
	line := draw.LineStyle{Color: muted, Width: 0.8}
	letter := labelStyle(muted, 9.5)
	for _, l := range []struct {
		name string
		y    vg.Length
	}{{"z", c.Min.Y + below}, {"x", c.Min.Y + above}} {
		c.StrokeLine2(line, axes.Min.X, l.y, axes.Max.X, l.y)
		c.FillText(letter, vg.Point{X: axes.Min.X - 12, Y: l.y - 3}, l.name)
	}
	toX, _ := pl.Transforms(&axes)
	least, greatest := m.noise()
	for _, p := range m {
		x := toX(p.Y)
		if !stats.IsFinite(p.X) || !stats.IsFinite(p.Y) || x < axes.Min.X || x > axes.Max.X {
			continue
		}
		z := axes.Min.X + vg.Length((p.X-least)/(greatest-least))*(axes.Max.X-axes.Min.X)
		arrow(c, line, vg.Point{X: z, Y: c.Min.Y + below}, vg.Point{X: x, Y: c.Min.Y + above})
	}
}

// noise returns the interval of z. Its line is drawn as long as the line of x.
func (m Mapping) noise() (least, greatest float64) {
	least, greatest = math.Inf(1), math.Inf(-1)
	for _, p := range m {
		if stats.IsFinite(p.X) {
			least, greatest = min(least, p.X), max(greatest, p.X)
		}
	}
	if !(greatest > least) {
		return least - 1, least + 1
	}
	return least, greatest
}

// arrow draws a line with a head at its end.
func arrow(c draw.Canvas, style draw.LineStyle, from, to vg.Point) {
	const length, half = 4, 1.5
	c.StrokeLine2(style, from.X, from.Y, to.X, to.Y)
	along := math.Hypot(float64(to.X-from.X), float64(to.Y-from.Y))
	ux, uy := vg.Length(float64(to.X-from.X)/along), vg.Length(float64(to.Y-from.Y)/along)
	foot := vg.Point{X: to.X - length*ux, Y: to.Y - length*uy}
	c.FillPolygon(style.Color, []vg.Point{to, {X: foot.X - half*uy, Y: foot.Y + half*ux}, {X: foot.X + half*uy, Y: foot.Y - half*ux}})
}

// shown counts the arrows that end at a finite place.
func (m Mapping) shown() (n int) {
	for _, p := range m {
		if stats.IsFinite(p.X) && stats.IsFinite(p.Y) {
			n++
		}
	}
	return n
}
