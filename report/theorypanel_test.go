package report

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gan2014/results"
	"gonum.org/v1/plot/vg"
)

func wantFigureFiles(t *testing.T, dir, id string) {
	t.Helper()
	for _, format := range formats {
		if info, err := os.Stat(filepath.Join(dir, "figures", id+"."+format)); err != nil || info.Size() == 0 {
			t.Errorf("figure %s.%s: %v", id, format, err)
		}
	}
}

// Every figure that the studies have is known, and drawn without numbers that are none.
func TestEveryTheoryFigure(t *testing.T) {
	for _, figure := range []string{
		"figure1/a", "figure1/b", "figure1/c", "figure1/d", "proposition1/error", "proposition1/shape", "theorem1/value", "theorem1/fits", "proposition2/criterion",
		"proposition2/densities", "vanishing/divergence", "vanishing/norm", "mnist-gradient/norm", "collapse/ring", "collapse/grid", "mnist-collapse/classes",
	} {
		lines := []results.Line{{Figure: figure, Name: "a", Points: ramp(0, 0, 0.5, 9)}, {Figure: figure, Name: "b, samples", Points: ramp(0, 0, 0.5, 9)},
			{Figure: figure, Name: "c", Points: []results.LinePoint{{X: 1, Y: math.NaN()}, {X: 2, Y: math.Inf(1), High: math.Inf(1)}}}}
		p := theoryPanel(figure, lines)
		if p.title == figure || p.title == "" || p.x == "" || p.y == "" || p.note == "" {
			t.Errorf("%s is not known: %+v", figure, p)
		}
		svg, err := p.svg()
		if err != nil || strings.Contains(string(svg), "NaN") || strings.Contains(string(svg), "Inf") {
			t.Errorf("%s: error %v, or a number that is none", figure, err)
		}
	}
}

// On logarithmic axes what is 0 or below has no place, and the caption says so.
func TestLogarithmicPanel(t *testing.T) {
	p := theoryPanel("vanishing/norm", aStudy("").Lines[6:7])
	if n := len(p.curves[0].points); n != 9 || len(p.curves[0].intervals) != 8 {
		t.Errorf("%d points with %d intervals, want 9 with 8", n, len(p.curves[0].intervals))
	}
	f := newFigure(p, "a run", p.note)
	for _, want := range []string{"What is before the first step has no place on a logarithmic axis.", "a cross marks each of 1 value that is 0 or not finite"} {
		if !strings.Contains(f.Caption, want) {
			t.Errorf("caption %q lacks %q", f.Caption, want)
		}
	}
	for _, color := range []string{"var(--blue)", `fill-opacity:0.2`} { // the line and its band
		if !strings.Contains(string(f.SVG), color) {
			t.Errorf("the figure has no %s", color)
		}
	}
	if one, err := theoryPanel("vanishing/norm", []results.Line{{Name: "a", Points: ramp(1, 1, 0, 1)}}).svg(); err != nil || strings.Contains(string(one), "NaN") {
		t.Errorf("a single point: error %v", err)
	}
}

// Colours of the page take the place of all colours of curves, in bands too.
func TestPaletteIsThePages(t *testing.T) {
	var lines []results.Line
	for _, name := range []string{"a", "b", "c", "d", "e", "f", "p", "q", "D", "D*"} {
		lines = append(lines, results.Line{Figure: "figure1/a", Name: name, Points: ramp(1, 1, 0.5, 5)})
	}
	svg, err := theoryPanel("figure1/a", lines).svg()
	must(t, err)
	if i := strings.IndexByte(string(svg), '#'); i >= 0 {
		t.Errorf("a colour of its own: %s", svg[i:i+7])
	}
	seen := map[string]bool{}
	for i := range 6 {
		text := fmt.Sprint(paletteStyle(i))
		if seen[text] {
			t.Errorf("style %d is that of another", i)
		}
		seen[text] = true
	}
}

// A key that is wider than the panel has more lines, and the axes keep their height.
func TestLongKey(t *testing.T) {
	var lines []results.Line
	for range 6 {
		lines = append(lines, results.Line{Name: "20 steps of G, log(1 − D)", Points: ramp(0, 1, 0, 3)})
	}
	one, six := theoryPanel("collapse/ring", lines[:1]), theoryPanel("collapse/ring", lines)
	n := 0
	for _, row := range six.keyRows() {
		n += len(row)
		width := 0.
		for _, e := range row {
			width += float64(e.width())
		}
		if width > float64(six.width()) {
			t.Errorf("a line of the key is %g wide", width)
		}
	}
	_, low := one.size()
	_, high := six.size()
	if rows := len(six.keyRows()); n != 7 || rows < 3 || len(one.keyRows()) != 1 || high-low != vg.Length(rows-1)*keyLine {
		t.Errorf("%d entries in %d lines, heights %g and %g", n, rows, low, high)
	}
}

// The arrows of Figure 1 lie below the axes, and those that lead nowhere are left out.
func TestMapping(t *testing.T) {
	lines := aStudy("").Lines[:3]
	lines[2].Points[1].Y = math.NaN()
	p := theoryPanel("figure1/a", lines)
	if len(p.curves) != 2 || len(p.mapping) != 3 || p.mapping.shown() != 2 {
		t.Errorf("%d curves, %d arrows, %d shown", len(p.curves), len(p.mapping), p.mapping.shown())
	}
	if _, height := p.size(); height != panelHeight+mappingHeight {
		t.Errorf("height %g", height)
	}
	svg, err := p.svg()
	must(t, err)
	if text := string(svg); strings.Contains(text, "NaN") || !strings.Contains(text, "2 arrows from z to G(z)") || !strings.Contains(text, ">z</text>") {
		t.Error("the arrows are not drawn, or not told")
	}
	alone := theoryPanel("figure1/a", []results.Line{lines[0], {Name: "arrows", Points: ramp(1, 1, 0, 1)}})
	if svg, err := alone.svg(); err != nil || strings.Contains(string(svg), "NaN") {
		t.Errorf("a single arrow: error %v", err)
	}
}

// Many samples are one path, in axes around the modes, with rings that leave them to be seen.
func TestSmallPanels(t *testing.T) {
	p := smallPanel("samples/k = 1", aStudy("").Lines[9:11])
	if p.box == nil || *p.box != (box{-0.5, 2.5, -0.5, 2.5}) || p.curves[1].name != "modes" || !p.curves[1].hollow {
		t.Errorf("the box is %+v of %+v", p.box, p.curves)
	}
	svg, err := p.svg()
	must(t, err)
	if n := strings.Count(string(svg), "<path"); n > 12 {
		t.Errorf("%d paths", n)
	}
	panels := map[string]panel{"a": smallPanel("film/01", aStudy("").Lines[3:5]), "b": smallPanel("film/02", aStudy("").Lines[5:6])}
	sameAxes(panels)
	if *panels["a"].box != (box{-2, 2, 0, 7}) || *panels["b"].box != *panels["a"].box || panels["a"].title != "at 10" || panels["b"].title != "02" {
		t.Errorf("panels %+v", panels)
	}
}

func TestDecadeTicks(t *testing.T) {
	labels := func(lo, hi float64) (out []string) {
		for _, tick := range (decadeTicks{4}).Ticks(lo, hi) {
			out = append(out, tick.Label)
		}
		return out
	}
	check := func(lo, hi float64, want ...string) {
		t.Helper()
		if got := labels(lo, hi); !slices.Equal(got, want) {
			t.Errorf("from %g to %g: %q, want %q", lo, hi, got, want)
		}
	}
	check(1, 1000, "1", "10", "100", "1,000")
	check(2e-9, 3, "10⁻⁶", "10⁻³", "1")
	check(1e5, 1e9, "100,000", "1,000,000", "10⁷", "10⁸", "10⁹")
	check(0.5, 1.5, "0.1", "0.2", "0.3", "0.5", "1", "2", "3", "5") // gonum/plot leaves out what is outside
	check(0, 1)
	check(1, math.Inf(1))
}
