package metrics

import (
	"math"
	"sync"
	"testing"

	"gan2014/parzen"
)

// TestDistances compares distances with their definition, over several blocks, and checks that equal points have a distance of exactly 0.
func TestDistances(t *testing.T) {
	a, b := newSet(normal(37, 300, 0, "a")), newSet(normal(41, 300, 100, "b"))
	var once sync.Mutex
	met := map[int]int{}
	check := func(s, u set) {
		s.visit(u, func(i int, distances []float64) {
			once.Lock()
			defer once.Unlock()
			met[i]++
			for j, d := range distances {
				want := 0.
				for k, v := range s.row(i) {
					want += (v - u.row(j)[k]) * (v - u.row(j)[k])
				}
				if math.Abs(d-want) > 1e-9*(s.squares[i]+u.squares[j]) {
					t.Errorf("distance of %d and %d: %.12g, want %.12g", i, j, d, want)
				}
			}
		})
	}
	check(a, b)
	for i := range a.rows {
		if met[i] != 1 {
			t.Errorf("point %d was met %d times", i, met[i])
		}
	}
	a.visit(a, func(i int, distances []float64) {
		if distances[i] != 0 {
			t.Errorf("point %d has a distance of %g to itself", i, distances[i])
		}
	})
}

// TestRefusals checks the messages about sets that cannot be compared.
func TestRefusals(t *testing.T) {
	a := normal(10, 3, 0, "a")
	broken := normal(10, 3, 0, "a")
	broken.Data[7] = float32(math.NaN())
	for _, c := range []struct {
		real, fake parzen.Points
		want       string
	}{
		{a, normal(10, 4, 0, "b"), "images have 3 values and samples 4: they must have the same number"},
		{a, firstOf(a, 5), "10 images and 5 samples: at least 6 of each are needed"},
		{a, broken, "row 2, column 1 is NaN: values must be finite"},
	} {
		if _, err := new(Neighbours).Manifolds(c.real, c.fake); err == nil || err.Error() != c.want {
			t.Errorf("error %v, want %q", err, c.want)
		}
	}
	if _, err := new(Neighbours).NearestNeighbour(a, firstOf(a, 5)); err == nil || err.Error() != "10 images and 5 samples: this test needs as many of both" {
		t.Errorf("sets of different sizes: %v", err)
	}
}
