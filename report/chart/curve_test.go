package chart

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/plot/plotter"
)

func TestEnvelopeKeepsSpikes(t *testing.T) {
	points := make(plotter.XYs, 10000)
	for i := range points {
		points[i] = plotter.XY{X: float64(i), Y: math.Sin(float64(i) / 300)}
	}
	points[1234].Y, points[1236].Y = 50, -50
	got := envelope(points, 100)
	if len(got) > 200 {
		t.Errorf("%d points of 100 buckets", len(got))
	}
	for _, spike := range []plotter.XY{points[1234], points[1236]} {
		if !slices.Contains(got, spike) {
			t.Errorf("spike %v is lost", spike)
		}
	}
	if !slices.IsSortedFunc(got, func(a, b plotter.XY) int { return int(a.X - b.X) }) {
		t.Error("points are out of order")
	}
	if short := points[:200]; len(envelope(short, 100)) != 200 {
		t.Error("a short curve was reduced")
	}
}

func TestSegmentsSplitAtGaps(t *testing.T) {
	nan := math.NaN()
	c := Curve{Points: plotter.XYs{{X: 1, Y: nan}, {X: 2, Y: 5}, {X: 3, Y: 6}, {X: 4, Y: math.Inf(1)}, {X: 5, Y: 7}, {X: 6, Y: nan}}}
	var lengths []int
	for _, s := range c.segments() {
		lengths = append(lengths, len(s))
	}
	if !slices.Equal(lengths, []int{2, 1}) {
		t.Errorf("segments of %v points, want 2 and 1", lengths)
	}
}
