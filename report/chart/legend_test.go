package chart

import (
	"fmt"
	"slices"
	"testing"

	"gonum.org/v1/plot/vg"
)

// TestLongKey checks that a legend that is wider than the panel has more lines, and that the axes keep their height.
func TestLongKey(t *testing.T) {
	one := Panel{Y: "modes covered", Narrow: true, Levels: []Level{{Y: 8, Label: "all 8"}}, Curves: []Curve{{Name: "20 steps of G, log(1 − D)"}}}
	six := one
	six.Curves = slices.Repeat(one.Curves, 6)
	n := 0
	for _, row := range six.legendRows() {
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
	if rows := len(six.legendRows()); n != 7 || rows < 3 || len(one.legendRows()) != 1 || high-low != vg.Length(rows-1)*legendLine {
		t.Errorf("%d entries in %d lines, heights %g and %g", n, rows, low, high)
	}
}

// TestPaletteStylesDiffer checks that neighbouring curves differ in colour or dashes.
func TestPaletteStylesDiffer(t *testing.T) {
	seen := map[string]bool{}
	for i := range 6 {
		text := fmt.Sprint(PaletteStyle(i))
		if seen[text] {
			t.Errorf("style %d is that of another", i)
		}
		seen[text] = true
	}
}
