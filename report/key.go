package report

import (
	"image/color"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"gan2014/internal/typeset"
)

// Room of an entry of the key. Text gets a fifth more than it measures,
// because the page's font may be wider than the measured one.
const (
	keySample  = 20
	keySpace   = 4
	keyBetween = 10
	keySlack   = 1.2
)

// drawKey draws the lines above the axes: what the ordinate is at the left of
// the last, the names of curves and levels at the right.
func (p panel) drawKey(c draw.Canvas) {
	rows := p.keyRows()
	style := labelStyle(ink, 9.5)
	for i, row := range rows {
		y := c.Max.Y - 12 - vg.Length(i)*keyLine
		if i == len(rows)-1 {
			c.FillText(labelStyle(muted, 9.5), vg.Point{X: c.Min.X, Y: y}, p.y)
		}
		x := c.Max.X
		for _, e := range slices.Backward(row) {
			x -= keySlack * style.Width(e.name)
			c.FillText(style, vg.Point{X: x, Y: y}, e.name)
			x -= keySpace + keySample
			e.draw(c, x, y+3)
			x -= keyBetween
		}
	}
}

// keyRows are the lines of the key, each as full as the panel is wide. The last leaves room for the name of the ordinate.
func (p panel) keyRows() [][]keyEntry {
	rows := [][]keyEntry{nil}
	left := p.width()
	for _, e := range p.key() {
		if e.width() > left && len(rows[len(rows)-1]) > 0 {
			rows, left = append(rows, nil), p.width()
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], e)
		left -= e.width()
	}
	if label := keySlack * labelStyle(muted, 9.5).Width(p.y); label > left && len(rows[len(rows)-1]) > 0 {
		rows = append(rows, nil)
	}
	return rows
}

// A keyEntry is a line, or a point, and its name.
type keyEntry struct {
	name  string
	style draw.LineStyle
	loose bool
}

func (e keyEntry) width() vg.Length {
	return keySlack*labelStyle(ink, 9.5).Width(e.name) + keySpace + keySample + keyBetween
}

func (e keyEntry) draw(c draw.Canvas, x, y vg.Length) {
	if e.loose {
		c.DrawGlyphNoClip(draw.GlyphStyle{Color: e.style.Color, Radius: 2.4, Shape: draw.CircleGlyph{}}, vg.Point{X: x + keySample/2, Y: y})
		return
	}
	c.StrokeLine2(e.style, x, y, x+keySample, y)
}

func (p panel) key() []keyEntry {
	var out []keyEntry
	for _, c := range p.curves {
		if c.name == "" {
			continue
		}
		out = append(out, keyEntry{typeset.CutMiddle(typeset.Line(c.name), 30), c.style.draw(), c.loose})
	}
	for _, l := range p.levels {
		out = append(out, keyEntry{l.label, l.style(), false})
	}
	for _, m := range p.marks {
		out = append(out, keyEntry{m.label, m.style(), false})
	}
	return out
}

func labelStyle(c color.Color, size vg.Length) text.Style {
	return text.Style{Color: c, Font: sans(size), Handler: plot.DefaultTextHandler}
}
