package report

import (
	"math"
	"slices"

	"gan2014/internal/stats"
	"gan2014/report/chart"

	"gonum.org/v1/plot/plotter"
)

// smallPanel draws a figure of a study as a part of a strip. A strip shows successive stages of a training, or samples in two dimensions.
func smallPanel(d drawing) chart.Panel {
	p := chart.Panel{Title: d.Title, X: d.X, Small: true}
	for _, l := range d.lines {
		if len(l.Points) == 0 {
			p.Title = l.Name
			continue
		}
		part := d.Parts[l.Name]
		style, fixed := styleOf(part)
		if !fixed {
			style = chart.SolidBlue
		}
		addLine(&p, l, part, style)
	}
	centre(&p)
	return p
}

// centre draws rings over other points, in axes around the rings, where there are any.
func centre(p *chart.Panel) {
	b := chart.Box{XMin: math.Inf(1), XMax: math.Inf(-1), YMin: math.Inf(1), YMax: math.Inf(-1)}
	for _, c := range p.Curves {
		if c.Hollow {
			xmin, xmax, ymin, ymax := plotter.XYRange(c.Points)
			b = chart.Box{XMin: min(b.XMin, xmin), XMax: max(b.XMax, xmax), YMin: min(b.YMin, ymin), YMax: max(b.YMax, ymax)}
		}
	}
	slices.SortStableFunc(p.Curves, func(a, b chart.Curve) int { // rings last
		switch {
		case a.Hollow == b.Hollow:
			return 0
		case b.Hollow:
			return -1
		}
		return 1
	})
	const margin = 0.25 // on each side, as a fraction of the rings' extent
	if side := max(b.XMax-b.XMin, b.YMax-b.YMin); side > 0 && stats.IsFinite(side) {
		p.Box = &chart.Box{XMin: b.XMin - margin*side, XMax: b.XMax + margin*side, YMin: b.YMin - margin*side, YMax: b.YMax + margin*side}
	}
}

// sameAxes gives all panels the same axes, which contain the data of each panel.
func sameAxes(panels []chart.Panel) {
	b := chart.Box{XMin: math.Inf(1), XMax: math.Inf(-1), YMin: 0, YMax: 1}
	for _, p := range panels {
		for _, c := range p.Curves {
			drawn, _ := c.Finite()
			for _, q := range drawn {
				b = chart.Box{XMin: min(b.XMin, q.X), XMax: max(b.XMax, q.X), YMin: min(b.YMin, q.Y), YMax: max(b.YMax, q.Y)}
			}
		}
	}
	for i := range panels {
		if b.XMax > b.XMin {
			panels[i].Box = &b
		}
	}
}
