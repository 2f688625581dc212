package chart

import (
	"image/color"
	"slices"

	"gan2014/internal/typeset"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Room of an entry of the legend. Text gets a fifth more than it measures,
// because the page's font may be wider than the measured one.
const (
	legendSample  = 20
	legendSpace   = 4
	legendBetween = 10
	legendSlack   = 1.2
)

// drawLegend draws the lines above the axes: the names of curves and levels at
// the right, and the name of the ordinate at the left of the last line.
func (p Panel) drawLegend(c draw.Canvas) {
	rows := p.legendRows()
	style := labelStyle(Ink, 9.5)
	for i, row := range rows {
		y := c.Max.Y - 12 - vg.Length(i)*legendLine
		if i == len(rows)-1 {
			c.FillText(labelStyle(muted, 9.5), vg.Point{X: c.Min.X, Y: y}, p.Y)
		}
		x := c.Max.X
		for _, e := range slices.Backward(row) {
			x -= legendSlack * style.Width(e.name)
			c.FillText(style, vg.Point{X: x, Y: y}, e.name)
			x -= legendSpace + legendSample
			e.draw(c, x, y+3)
			x -= legendBetween
		}
	}
}

// legendRows divides the entries into lines that fit the panel's width. The last line leaves room for the name of the ordinate.
func (p Panel) legendRows() [][]legendEntry {
	rows := [][]legendEntry{nil}
	left := p.width()
	for _, e := range p.legend() {
		if e.width() > left && len(rows[len(rows)-1]) > 0 {
			rows, left = append(rows, nil), p.width()
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], e)
		left -= e.width()
	}
	if label := legendSlack * labelStyle(muted, 9.5).Width(p.Y); label > left && len(rows[len(rows)-1]) > 0 {
		rows = append(rows, nil)
	}
	return rows
}

// A legendEntry is a line, or a point, and its name.
type legendEntry struct {
	name  string
	style draw.LineStyle
	loose bool
}

func (e legendEntry) width() vg.Length {
	return legendSlack*labelStyle(Ink, 9.5).Width(e.name) + legendSpace + legendSample + legendBetween
}

func (e legendEntry) draw(c draw.Canvas, x, y vg.Length) {
	if e.loose {
		c.DrawGlyphNoClip(draw.GlyphStyle{Color: e.style.Color, Radius: 2.4, Shape: draw.CircleGlyph{}}, vg.Point{X: x + legendSample/2, Y: y})
		return
	}
	c.StrokeLine2(e.style, x, y, x+legendSample, y)
}

func (p Panel) legend() []legendEntry {
	var out []legendEntry
	for _, c := range p.Curves {
		if c.Name == "" {
			continue
		}
		out = append(out, legendEntry{typeset.CutMiddle(typeset.Line(c.Name), 50), c.Style.draw(), c.Loose})
	}
	for _, l := range p.Levels {
		out = append(out, legendEntry{l.Label, l.style(), false})
	}
	for _, m := range p.Marks {
		out = append(out, legendEntry{m.Label, m.style(), false})
	}
	return out
}

func labelStyle(c color.Color, size vg.Length) text.Style {
	return text.Style{Color: c, Font: sans(size), Handler: plot.DefaultTextHandler}
}
