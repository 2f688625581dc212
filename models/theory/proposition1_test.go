package theory

import (
	"strings"
	"testing"
)

// TestProposition1 checks that D comes within 0.02 of D* where the data and the generator have mass, for every densityPair, and was far
// from it at first.
func TestProposition1(t *testing.T) {
	if testing.Short() {
		t.Skip("NOT CHECKED: a discriminator is trained to the end, which takes ten seconds; run without -short")
	}
	found, err := proposition1(t).Compute(t.Context(), noDigits, 1, silent)
	if err != nil {
		t.Fatal(err)
	}
	hold(t, found.Findings)
	pairs := 0
	for _, l := range found.Lines {
		if l.Figure.Name != "proposition1/error" {
			continue
		}
		pairs++
		if first, last := l.Points[0], l.Points[len(l.Points)-1]; first.Y < .2 || last.Y > .02 {
			t.Errorf("%s: D is %g from D* after %g updates and %g after %g", l.Name, first.Y, first.X, last.Y, last.X)
		}
	}
	if pairs < 3 {
		t.Errorf("%d pairs of densities", pairs)
	}
	var optimum []Point
	for _, l := range found.Lines {
		if l.Figure.Name == "proposition1/shape" && strings.HasPrefix(l.Name, "D*") {
			optimum = l.Points
		}
	}
	if len(optimum) == 0 {
		t.Error("D* is not drawn")
	}
}
