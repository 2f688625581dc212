package theory

import (
	"math"
	"slices"
	"testing"

	"gan2014/internal/divergence"
)

func hold(t *testing.T, findings []Finding) {
	t.Helper()
	for _, f := range findings {
		if !f.Holds {
			t.Errorf("%s: %s", f.Claim, f.Measured)
		}
	}
}

// uneven returns the p of the fits: a narrow mode and a wide one.
func uneven(t testing.TB) divergence.Mixture { return Mixture(theorem1(t).Modes) }

// TestFits checks that each line is a density that lies nearly all in the figure, with its peak at the mean of the fit.
func TestFits(t *testing.T) {
	lines, findings := fits(uneven(t))
	hold(t, findings)
	var names []string
	peaks := map[string]float64{"p": -2, "min KL(p‖q)": -.2, "min KL(q‖p)": -1.99, "min JSD": .06}
	for _, line := range lines {
		names = append(names, line.Name)
		area, top := 0., line.Points[0]
		for i, p := range line.Points[1:] {
			area += (p.X - line.Points[i].X) * (p.Y + line.Points[i].Y) / 2
			if p.Y > top.Y {
				top = p
			}
		}
		if line.Figure.Name != "theorem1/fits" || math.Abs(area-1) > .01 || math.Abs(top.X-peaks[line.Name]) > .06 {
			t.Errorf("%s %s: area %.4f, peak at %g", line.Figure.Name, line.Name, area, top.X)
		}
	}
	if want := []string{"p", "min KL(p‖q)", "min KL(q‖p)", "min JSD"}; !slices.Equal(names, want) {
		t.Errorf("lines %q, want %q", names, want)
	}
}

// TestFitsCanFail checks that no fit has the property of another, and that a wrong divergence is noticed.
func TestFitsCanFail(t *testing.T) {
	p := uneven(t)
	forward, reverse := divergence.FitForward(p), divergence.FitReverse(p)
	if f := coversAllModes(p, reverse); f.Holds {
		t.Errorf("the seeking fit covers: %s", f.Measured)
	}
	if f := seeksOneMode(p, forward); f.Holds {
		t.Errorf("the covering fit seeks: %s", f.Measured)
	}
	forward.Divergence = .122 // that of the fit by JSD
	if f := shortOfTheMinimum(p, forward); f.Holds {
		t.Errorf("another divergence: %s", f.Measured)
	}
}

// TestModes checks that p has its minimum between the modes where its derivative changes its sign.
func TestModes(t *testing.T) {
	p := uneven(t)
	peaks, valley := modes(p)
	if !slices.Equal(peaks, []float64{-2, 2}) {
		t.Errorf("modes at %v", peaks)
	}
	if at := p.Prob(valley); at > p.Prob(valley-.01) || at > p.Prob(valley+.01) || valley < -1 || valley > 1 {
		t.Errorf("least at %g, where it is %g", valley, at)
	}
}
