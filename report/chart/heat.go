package chart

import (
	"image/color"
	"math"

	"gan2014/internal/stats"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A Cell is a square of a heat map, with its centre at whole numbers.
type Cell struct {
	X, Y   int
	Value  float64 // decides its shade; one that is not finite leaves it empty
	Label  string  // written in it, if there is room
	Framed bool
}

// heat draws cells, the higher the darker. A value that lies at least depth below the highest has the lightest shade; a depth of 0 is none.
type heat struct {
	cells []Cell
	depth float64
}

// shades of blue, from light to dark, light enough for dark text. They are the same on a light and on a dark page.
var shades = []color.RGBA{
	{0xf2, 0xf7, 0xfb, 0xff}, {0xdf, 0xec, 0xf6, 0xff}, {0xca, 0xe0, 0xf1, 0xff}, {0xb3, 0xd3, 0xea, 0xff}, {0x9b, 0xc6, 0xe3, 0xff}, {0x82, 0xb7, 0xdb, 0xff}, {0x69, 0xa8, 0xd2, 0xff},
}

// cellInk is the colour of text in a cell. pageSVG does not replace it, because the shades do not change either.
var cellInk = color.RGBA{0x1a, 0x1a, 0x1a, 0xff}

func (h heat) Plot(c draw.Canvas, pl *plot.Plot) {
	const inset = 1.2
	toX, toY := pl.Transforms(&c)
	columns, rows := h.size()
	style := labelStyle(cellInk, 9)
	style.XAlign, style.YAlign = draw.XCenter, draw.YCenter
	room := (c.Max.X - c.Min.X) / vg.Length(columns)
	tall := (c.Max.Y - c.Min.Y) / vg.Length(rows)
	var frames [][]vg.Point
	for _, cell := range h.cells {
		x, y := float64(cell.X), float64(cell.Y)
		box := edge(vg.Rectangle{Min: vg.Point{X: toX(x-.5) + inset, Y: toY(y-.5) + inset}, Max: vg.Point{X: toX(x+.5) - inset, Y: toY(y+.5) - inset}})
		if stats.IsFinite(cell.Value) {
			c.FillPolygon(h.shade(cell.Value), box)
		} else {
			c.StrokeLines(draw.LineStyle{Color: muted, Width: 0.6, Dashes: []vg.Length{2, 2}}, box)
		}
		if cell.Framed {
			frames = append(frames, append(box, box[1])) // beyond the first corner, which is then whole
		}
		text := style
		if !stats.IsFinite(cell.Value) {
			text.Color = muted
		}
		if text.Width(cell.Label)*legendSlack < room && tall > 10 {
			c.FillText(text, vg.Point{X: toX(x), Y: toY(y)}, cell.Label)
		}
	}
	for _, box := range frames {
		c.StrokeLines(draw.LineStyle{Color: Rust, Width: 2.2}, box)
	}
}

// shade returns the shade of a value between the lowest and the highest that count.
func (h heat) shade(value float64) color.RGBA {
	low, high := math.Inf(1), math.Inf(-1)
	for _, cell := range h.cells {
		if stats.IsFinite(cell.Value) {
			low, high = min(low, cell.Value), max(high, cell.Value)
		}
	}
	if h.depth > 0 {
		low = max(low, high-h.depth)
	}
	if high <= low {
		return shades[len(shades)-1]
	}
	share := (max(value, low) - low) / (high - low)
	return shades[min(int(share*float64(len(shades))), len(shades)-1)]
}

// size returns the number of columns and rows.
func (h heat) size() (columns, rows int) {
	for _, cell := range h.cells {
		columns, rows = max(columns, cell.X+1), max(rows, cell.Y+1)
	}
	return columns, rows
}

// DataRange contains all cells.
func (h heat) DataRange() (xmin, xmax, ymin, ymax float64) {
	columns, rows := h.size()
	return -.5, float64(columns) - .5, -.5, float64(rows) - .5
}
