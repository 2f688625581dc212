package report

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gan2014/models/theory/figure"
	"gan2014/report/chart"
	"gan2014/results"
)

func wantFigureFiles(t *testing.T, dir, id string) {
	t.Helper()
	for _, format := range formats {
		if info, err := os.Stat(filepath.Join(dir, "figures", id+"."+format)); err != nil || info.Size() == 0 {
			t.Errorf("figure %s.%s: %v", id, format, err)
		}
	}
}

// panelOf draws lines into the axes of a figure.
func panelOf(name string, lines []results.Line) chart.Panel {
	return theoryPanel(drawing{figure.Of(name), lines})
}

// TestEveryTheoryFigure checks that every figure of a study has labelled axes and a caption, and is drawn without numbers that are not
// finite.
func TestEveryTheoryFigure(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range figure.All() {
		if f.Caption == "" || !strings.Contains(f.Name, "/") || seen[f.Name] || f.Kind == figure.Table && len(f.Columns) == 0 {
			t.Errorf("a figure has no caption, no columns, or the name of another: %+v", f)
		}
		seen[f.Name] = true
		if f.Kind != figure.Axes {
			continue
		}
		lines := []results.Line{{Figure: f.Name, Name: "a", Points: ramp(0, 0, 0.5, 9)}, {Figure: f.Name, Name: "b", Points: ramp(0, 0, 0.5, 9)},
			{Figure: f.Name, Name: "c", Points: []results.LinePoint{{X: 1, Y: math.NaN()}, {X: 2, Y: math.Inf(1), High: math.Inf(1)}}}}
		for name := range f.Parts {
			lines = append(lines, results.Line{Figure: f.Name, Name: name, Points: ramp(0, 0, 0.5, 9)})
		}
		p := panelOf(f.Name, lines)
		if p.Title == "" || p.X == "" || p.Y == "" {
			t.Errorf("%s has no title or no names of its axes: %+v", f.Name, p)
		}
		svg, err := p.SVG()
		if err != nil || strings.Contains(string(svg), "NaN") || strings.Contains(string(svg), "Inf") {
			t.Errorf("%s: error %v, or a number that is none", f.Name, err)
		}
	}
}

// TestUnknownTheoryFigure checks that a figure that this program does not know is drawn under its name.
func TestUnknownTheoryFigure(t *testing.T) {
	p := panelOf("mine/table", []results.Line{{Figure: "mine/table", Name: "D", Points: ramp(0, 0, 0, 3)}})
	if p.Title != "mine/table" || p.Empty() {
		t.Errorf("%+v", p)
	}
}

// TestLogarithmicPanel checks that logarithmic axes leave out values that are 0 or below, and that the caption says so.
func TestLogarithmicPanel(t *testing.T) {
	p := panelOf("vanishing/norm", aStudy("").Lines[6:7])
	if n := len(p.Curves[0].Points); n != 9 || len(p.Curves[0].Intervals) != 8 {
		t.Errorf("%d points with %d intervals, want 9 with 8", n, len(p.Curves[0].Intervals))
	}
	f := newFigure(p, "a run", p.Note)
	for _, want := range []string{"The logarithmic axis leaves out the values before the first step.", "a cross marks each of 1 value that is 0 or not finite"} {
		if !strings.Contains(f.Caption, want) {
			t.Errorf("caption %q lacks %q", f.Caption, want)
		}
	}
	for _, color := range []string{"var(--blue)", `fill-opacity:0.2`} { // the line and its band
		if !strings.Contains(string(f.SVG), color) {
			t.Errorf("the figure has no %s", color)
		}
	}
	if one, err := panelOf("vanishing/norm", []results.Line{{Name: "a", Points: ramp(1, 1, 0, 1)}}).SVG(); err != nil || strings.Contains(string(one), "NaN") {
		t.Errorf("a single point: error %v", err)
	}
}

// TestPaletteIsThePages checks that all colours of curves and bands are replaced by colours of the page.
func TestPaletteIsThePages(t *testing.T) {
	var lines []results.Line
	for _, name := range []string{"a", "b", "c", "d", "e", "f", "p", "q", "D", "D*"} {
		lines = append(lines, results.Line{Figure: "figure1/a", Name: name, Points: ramp(1, 1, 0.5, 5)})
	}
	svg, err := panelOf("figure1/a", lines).SVG()
	must(t, err)
	if i := strings.IndexByte(string(svg), '#'); i >= 0 {
		t.Errorf("a colour of its own: %s", svg[i:i+7])
	}
}

// TestSmallPanels checks that many samples are drawn as one path, in axes around the modes, with rings that do not hide them.
func TestSmallPanels(t *testing.T) {
	frame := func(lines []results.Line) drawing { return drawing{figure.Of(lines[0].Figure), lines} }
	p := smallPanel(frame(aStudy("").Lines[9:11]))
	if p.Box == nil || *p.Box != (chart.Box{XMin: -0.5, XMax: 2.5, YMin: -0.5, YMax: 2.5}) || p.Curves[1].Name != "modes" || !p.Curves[1].Hollow {
		t.Errorf("the box is %+v of %+v", p.Box, p.Curves)
	}
	svg, err := p.SVG()
	must(t, err)
	if n := strings.Count(string(svg), "<path"); n > 12 {
		t.Errorf("%d paths", n)
	}
	panels := []chart.Panel{smallPanel(frame(aStudy("").Lines[3:5])), smallPanel(frame(aStudy("").Lines[5:6]))}
	sameAxes(panels)
	if *panels[0].Box != (chart.Box{XMin: -2, XMax: 2, YMin: 0, YMax: 7}) || *panels[1].Box != *panels[0].Box || panels[0].Title != "at 10" || panels[1].Title != "02" {
		t.Errorf("panels %+v", panels)
	}
}

// TestArrowsAreNoCurve checks that the arrows of Figure 1 are not drawn as a curve.
func TestArrowsAreNoCurve(t *testing.T) {
	if p := panelOf("figure1/a", aStudy("").Lines[:3]); len(p.Curves) != 2 || len(p.Mapping) != 3 {
		t.Errorf("%d curves and %d arrows, want 2 and 3", len(p.Curves), len(p.Mapping))
	}
}
