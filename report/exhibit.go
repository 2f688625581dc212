package report

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"gan2014/results"
)

// newExhibit shows the lines of one group of figures: those whose names have the same part before the slash.
func newExhibit(run results.Run, group string, lines []results.Line) (exhibit, error) {
	var figures []string
	of := map[string][]results.Line{}
	for _, l := range lines {
		if !slices.Contains(figures, l.Figure) {
			figures = append(figures, l.Figure)
		}
		of[l.Figure] = append(of[l.Figure], l)
	}
	var e exhibit
	switch {
	case group == "film" || group == "samples":
		strip, err := newStrip(run, group, figures, of)
		e.Strip = strip
		return e, err
	case strings.HasSuffix(group, "-table"):
		for _, name := range figures {
			e.Tables = append(e.Tables, newFindingTable(run, name, of[name]))
		}
		return e, nil
	}
	for _, name := range figures {
		p := theoryPanel(name, of[name])
		if p.empty() {
			continue
		}
		p.id = figureID(run, name)
		f, err := newFigure(p, runName(run), p.note)
		if err != nil {
			return e, err
		}
		e.Figures = append(e.Figures, f)
	}
	return e, nil
}

func newStrip(run results.Run, group string, figures []string, of map[string][]results.Line) (*strip, error) {
	s := &strip{ID: figureID(run, group), Caption: stripCaption(group)}
	panels := map[string]panel{}
	for _, name := range figures {
		panels[name] = smallPanel(name, of[name])
	}
	if group == "film" {
		sameAxes(panels)
	}
	for i, name := range figures {
		p := panels[name]
		p.id = fmt.Sprintf("%s-%d", s.ID, i+1)
		title := p.title
		f, err := newFigure(p, runName(run), "")
		if err != nil {
			return nil, err
		}
		f.Caption = title
		s.Figures = append(s.Figures, f)
	}
	return s, nil
}

// figureID is a name for links and for files, whatever the figure's name has in it.
func figureID(run results.Run, figure string) string {
	var parts []string
	for _, word := range strings.FieldsFunc(figure, func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		parts = append(parts, strings.ToLower(word))
	}
	return fmt.Sprintf("run-%d-study-%s", run.ID, strings.Join(parts, "-"))
}
