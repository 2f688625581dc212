package chart

import (
	"image/color"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

func glyphs(points plotter.XYs, c color.Color, shape draw.GlyphDrawer, radius vg.Length) *plotter.Scatter {
	return &plotter.Scatter{XYs: points, GlyphStyle: draw.GlyphStyle{Color: c, Radius: radius, Shape: shape}}
}

// ring is a circle whose line is as thick as the curves.
type ring struct{}

func (ring) DrawGlyph(c *draw.Canvas, style draw.GlyphStyle, at vg.Point) {
	c.SetLineStyle(draw.LineStyle{Color: style.Color, Width: 1.5})
	var p vg.Path
	p.Move(vg.Point{X: at.X + style.Radius, Y: at.Y})
	p.Arc(at, style.Radius, 0, 2*math.Pi)
	p.Close()
	c.Stroke(p)
}

// gaps marks points that are not finite by a cross at the foot of the panel.
type gaps struct {
	points plotter.XYs
	color  color.Color
}

func (g gaps) Plot(c draw.Canvas, pl *plot.Plot) {
	const arm = 2.5
	style := draw.LineStyle{Color: g.color, Width: 1.2}
	toX, _ := pl.Transforms(&c)
	for _, p := range g.points {
		x, y := toX(p.X), c.Min.Y
		c.StrokeLine2(style, x-arm, y-arm, x+arm, y+arm)
		c.StrokeLine2(style, x-arm, y+arm, x+arm, y-arm)
	}
}

// DataRange extends the panel's range to the abscissae and leaves the range of ordinates unchanged.
func (g gaps) DataRange() (xmin, xmax, ymin, ymax float64) {
	xmin, xmax, _, _ = plotter.XYRange(g.points)
	return xmin, xmax, math.Inf(1), math.Inf(-1)
}

// Plot draws the level across the panel; the legend names it.
func (l Level) Plot(c draw.Canvas, pl *plot.Plot) {
	_, y := pl.Transforms(&c)
	c.StrokeLine2(l.style(), c.Min.X, y(l.Y), c.Max.X, y(l.Y))
}

func (l Level) style() draw.LineStyle {
	return draw.LineStyle{Color: muted, Width: 1, Dashes: []vg.Length{1, 2}}
}

// DataRange extends the panel's range to the level.
func (l Level) DataRange() (xmin, xmax, ymin, ymax float64) {
	return math.Inf(1), math.Inf(-1), l.Y, l.Y
}

// Plot draws the mark from the foot to the top of the panel; the legend names it.
func (m Mark) Plot(c draw.Canvas, pl *plot.Plot) {
	x, _ := pl.Transforms(&c)
	c.StrokeLine2(m.style(), x(m.X), c.Min.Y, x(m.X), c.Max.Y)
}

func (m Mark) style() draw.LineStyle {
	return draw.LineStyle{Color: Ink, Width: 1, Dashes: []vg.Length{6, 2, 1, 2}}
}

// DataRange extends the panel's range to the mark.
func (m Mark) DataRange() (xmin, xmax, ymin, ymax float64) {
	return m.X, m.X, math.Inf(1), math.Inf(-1)
}

// rug draws ticks at abscissae at the foot of the panel. It leaves out those outside the panel, because they do not extend its range.
type rug []float64

func (r rug) Plot(c draw.Canvas, pl *plot.Plot) {
	x, _ := pl.Transforms(&c)
	for _, v := range r {
		if v >= pl.X.Min*(1-1e-9) && v <= pl.X.Max*(1+1e-9) {
			c.StrokeLine2(draw.LineStyle{Color: muted, Width: 1.2}, x(v), c.Min.Y, x(v), c.Min.Y+6)
		}
	}
}
