// Package chart draws panels of curves with gonum/plot, as SVG elements of a page with a description in words, and as files. It does not
// know runs or studies; its callers define what a panel shows.
package chart

import (
	"html/template"

	"gan2014/internal/stats"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A Panel is one set of axes with curves, drawn by gonum/plot.
type Panel struct {
	ID      string // unique in the page
	Title   string
	X, Y    string // axis labels; x also names the abscissa in the description
	Curves  []Curve
	Levels  []Level
	Show    []float64 // ordinates that the axis always includes
	Depth   float64   // the axis ends this far below the highest point; 0: at the lowest point
	LogX    bool
	LogY    bool      // logarithmic y axis, which cannot show values of 0 or below
	Real    bool      // x is not a count: ticks may lie between whole numbers
	Box     *Box      // limits of the axes; nil: the limits of the data
	Small   bool      // one of several in a row, without ticks and legend
	Narrow  bool      // relatively larger text, for many curves
	XTicks  []float64 // abscissae with a label; nil: round numbers
	XNames  []string  // names of the abscissae 0, 1, …, in place of numbers
	YNames  []string  // names of the ordinates 0, 1, …
	Cells   []Cell    // heat map
	Axes    []Axis    // parallel coordinates, which the curves cross
	Mapping Mapping   // drawn below the axes
	Marks   []Mark    // vertical lines
	Rug     []float64 // abscissae marked with ticks at the foot
	Note    string    // what the panel shows, for its caption
	Alt     string    // description for readers who cannot see it, in place of one of the curves
}

// A Level is a horizontal reference line.
type Level struct {
	Y     float64
	Label string
}

// A Box is a part of the plane.
type Box struct{ XMin, XMax, YMin, YMax float64 }

// A Mark is a vertical line at an event.
type Mark struct {
	X     float64
	Label string
}

// Size of a panel in its own units; the page scales it.
const (
	panelWidth   = 460
	panelHeight  = 240
	narrowWidth  = 400
	legendHeight = 22 // line above the axes with the y label and the legend
	legendLine   = 14 // each further line of the legend
	smallSide    = 150
)

// size returns the size of the panel, with the extra height of a mapping and of a legend of several lines.
func (p Panel) size() (width, height vg.Length) {
	if p.Small {
		return smallSide, smallSide
	}
	return p.width(), panelHeight + p.head() - legendHeight + p.foot()
}

func (p Panel) width() vg.Length {
	if p.Narrow {
		return narrowWidth
	}
	return panelWidth
}

// head returns the height above the axes, foot the height below them.
func (p Panel) head() vg.Length { return legendHeight + vg.Length(len(p.legendRows())-1)*legendLine }

func (p Panel) foot() vg.Length {
	if len(p.Mapping) == 0 {
		return 0
	}
	return mappingHeight
}

// Empty reports whether there is nothing to draw.
func (p Panel) Empty() bool {
	if len(p.Cells) > 0 {
		return false
	}
	for _, c := range p.Curves {
		if drawn, _ := c.Finite(); len(drawn) > 0 {
			return false
		}
	}
	return true
}

// SVG draws the panel as an SVG element for a page.
func (p Panel) SVG() (element template.HTML, err error) {
	defer Recovered(&err)
	file, err := p.Encode("svg")
	if err != nil {
		return "", err
	}
	return pageSVG(string(file), p.ID, p.Title, p.describe()), nil
}

func (p Panel) plot() (*plot.Plot, error) {
	pl := plot.New()
	pl.BackgroundColor = nil
	styleAxis(&pl.X)
	styleAxis(&pl.Y)
	pl.X.Label.Text = p.X
	pl.X.Label.Padding = 2
	pl.X.Tick.Marker = evenTicks{n: 6, integer: !p.Real}
	pl.Y.LineStyle.Width = 0
	pl.Y.Tick.Length = 0
	pl.Y.Tick.Marker = evenTicks{n: 5}
	if p.LogX {
		pl.X.Scale = plot.LogScale{}
		pl.X.Tick.Marker = logTicks{}
		if p.Real {
			pl.X.Tick.Marker = decadeTicks{6}
		}
	}
	if p.LogY {
		pl.Y.Scale = plot.LogScale{}
		pl.Y.Tick.Marker = decadeTicks{6}
	}
	if len(p.XTicks) > 0 {
		pl.X.Tick.Marker = valueTicks(p.XTicks)
	}
	if len(p.XNames) > 0 {
		pl.X.Tick.Marker = nameTicks(p.XNames)
	}
	if len(p.YNames) > 0 {
		pl.Y.Tick.Marker = nameTicks(p.YNames)
	}
	if len(p.Axes) > 0 {
		pl.HideY()
		pl.X.LineStyle.Width, pl.X.Tick.Length = 0, 0
	}
	if len(p.Cells) > 0 {
		pl.Add(heat{p.Cells, p.Depth})
		return pl, nil
	}
	if !p.Small && len(p.Axes) == 0 {
		grid := plotter.NewGrid()
		grid.Vertical.Color = nil
		grid.Horizontal.Color = hairline
		grid.Horizontal.Width = 0.6
		pl.Add(grid)
	}
	for _, l := range p.Levels {
		pl.Add(l)
	}
	for _, m := range p.Marks {
		pl.Add(m)
	}
	pl.Add(rug(p.Rug))
	for _, c := range p.Curves { // first, so that they cover no line
		if len(c.Intervals) > 0 && !c.Loose {
			pl.Add(band{c.Intervals, c.Style.Color})
		}
	}
	for _, c := range p.Curves {
		if err := addCurve(pl, c); err != nil {
			return nil, err
		}
	}
	if len(p.Axes) > 0 {
		pl.Add(axes(p.Axes)) // last, so that no line covers its numbers
	}
	if p.LogX && pl.X.Min == pl.X.Max { // which gonum/plot would widen by 1 to both sides, below 0
		pl.X.Min, pl.X.Max = pl.X.Min/2, 2*pl.X.Max
	}
	if p.LogY && pl.Y.Min == pl.Y.Max {
		pl.Y.Min, pl.Y.Max = pl.Y.Min/2, 2*pl.Y.Max
	}
	for _, y := range p.Show {
		pl.Y.Min, pl.Y.Max = min(pl.Y.Min, y), max(pl.Y.Max, y)
	}
	if p.Depth > 0 {
		pl.Y.Min = max(pl.Y.Min, pl.Y.Max-p.Depth)
	}
	if b := p.Box; b != nil {
		pl.X.Min, pl.X.Max, pl.Y.Min, pl.Y.Max = b.XMin, b.XMax, b.YMin, b.YMax
	}
	if p.Small {
		pl.HideAxes()
	}
	if p.Small || len(p.Mapping) > 0 { // which has a line of x
		pl.X.Label.Text = ""
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

// mostDots is the largest number of points of a curve that are marked; more marks would overlap.
const mostDots = 60

// addCurve adds the line, its dots, its chosen point and its missing points.
func addCurve(pl *plot.Plot, c Curve) error {
	drawn, missing := c.Finite()
	segments := c.segments()
	if c.Loose {
		c.addLoose(pl, drawn)
		segments = nil
	}
	for _, segment := range segments {
		line, err := plotter.NewLine(envelope(segment, envelopeBuckets))
		if err != nil {
			return err
		}
		line.LineStyle = c.Style.draw()
		pl.Add(line)
		if c.Dots && len(c.Points) <= mostDots || len(segment) == 1 {
			pl.Add(glyphs(segment, c.Style.Color, draw.CircleGlyph{}, 1.6))
		}
	}
	if c.Chosen != nil && stats.IsFinite(c.Chosen.Y) {
		pl.Add(glyphs(plotter.XYs{*c.Chosen}, c.Style.Color, ring{}, 6))
	}
	if len(missing) > 0 {
		pl.Add(gaps{missing, c.Style.Color})
	}
	return nil
}

// addLoose adds points without a line between them.
func (c Curve) addLoose(pl *plot.Plot, points plotter.XYs) {
	if len(c.Intervals) > 0 {
		pl.Add(bars{c.Intervals, c.Style.Color})
	}
	if c.Hollow && len(points) > 0 {
		pl.Add(glyphs(points, c.Style.Color, ring{}, 5))
	} else if len(points) > mostDots {
		pl.Add(cloud{points, c.Style.Color, 1.6})
	} else if len(points) > 0 {
		pl.Add(glyphs(points, c.Style.Color, draw.CircleGlyph{}, 2.4))
	}
}
