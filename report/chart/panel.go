// Package chart draws curves in panels with gonum/plot: as an element of a page, with a description in words, and as a file. It knows
// nothing of runs or studies: its callers say what a panel shows.
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
	Show    []float64 // ordinates that the axis covers whatever the data
	Depth   float64   // the axis ends this far below the highest point; 0: at the lowest
	LogX    bool
	LogY    bool      // a value of 0 or below has no place then
	Real    bool      // x is no count: ticks may stand between whole numbers
	Box     *Box      // where the axes end whatever the data; nil: where the data do
	Small   bool      // one of several in a row, without ticks and legend
	Narrow  bool      // its text is larger beside it, for many curves
	Mapping Mapping   // drawn below the axes
	Marks   []Mark    // vertical lines
	Rug     []float64 // abscissae ticked at the foot
	Note    string    // what the panel shows, for its caption
}

// A Level is a horizontal line of reference.
type Level struct {
	Y     float64
	Label string
}

// A Box is a part of the plane.
type Box struct{ XMin, XMax, YMin, YMax float64 }

// A Mark is a vertical line where something happened.
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
	legendLine   = 14 // each more that the legend needs
	smallSide    = 150
)

// size is the panel's, with what its legend and its mapping need beyond a line.
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

// head is the height of what stands above the axes, foot of what stands below them.
func (p Panel) head() vg.Length { return legendHeight + vg.Length(len(p.legendRows())-1)*legendLine }

func (p Panel) foot() vg.Length {
	if len(p.Mapping) == 0 {
		return 0
	}
	return mappingHeight
}

// Empty reports whether there is nothing to draw.
func (p Panel) Empty() bool {
	for _, c := range p.Curves {
		if drawn, _ := c.Finite(); len(drawn) > 0 {
			return false
		}
	}
	return true
}

// SVG draws the panel as an element to stand in a page.
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
	if !p.Small {
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

// mostDots is how many points of a curve are marked before the marks run into each other.
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

// addLoose adds points that no line joins.
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
