package theory

import (
	"math"
	"slices"
	"testing"
)

// TestSaturation checks that the line of the gradient is the slope of the line of the divergence, to the third derivative times the square
// of the spacing.
func TestSaturation(t *testing.T) {
	lines, findings := saturation(12)
	hold(t, findings)
	if len(lines) != 2 || lines[0].Name != "JSD" || lines[1].Name != "gradient of JSD" {
		t.Fatalf("%d lines", len(lines))
	}
	js, gradient := lines[0].Points, lines[1].Points
	if first, last := js[0], js[len(js)-1]; first.X != 0 || math.Abs(first.Y) > 1e-12 || last.X != 12 || math.Abs(last.Y-math.Ln2) > 1e-8 {
		t.Errorf("JSD goes from %v to %v", first, last)
	}
	for i := 1; i < len(js)-1; i++ {
		slope := (js[i+1].Y - js[i-1].Y) / (js[i+1].X - js[i-1].X)
		if math.Abs(slope-gradient[i].Y) > 1e-3 || js[i].X != gradient[i].X {
			t.Errorf("at d = %g the slope of JSD is %g, the gradient at %g %g", js[i].X, slope, gradient[i].X, gradient[i].Y)
		}
	}
}

func TestSaturationCanFail(t *testing.T) {
	lines, _ := saturation(12)
	js := func(change func(p *Point)) Finding { return saturates(changed(lines[0].Points, change)) }
	gradient := func(change func(p *Point)) Finding { return vanishes(changed(lines[1].Points, change)) }
	for what, f := range map[string]Finding{
		"a JSD above log 2":             js(func(p *Point) { p.Y *= 1.001 }),
		"a JSD that is not there yet":   js(func(p *Point) { p.Y *= .999 }),
		"a JSD that falls":              js(func(p *Point) { p.Y -= .5 * math.Exp(-(p.X-3)*(p.X-3)) }),
		"a gradient that does not fall": gradient(func(p *Point) { p.Y = .1 }),
		"a gradient with a floor":       gradient(func(p *Point) { p.Y += 1e-4 }),
	} {
		if f.Holds {
			t.Errorf("%s: %s", what, f.Measured)
		}
	}
}

func changed(points []Point, change func(p *Point)) []Point {
	points = slices.Clone(points)
	for i := range points {
		change(&points[i])
	}
	return points
}
