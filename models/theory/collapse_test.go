package theory

import (
	"strings"
	"testing"
)

// TestRingCollapsesAndRecovers checks that on the ring a G with too many steps collapses, and that one with more steps of D does not. It
// uses five seeds that the recipe was not chosen with, and less than a third of the study's updates.
func TestRingCollapsesAndRecovers(t *testing.T) {
	if testing.Short() {
		t.Skip("NOT CHECKED: fifteen trainings on the ring, which take a minute; run without -short")
	}
	c := collapse(t)
	s, err := c.Ring.plane().trainingSetup(c.briefly(900, 300)).series(t.Context(), c.compared(), 1, func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	v := verdict{series: s, figure: "collapse", where: "On a ring of 8 modes", modes: 8, what: "modes", quality: "share of good samples"}
	hold(t, []Finding{v.collapses(), v.recovers()})
	for i, h := range s.of(c.moreStepsOfD()) {
		if end := h.coverages[len(h.coverages)-1]; end.covered < 5 || end.quality < .3 {
			t.Errorf("seed %d: %+v with k = 5", i, end)
		}
	}
}

// TestCollapseLines runs the study briefly: it must give the lines of both planes, report progress to the end, and find no collapse of nets
// that have not learned.
func TestCollapseLines(t *testing.T) {
	c, last := collapse(t), 0
	c.Series = c.briefly(4, 2)
	found, err := c.Compute(t.Context(), noDigits, 1, func(done, total int) {
		if done <= last || total != 2*6*5*4 {
			t.Fatalf("%d of %d after %d", done, total, last)
		}
		last = done
	})
	if err != nil || last != 240 || len(found.Findings) != 4 {
		t.Fatalf("%d updates, %d findings, error %v", last, len(found.Findings), err)
	}
	lines := map[string]int{}
	for _, l := range found.Lines {
		group := l.Figure.Group()
		lines[group]++
		if group == "collapse" && (len(l.Points) != 3 || l.Points[2].X != 4) {
			t.Errorf("%s has %v", l.Name, l.Points)
		}
	}
	if lines["collapse"] != 12 || lines["collapse-table"] != 12 || lines["samples"] != 12 {
		t.Errorf("lines %v", lines)
	}
	for _, f := range found.Findings {
		if strings.HasSuffix(f.Claim, "avoids that.") && f.Holds {
			t.Errorf("after four updates: %s", f.Measured)
		}
	}
}
