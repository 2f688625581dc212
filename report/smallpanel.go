package report

import (
	"math"
	"strings"

	"gan2014/results"
	"gonum.org/v1/plot/plotter"
)

// smallPanel is one of a strip: of the film of a training, or of the samples of a training in two dimensions.
func smallPanel(figure string, lines []results.Line) panel {
	group, name, _ := strings.Cut(figure, "/")
	p := panel{title: name, x: "x", small: true}
	for _, l := range lines {
		style, known := roleStyle("figure1", l.Name)
		if len(l.Points) == 0 {
			p.title = l.Name
			continue
		}
		if !known {
			style = solidBlue
		}
		p.add(l, style)
	}
	if group == "samples" {
		p.scatter()
	}
	return p
}

// scatter draws the modes over the samples, in axes around the modes.
func (p *panel) scatter() {
	b := box{math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)}
	var ordered []curve
	for _, c := range p.curves {
		c.loose = true
		if c.name == "modes" {
			c.style.color, c.hollow = rust, true
			ordered = append(ordered, c)
			xmin, xmax, ymin, ymax := plotter.XYRange(c.points)
			b = box{min(b.xmin, xmin), max(b.xmax, xmax), min(b.ymin, ymin), max(b.ymax, ymax)}
		} else {
			ordered = append([]curve{c}, ordered...)
		}
	}
	p.curves = ordered
	const margin = 0.25 // of the modes' extent, on each side
	if side := max(b.xmax-b.xmin, b.ymax-b.ymin); side > 0 && isFinite(side) {
		p.box = &box{b.xmin - margin*side, b.xmax + margin*side, b.ymin - margin*side, b.ymax + margin*side}
	}
}

// sameAxes gives all panels the axes in which each has a place.
func sameAxes(panels map[string]panel) {
	b := box{math.Inf(1), math.Inf(-1), 0, 1}
	for _, p := range panels {
		for _, c := range p.curves {
			drawn, _ := c.finite()
			for _, q := range drawn {
				b = box{min(b.xmin, q.X), max(b.xmax, q.X), min(b.ymin, q.Y), max(b.ymax, q.Y)}
			}
		}
	}
	for name, p := range panels {
		if b.xmax > b.xmin {
			p.box = &b
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
