package report

import (
	"html/template"
	"image/color"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A panel is one set of axes with curves, drawn by gonum/plot.
type panel struct {
	id      string // unique in the page
	title   string
	x, y    string // axis labels; x also names the abscissa in the description
	curves  []curve
	levels  []level
	show    []float64 // ordinates that the axis covers whatever the data
	depth   float64   // the axis ends this far below the highest point; 0: at the lowest
	logX    bool
	logY    bool      // a value of 0 or below has no place then
	lost    bool      // of points at 0 or below on a logarithmic axis of x
	real    bool      // x is no count: ticks may stand between whole numbers
	box     *box      // where the axes end whatever the data; nil: where the data do
	small   bool      // one of several in a row, without ticks and key
	narrow  bool      // its text is larger beside it, for many curves
	mapping mapping   // drawn below the axes
	marks   []mark    // vertical lines
	rug     []float64 // abscissae ticked at the foot
	note    string    // what the panel shows, for its caption
}

// A level is a horizontal line of reference.
type level struct {
	y     float64
	label string
}

// A box is a part of the plane.
type box struct{ xmin, xmax, ymin, ymax float64 }

// A mark is a vertical line where something happened.
type mark struct {
	x     float64
	label string
}

// Size of a panel in its own units; the page scales it.
const (
	panelWidth  = 460
	panelHeight = 240
	narrowWidth = 400
	keyHeight   = 22 // line above the axes with the y label and the key
	keyLine     = 14 // each more that the key needs
	smallSide   = 150
)

// size is the panel's, with what its key and its mapping need beyond a line.
func (p panel) size() (width, height vg.Length) {
	if p.small {
		return smallSide, smallSide
	}
	return p.width(), panelHeight + p.head() - keyHeight + p.foot()
}

func (p panel) width() vg.Length {
	if p.narrow {
		return narrowWidth
	}
	return panelWidth
}

// head is the height of what stands above the axes, foot of what stands below them.
func (p panel) head() vg.Length { return keyHeight + vg.Length(len(p.keyRows())-1)*keyLine }

func (p panel) foot() vg.Length {
	if len(p.mapping) == 0 {
		return 0
	}
	return mappingHeight
}

// A lineStyle tells curves apart by colour and by dashes.
type lineStyle struct {
	color  color.RGBA
	dashes []vg.Length
	width  vg.Length // 0 means 1.5
}

func (s lineStyle) thin() lineStyle  { s.width = 0.6; return s }
func (s lineStyle) thick() lineStyle { s.width = 2.2; return s }

// Colours of style.css on paper, which pageSVG replaces by those of the page.
// The curves' are blue and vermillion of the Okabe-Ito palette, which
// colour-blind readers tell apart.
var (
	ink        = color.RGBA{0x1b, 0x1b, 0x1b, 0xff}
	muted      = color.RGBA{0x59, 0x59, 0x59, 0xff}
	hairline   = color.RGBA{0xe0, 0xe0, 0xe0, 0xff}
	solidBlue  = lineStyle{color: color.RGBA{0x00, 0x72, 0xb2, 0xff}}
	dottedInk  = lineStyle{color: color.RGBA{0x44, 0x44, 0x44, 0xff}, dashes: []vg.Length{1.5, 3}}
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
func (p panel) svg() (element template.HTML, err error) {
	defer recovered(&err)
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
	pl.X.Tick.Marker = evenTicks{n: 6, integer: !p.real}
	pl.Y.LineStyle.Width = 0
	pl.Y.Tick.Length = 0
	pl.Y.Tick.Marker = evenTicks{n: 5}
	if p.logX {
		pl.X.Scale = plot.LogScale{}
		pl.X.Tick.Marker = logTicks{}
		if p.real {
			pl.X.Tick.Marker = decadeTicks{6}
		}
	}
	if p.logY {
		pl.Y.Scale = plot.LogScale{}
		pl.Y.Tick.Marker = decadeTicks{6}
	}
	if !p.small {
		grid := plotter.NewGrid()
		grid.Vertical.Color = nil
		grid.Horizontal.Color = hairline
		grid.Horizontal.Width = 0.6
		pl.Add(grid)
	}
	for _, l := range p.levels {
		pl.Add(l)
	}
	for _, m := range p.marks {
		pl.Add(m)
	}
	pl.Add(rug(p.rug))
	for _, c := range p.curves { // first, so that they cover no line
		if len(c.intervals) > 0 && !c.loose {
			pl.Add(band{c.intervals, c.style.color})
		}
	}
	for _, c := range p.curves {
		if err := addCurve(pl, c); err != nil {
			return nil, err
		}
	}
	if p.logX && pl.X.Min == pl.X.Max { // which gonum/plot would widen by 1 to both sides, below 0
		pl.X.Min, pl.X.Max = pl.X.Min/2, 2*pl.X.Max
	}
	if p.logY && pl.Y.Min == pl.Y.Max {
		pl.Y.Min, pl.Y.Max = pl.Y.Min/2, 2*pl.Y.Max
	}
	for _, y := range p.show {
		pl.Y.Min, pl.Y.Max = min(pl.Y.Min, y), max(pl.Y.Max, y)
	}
	if p.depth > 0 {
		pl.Y.Min = max(pl.Y.Min, pl.Y.Max-p.depth)
	}
	if b := p.box; b != nil {
		pl.X.Min, pl.X.Max, pl.Y.Min, pl.Y.Max = b.xmin, b.xmax, b.ymin, b.ymax
	}
	if p.small {
		pl.HideAxes()
	}
	if p.small || len(p.mapping) > 0 { // which has a line of x
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

// sans is the font the layout is measured with; the page shows its own in its place.
func sans(size vg.Length) font.Font {
	return font.Font{Typeface: "Liberation", Variant: "Sans", Size: size}
}

// mostDots is how many points of a curve are marked before the marks run into each other.
const mostDots = 60

// addCurve adds the line, its dots, its chosen point and its missing points.
func addCurve(pl *plot.Plot, c curve) error {
	drawn, missing := c.finite()
	segments := c.segments()
	if c.loose {
		c.addLoose(pl, drawn)
		segments = nil
	}
	for _, segment := range segments {
		line, err := plotter.NewLine(envelope(segment, envelopeBuckets))
		if err != nil {
			return err
		}
		line.LineStyle = c.style.draw()
		pl.Add(line)
		if c.dots && len(c.points) <= mostDots || len(segment) == 1 {
			pl.Add(glyphs(segment, c.style.color, draw.CircleGlyph{}, 1.6))
		}
	}
	if c.chosen != nil && isFinite(c.chosen.Y) {
		pl.Add(glyphs(plotter.XYs{*c.chosen}, c.style.color, ring{}, 6))
	}
	if len(missing) > 0 {
		pl.Add(gaps{missing, c.style.color})
	}
	return nil
}

// addLoose adds points that no line joins.
func (c curve) addLoose(pl *plot.Plot, points plotter.XYs) {
	if len(c.intervals) > 0 {
		pl.Add(bars{c.intervals, c.style.color})
	}
	if c.hollow && len(points) > 0 {
		pl.Add(glyphs(points, c.style.color, ring{}, 5))
	} else if len(points) > mostDots {
		pl.Add(cloud{points, c.style.color, 1.6})
	} else if len(points) > 0 {
		pl.Add(glyphs(points, c.style.color, draw.CircleGlyph{}, 2.4))
	}
}

func (s lineStyle) draw() draw.LineStyle {
	width := s.width
	if width == 0 {
		width = 1.5
	}
	return draw.LineStyle{Color: s.color, Width: width, Dashes: s.dashes}
}
