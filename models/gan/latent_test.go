package gan

import (
	"math"
	"slices"
	"testing"

	"gan2014/internal/rng"
	"gan2014/models/nn"
)

func TestPathIsClosedAndStraight(t *testing.T) {
	ends := nn.Matrix[float32]{Rows: 3, Cols: 2, Data: []float32{0, 0, 4, 0, 4, 8}}
	want := []float32{0, 0, 1, 0, 2, 0, 3, 0, 4, 0, 4, 2, 4, 4, 4, 6, 4, 8, 3, 6, 2, 4, 1, 2}
	if got := Path(ends, 4); got.Rows != 12 || !slices.Equal(got.Data, want) {
		t.Errorf("path %v, want %v", got.Data, want)
	}
}

// TestSectionIsASquare checks that a section is a square: its corners have the right distance from 0, its middle is 0, and neighbours are
// equally far apart.
func TestSectionIsASquare(t *testing.T) {
	draws := nn.NewMatrix[float32](2, 100)
	rng.Normal(rng.For(1, "section"), draws.Data)
	s := Generator{noise: Noise{Size: 100}}.Section(draws, 5)
	distance := func(i, j int) float64 {
		sum := 0.0
		for k := range 100 {
			d := float64(s.Data[i*100+k] - s.Data[j*100+k])
			sum += d * d
		}
		return math.Sqrt(sum)
	}
	check := func(i, j int, want float64) {
		t.Helper()
		if got := distance(i, j); math.Abs(got-want) > 1e-4 {
			t.Errorf("points %d and %d are %g apart, want %g", i, j, got, want)
		}
	}
	if near := (Generator{noise: Noise{Size: 100, SD: .5}}).Section(draws, 5); near.Data[0] != s.Data[0]/2 {
		t.Errorf("with noise of half the spread a corner is at %g, want half of %g", near.Data[0], s.Data[0])
	}
	check(0, 1, 5) // a quarter of the side, 2·10
	check(0, 5, 5)
	check(0, 4, 20)
	check(0, 24, 20*math.Sqrt2)
	check(4, 20, 20*math.Sqrt2)
	for k := range 100 {
		if v := s.Data[12*100+k]; math.Abs(float64(v)) > 1e-6 {
			t.Fatalf("the middle is not 0 but %g", v)
		}
	}
}
