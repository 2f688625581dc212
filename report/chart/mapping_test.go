package chart

import (
	"math"
	"strings"
	"testing"

	"gonum.org/v1/plot/plotter"
)

// TestMapping checks that the arrows of Figure 1 lie below the axes, and that arrows to values that are not finite are left out.
func TestMapping(t *testing.T) {
	p := Panel{ID: "a", Title: "a", X: "x", Y: "density", Curves: []Curve{{Name: "p", Points: plotter.XYs{{X: -2, Y: 0}, {X: 2, Y: 4}}}},
		Mapping: Mapping{{X: -1, Y: -1}, {X: 0, Y: math.NaN()}, {X: 1, Y: 1}}}
	if p.Mapping.shown() != 2 {
		t.Errorf("%d arrows are shown, want 2", p.Mapping.shown())
	}
	if _, height := p.size(); height != panelHeight+mappingHeight {
		t.Errorf("height %g", height)
	}
	svg, err := p.SVG()
	if text := string(svg); err != nil || strings.Contains(text, "NaN") || !strings.Contains(text, "2 arrows from z to G(z)") || !strings.Contains(text, ">z</text>") {
		t.Error("the arrows are not drawn, or not told")
	}
	p.Mapping = p.Mapping[:1]
	if svg, err := p.SVG(); err != nil || strings.Contains(string(svg), "NaN") {
		t.Errorf("a single arrow: error %v", err)
	}
}
