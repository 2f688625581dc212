package report

import (
	"image/color"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

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
		if c.name == "" {
			continue
		}
		out = append(out, keyEntry{shorten(printable(c.name), 30), c.style.draw()})
	}
	for _, l := range p.levels {
		out = append(out, keyEntry{l.label, l.style()})
	}
	for _, m := range p.marks {
		out = append(out, keyEntry{m.label, m.style()})
	}
	return out
}

func labelStyle(c color.Color, size vg.Length) text.Style {
	return text.Style{Color: c, Font: sans(size), Handler: plot.DefaultTextHandler}
}
