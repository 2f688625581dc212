package report

import (
	"math"
	"strings"

	"gan2014/internal/stats"
	"gan2014/report/chart"
	"gan2014/results"

	"gonum.org/v1/plot/plotter"
)

// smallPanel is one of a strip: of the film of a training, or of the samples of a training in two dimensions.
func smallPanel(figure string, lines []results.Line) chart.Panel {
	group, name, _ := strings.Cut(figure, "/")
	p := chart.Panel{Title: name, X: "x", Small: true}
	for _, l := range lines {
		style, known := roleStyle("figure1", l.Name)
		if len(l.Points) == 0 {
			p.Title = l.Name
			continue
		}
		if !known {
			style = chart.SolidBlue
		}
		addLine(&p, l, style)
	}
	if group == "samples" {
		scatter(&p)
	}
	return p
}

// scatter draws the modes over the samples, in axes around the modes.
func scatter(p *chart.Panel) {
	b := chart.Box{XMin: math.Inf(1), XMax: math.Inf(-1), YMin: math.Inf(1), YMax: math.Inf(-1)}
	var ordered []chart.Curve
	for _, c := range p.Curves {
		c.Loose = true
		if c.Name == "modes" {
			c.Style.Color, c.Hollow = chart.Rust, true
			ordered = append(ordered, c)
			xmin, xmax, ymin, ymax := plotter.XYRange(c.Points)
			b = chart.Box{XMin: min(b.XMin, xmin), XMax: max(b.XMax, xmax), YMin: min(b.YMin, ymin), YMax: max(b.YMax, ymax)}
		} else {
			ordered = append([]chart.Curve{c}, ordered...)
		}
	}
	p.Curves = ordered
	const margin = 0.25 // of the modes' extent, on each side
	if side := max(b.XMax-b.XMin, b.YMax-b.YMin); side > 0 && stats.IsFinite(side) {
		p.Box = &chart.Box{XMin: b.XMin - margin*side, XMax: b.XMax + margin*side, YMin: b.YMin - margin*side, YMax: b.YMax + margin*side}
	}
}

// sameAxes gives all panels the axes in which each has a place.
func sameAxes(panels map[string]chart.Panel) {
	b := chart.Box{XMin: math.Inf(1), XMax: math.Inf(-1), YMin: 0, YMax: 1}
	for _, p := range panels {
		for _, c := range p.Curves {
			drawn, _ := c.Finite()
			for _, q := range drawn {
				b = chart.Box{XMin: min(b.XMin, q.X), XMax: max(b.XMax, q.X), YMin: min(b.YMin, q.Y), YMax: max(b.YMax, q.Y)}
			}
		}
	}
	for name, p := range panels {
		if b.XMax > b.XMin {
			p.Box = &b
			panels[name] = p
		}
	}
}

func stripCaption(group string) string {
	if group == "film" {
		return "The training of Figure 1 as a film, in the same axes, from left to right. Dotted: the data’s density p; solid: the generator’s q; dashed: D."
	}
	return "Samples at the end of a training with each setting, and rings around the centres of the data’s modes. What lies outside is not drawn."
}
