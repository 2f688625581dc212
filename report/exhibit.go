package report

import (
	"fmt"
	"slices"

	"gan2014/models/theory/figure"
	"gan2014/report/chart"
	"gan2014/report/record"
	"gan2014/results"
)

// draw draws the figures of an exhibit according to their descriptions.
func (e *exhibit) draw() {
	for _, d := range drawings(e.lines) {
		switch d.Kind {
		case figure.Table:
			e.Tables = append(e.Tables, newFindingTable(e.run, d))
		case figure.Frame:
			if e.Strip == nil {
				e.Strip = &strip{ID: figureID(e.run, d.Group()), Caption: d.Caption}
			}
			e.Strip.frames = append(e.Strip.frames, d)
		default:
			if p := theoryPanel(d); !p.Empty() {
				p.ID = figureID(e.run, d.Name)
				e.Figures = append(e.Figures, newFigure(p, record.RunName(e.run), p.Note))
			}
		}
	}
	if e.Strip != nil {
		e.Strip.draw(e.run)
	}
}

// A drawing is a figure with its lines.
type drawing struct {
	figure.Figure
	lines []results.Line
}

// drawings groups lines by figure, in the order of each figure's first line.
func drawings(lines []results.Line) (all []drawing) {
	for _, l := range lines {
		i := slices.IndexFunc(all, func(d drawing) bool { return d.Name == l.Figure })
		if i < 0 {
			i = len(all)
			all = append(all, drawing{Figure: figure.Of(l.Figure)})
		}
		all[i].lines = append(all[i].lines, l)
	}
	return all
}

// draw draws the frames of a strip.
func (s *strip) draw(run results.Run) {
	var panels []chart.Panel
	for _, d := range s.frames {
		panels = append(panels, smallPanel(d))
	}
	if s.frames[0].SameAxes {
		sameAxes(panels)
	}
	for i, p := range panels {
		p.ID = fmt.Sprintf("%s-%d", s.ID, i+1)
		f := newFigure(p, record.RunName(run), "")
		f.Caption = p.Title
		s.Figures = append(s.Figures, f)
	}
}

// figureID returns a name that is valid in links and file names, for any name of a figure.
func figureID(run results.Run, figure string) string {
	return fmt.Sprintf("run-%d-study-%s", run.ID, slug(figure))
}
