package report

import (
	"fmt"
	"html/template"
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A panel is one set of axes with curves, drawn by gonum/plot.
type panel struct {
	id     string // unique in the page
	title  string
	x, y   string // axis labels; x also names the abscissa in the description
	curves []curve
	levels []level
	show   []float64 // ordinates that the axis covers whatever the data
	depth  float64   // the axis ends this far below the highest point; 0: at the lowest
	logX   bool
}

// A level is a horizontal line of reference.
type level struct {
	y     float64
	label string
}

// Size of a panel in its own units; the page scales it.
const (
	panelWidth  = 460
	panelHeight = 240
	keyHeight   = 22 // line above the axes with the y label and the key
)

// A lineStyle tells curves apart by colour and by dashes.
type lineStyle struct {
	color  color.RGBA
	dashes []vg.Length
}

// Colours of style.css on paper, which pageSVG replaces by those of the page.
// The curves' are blue and vermillion of the Okabe-Ito palette, which
// colour-blind readers tell apart.
var (
	ink        = color.RGBA{0x1b, 0x1b, 0x1b, 0xff}
	muted      = color.RGBA{0x59, 0x59, 0x59, 0xff}
	hairline   = color.RGBA{0xe0, 0xe0, 0xe0, 0xff}
	solidBlue  = lineStyle{color: color.RGBA{0x00, 0x72, 0xb2, 0xff}}
	dashedRust = lineStyle{color: color.RGBA{0xd5, 0x5e, 0x00, 0xff}, dashes: []vg.Length{5, 2}}
)

// empty reports whether there is nothing to draw.
func (p panel) empty() bool {
	for _, c := range p.curves {
		if drawn, _ := c.finite(); len(drawn) > 0 {
			return false
		}
	}
	return true
}

// svg draws the panel as an element to stand in a page.
func (p panel) svg() (template.HTML, error) {
	file, err := p.encode("svg")
	if err != nil {
		return "", err
	}
	return pageSVG(string(file), p.id, p.title, p.describe()), nil
}

func (p panel) plot() (*plot.Plot, error) {
	pl := plot.New()
	pl.BackgroundColor = nil
	styleAxis(&pl.X)
	styleAxis(&pl.Y)
	pl.X.Label.Text = p.x
	pl.X.Label.Padding = 2
	pl.X.Tick.Marker = evenTicks{n: 6, integer: true}
	pl.Y.LineStyle.Width = 0
	pl.Y.Tick.Length = 0
	pl.Y.Tick.Marker = evenTicks{n: 5}
	if p.logX {
		pl.X.Scale = plot.LogScale{}
		pl.X.Tick.Marker = sigmaTicks{}
	}
	grid := plotter.NewGrid()
	grid.Vertical.Color = nil
	grid.Horizontal.Color = hairline
	grid.Horizontal.Width = 0.6
	pl.Add(grid)
	for _, l := range p.levels {
		pl.Add(l)
	}
	for _, c := range p.curves {
		if err := addCurve(pl, c); err != nil {
			return nil, err
		}
	}
	for _, y := range p.show {
		pl.Y.Min, pl.Y.Max = min(pl.Y.Min, y), max(pl.Y.Max, y)
	}
	if p.depth > 0 {
		pl.Y.Min = max(pl.Y.Min, pl.Y.Max-p.depth)
	}
	return pl, nil
}

func styleAxis(a *plot.Axis) {
	a.LineStyle.Color = muted
	a.Tick.LineStyle.Color = muted
	a.Tick.Length = 3
	a.Padding = 4
	a.Tick.Label.Color = muted
	a.Tick.Label.Font = sans(9)
	a.Label.TextStyle.Color = muted
	a.Label.TextStyle.Font = sans(9.5)
}

// sans is the font the layout is measured with; the page shows its own in its place.
func sans(size vg.Length) font.Font {
	return font.Font{Typeface: "Liberation", Variant: "Sans", Size: size}
}

// addCurve adds the line, its dots, its chosen point and its missing points.
func addCurve(pl *plot.Plot, c curve) error {
	for _, segment := range c.segments() {
		line, err := plotter.NewLine(envelope(segment, envelopeBuckets))
		if err != nil {
			return err
		}
		line.LineStyle = c.style.draw()
		pl.Add(line)
		if c.dots || len(segment) == 1 {
			pl.Add(glyphs(segment, c.style.color, draw.CircleGlyph{}, 1.6))
		}
	}
	if c.chosen != nil && isFinite(c.chosen.Y) {
		pl.Add(glyphs(plotter.XYs{*c.chosen}, c.style.color, ring{}, 6))
	}
	if _, missing := c.finite(); len(missing) > 0 {
		pl.Add(gaps{missing, c.style.color})
	}
	return nil
}

func (s lineStyle) draw() draw.LineStyle {
	return draw.LineStyle{Color: s.color, Width: 1.5, Dashes: s.dashes}
}

func glyphs(points plotter.XYs, c color.Color, shape draw.GlyphDrawer, radius vg.Length) *plotter.Scatter {
	return &plotter.Scatter{XYs: points, GlyphStyle: draw.GlyphStyle{Color: c, Radius: radius, Shape: shape}}
}

// ring is a circle drawn as strongly as the curves.
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

// DataRange takes the abscissae into the panel and leaves the ordinates alone.
func (g gaps) DataRange() (xmin, xmax, ymin, ymax float64) {
	xmin, xmax, _, _ = plotter.XYRange(g.points)
	return xmin, xmax, math.Inf(1), math.Inf(-1)
}

// Plot draws the level across the panel; the key names it.
func (l level) Plot(c draw.Canvas, pl *plot.Plot) {
	_, y := pl.Transforms(&c)
	c.StrokeLine2(l.style(), c.Min.X, y(l.y), c.Max.X, y(l.y))
}

func (l level) style() draw.LineStyle {
	return draw.LineStyle{Color: muted, Width: 1, Dashes: []vg.Length{1, 2}}
}

// DataRange makes sure that the level lies in the panel.
func (l level) DataRange() (xmin, xmax, ymin, ymax float64) {
	return math.Inf(1), math.Inf(-1), l.y, l.y
}

// drawKey draws the line above the axes: what the ordinate is at the left, the
// names of curves and levels at the right. Text gets a fifth more room than it
// measures, because the page's font may be wider than the measured one.
func (p panel) drawKey(c draw.Canvas) {
	const sample, space, between, slack = 20, 4, 10, 1.2
	y := c.Max.Y - 12
	c.FillText(labelStyle(muted, 9.5), vg.Point{X: c.Min.X, Y: y}, p.y)
	style := labelStyle(ink, 9.5)
	x := c.Max.X
	for _, e := range slices.Backward(p.key()) {
		x -= slack * style.Width(e.name)
		c.FillText(style, vg.Point{X: x, Y: y}, e.name)
		x -= space + sample
		c.StrokeLine2(e.style, x, y+3, x+sample, y+3)
		x -= between
	}
}

// A keyEntry is a line and its name.
type keyEntry struct {
	name  string
	style draw.LineStyle
}

func (p panel) key() []keyEntry {
	var out []keyEntry
	for _, c := range p.curves {
		out = append(out, keyEntry{shorten(printable(c.name), 30), c.style.draw()})
	}
	for _, l := range p.levels {
		out = append(out, keyEntry{l.label, l.style()})
	}
	return out
}

func labelStyle(c color.Color, size vg.Length) text.Style {
	return text.Style{Color: c, Font: sans(size), Handler: plot.DefaultTextHandler}
}

// describe says in words what the panel shows, with its numbers, for readers who do not see it.
func (p panel) describe() string {
	var s string
	for _, c := range p.curves {
		s += c.describe(p.x) + " "
	}
	for _, l := range p.levels {
		s += "Dotted line: " + l.label + ". "
	}
	return s[:max(0, len(s)-1)]
}

// describe gives the curve's ends and extremes.
func (c curve) describe(x string) string {
	drawn, missing := c.finite()
	if len(drawn) == 0 {
		return fmt.Sprintf("%s: no finite value.", c.name)
	}
	at := func(p plotter.XY) string { return fmt.Sprintf("%s at %s %s", short(p.Y), x, short(p.X)) }
	first, last := drawn[0], drawn[len(drawn)-1]
	least, greatest := first, first
	for _, p := range drawn {
		if p.Y < least.Y {
			least = p
		}
		if p.Y > greatest.Y {
			greatest = p
		}
	}
	s := fmt.Sprintf("%s: %s, from %s to %s; least %s, greatest %s.",
		c.name, count(len(drawn), "point", "points"), at(first), at(last), at(least), at(greatest))
	if c.chosen != nil {
		s += " Chosen: " + at(*c.chosen) + "."
	}
	if len(missing) > 0 {
		s += fmt.Sprintf(" %s not finite, the first at %s %s.", count(len(missing), "value is", "values are"), x, short(missing[0].X))
	}
	return s
}
