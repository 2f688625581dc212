package report

import (
	"errors"
	"os"
	"testing"

	"gan2014/report/chart"

	"gonum.org/v1/plot/plotter"
)

func TestWithTemporary(t *testing.T) {
	dir := t.TempDir()
	used := ""
	use := func() error { used = os.TempDir(); return nil }
	for name, c := range map[string]struct{ tmp, dir, used string }{
		"the system's":     {dir, "/does/not/exist", dir},
		"that of figures":  {"/does/not/exist", dir, dir},
		"none that can be": {"/does/not/exist", "/nor/does/this", ""},
	} {
		t.Setenv("TMPDIR", c.tmp)
		used = ""
		err := withTemporary(c.dir, use)
		if used != c.used || (err == nil) != (c.used != "") {
			t.Errorf("%s: %q, %v", name, used, err)
		}
		if os.Getenv("TMPDIR") != c.tmp {
			t.Errorf("%s: afterwards TMPDIR is %q", name, os.Getenv("TMPDIR"))
		}
	}
}

func TestIncomplete(t *testing.T) {
	var lost losses
	lost.add("table1.md", nil)
	if lost.err() != nil {
		t.Error("nothing is lost")
	}
	lost.add("report.html", errors.New("no space"))
	for _, name := range []string{"figures/a.pdf", "figures/a.png", "figures/b.pdf"} {
		lost.add(name, errors.New("two\nlines"))
	}
	err := lost.err().(*IncompleteError)
	if want := "the report lacks report.html (no space), figures/a.pdf (two lines) and 2 more files of figures"; err.Error() != want {
		t.Errorf("%q, want %q", err, want)
	}
	if !err.Lacks("report.html") || err.Lacks("table1.md") {
		t.Error("it does not know what it lacks")
	}
}

// TestFigureThatPanics checks that a message replaces a plot whose drawing panics.
func TestFigureThatPanics(t *testing.T) {
	p := chart.Panel{ID: "p", Title: "p", Curves: []chart.Curve{{Name: "c", Points: plotter.XYs{{X: .5, Y: .5}, {X: 1, Y: 1}}}}, LogY: true}
	p.Box = &chart.Box{XMin: 0, XMax: 1, YMin: -1, YMax: 1} // which a logarithmic axis does not take
	f := newFigure(p, "run", "caption")
	if f.Missing == nil || f.ID != "p" || f.SVG == "" {
		t.Errorf("%+v", f)
	}
}
