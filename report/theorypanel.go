package report

import (
	"math"

	"gan2014/internal/stats"
	"gan2014/models/theory/figure"
	"gan2014/report/chart"
	"gan2014/results"

	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
)

// styleOf returns the line style of a quantity that looks the same in all figures. As in the paper's Figure 1, data are dotted, the generator
// is solid and green, and the discriminator is dashed and blue.
func styleOf(part figure.Part) (style chart.LineStyle, fixed bool) {
	switch part {
	case figure.Target:
		return chart.LineStyle{Color: chart.Ink, Dashes: chart.DottedInk.Dashes}, true
	case figure.Generator:
		return chart.LineStyle{Color: chart.Green}, true
	case figure.Discriminator:
		return chart.LineStyle{Color: chart.Blue, Dashes: []vg.Length{5, 2}}, true
	case figure.Best:
		return chart.LineStyle{Color: chart.Rust, Width: 0.9}, true
	case figure.Centres:
		return chart.LineStyle{Color: chart.Rust}, true
	}
	return chart.LineStyle{}, false
}

// theoryPanel returns the panel of a figure of a study.
func theoryPanel(d drawing) chart.Panel {
	p := chart.Panel{
		Title: d.Title, X: d.X, Y: d.Y, LogX: d.LogX, LogY: d.LogY, Show: d.Show, Real: true, Narrow: true, Note: d.Title + ". " + d.Caption,
	}
	for _, l := range d.Levels {
		p.Levels = append(p.Levels, chart.Level(l))
	}
	next, lost := 0, false
	for _, l := range d.lines {
		part := d.Parts[l.Name]
		if part == figure.Arrows {
			for _, q := range l.Points {
				p.Mapping = append(p.Mapping, plotter.XY{X: q.X, Y: q.Y})
			}
			continue
		}
		style, fixed := styleOf(part)
		if !fixed {
			style = chart.PaletteStyle(next)
			next++
		}
		if addLine(&p, l, part, style) {
			lost = true
		}
	}
	if lost {
		p.Note += " The logarithmic axis leaves out the values before the first step."
	}
	return p
}

// addLine adds a line. It leaves out what a logarithmic axis cannot show, such as an interval that reaches 0. lost reports whether points
// are left out because a logarithmic x axis cannot show them.
func addLine(p *chart.Panel, l results.Line, part figure.Part, style chart.LineStyle) (lost bool) {
	c := chart.Curve{Name: l.Name, Style: style, Loose: part == figure.Points || part == figure.Centres, Hollow: part == figure.Centres}
	for _, q := range l.Points {
		if p.LogX && q.X <= 0 {
			lost = true
			continue
		}
		if p.LogY && q.Y <= 0 {
			q.Y = math.NaN()
		}
		c.Points = append(c.Points, plotter.XY{X: q.X, Y: q.Y})
		if hasInterval(q) && stats.IsFinite(q.Y) && (!p.LogY || q.Low > 0) {
			c.Intervals = append(c.Intervals, chart.Span{X: q.X, Low: q.Low, High: q.High})
		}
	}
	p.Curves = append(p.Curves, c)
	return lost
}
