package report

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"gan2014/report/chart"
	"gan2014/report/record"
	"gan2014/results"
)

// newExhibit shows the lines of one group of figures: those whose names have the same part before the slash.
func newExhibit(run results.Run, group string, lines []results.Line) (e exhibit) {
	var figures []string
	of := map[string][]results.Line{}
	for _, l := range lines {
		if !slices.Contains(figures, l.Figure) {
			figures = append(figures, l.Figure)
		}
		of[l.Figure] = append(of[l.Figure], l)
	}
	switch {
	case group == "film" || group == "samples":
		e.Strip = newStrip(run, group, figures, of)
		return e
	case strings.HasSuffix(group, "-table"):
		for _, name := range figures {
			e.Tables = append(e.Tables, newFindingTable(run, name, of[name]))
		}
		return e
	}
	for _, name := range figures {
		p := theoryPanel(name, of[name])
		if p.Empty() {
			continue
		}
		p.ID = figureID(run, name)
		e.Figures = append(e.Figures, newFigure(p, record.RunName(run), p.Note))
	}
	return e
}

func newStrip(run results.Run, group string, figures []string, of map[string][]results.Line) *strip {
	s := &strip{ID: figureID(run, group), Caption: stripCaption(group)}
	panels := map[string]chart.Panel{}
	for _, name := range figures {
		panels[name] = smallPanel(name, of[name])
	}
	if group == "film" {
		sameAxes(panels)
	}
	for i, name := range figures {
		p := panels[name]
		p.ID = fmt.Sprintf("%s-%d", s.ID, i+1)
		title := p.Title
		f := newFigure(p, record.RunName(run), "")
		f.Caption = title
		s.Figures = append(s.Figures, f)
	}
	return s
}

// figureID is a name for links and for files, whatever the figure's name has in it.
func figureID(run results.Run, figure string) string {
	var parts []string
	for _, word := range strings.FieldsFunc(figure, func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		parts = append(parts, strings.ToLower(word))
	}
	return fmt.Sprintf("run-%d-study-%s", run.ID, strings.Join(parts, "-"))
}
