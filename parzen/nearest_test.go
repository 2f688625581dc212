package parzen_test

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gan2014/parzen"
)

// plainNearest compares every distance.
func plainNearest(queries, points parzen.Points) []int {
	nearest := make([]int, queries.N)
	for i := range nearest {
		best := math.Inf(1)
		for j := range points.N {
			sum := 0.0
			for k := range points.D {
				d := float64(queries.Data[i*points.D+k]) - float64(points.Data[j*points.D+k])
				sum += d * d
			}
			if sum < best {
				best, nearest[i] = sum, j
			}
		}
	}
	return nearest
}

// TestNearest checks that the nearest point equals that of a plain search, also far from 0, where the products alone are not precise
// enough, and among many equal points.
func TestNearest(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	draw := func(n, d int, offset, scale float32) parzen.Points {
		p := parzen.Points{N: n, D: d, Data: make([]float32, n*d)}
		for i := range p.Data {
			p.Data[i] = offset + scale*random.Float32()
		}
		return p
	}
	check := func(what string, queries, points parzen.Points) {
		t.Helper()
		got, err := parzen.Nearest(t.Context(), queries, points)
		if err != nil {
			t.Fatal(err)
		}
		if want := plainNearest(queries, points); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
	check("images", draw(7, 48, 0, 1), draw(5000, 48, 0, 1))
	check("one value", draw(3, 1, 0, 1), draw(3000, 1, 0, 1))
	check("far from 0", draw(5, 20, 1000, 1e-3), draw(3000, 20, 1000, 1e-3))
	check("products overflow", draw(5, 20, 0, 1e25), draw(3000, 20, -1e25, 1e25))
	check("products underflow", draw(5, 20, 0, 1e-25), draw(3000, 20, 0, 1e-25))
	check("one query far off", parzen.Points{N: 2, D: 1, Data: []float32{1e30, 0.5}}, draw(3000, 1, 0, 1))
	check("one point", draw(5, 20, 0, 1), draw(1, 20, 0, 1))
	points := draw(2500, 4, 0, 1)
	check("the points themselves", parzen.Points{N: 20, D: 4, Data: points.Data[:80]}, points)
	for i := range points.Data {
		points.Data[i] = float32(i % 2)
	}
	check("equal points", draw(5, 4, 0, 1), points)
}

func TestNearestRefuses(t *testing.T) {
	good := parzen.Points{N: 1, D: 2, Data: []float32{1, 2}}
	for name, pair := range map[string][2]parzen.Points{
		"no query":       {{D: 2}, good},
		"no point":       {good, {D: 2}},
		"other values":   {good, {N: 1, D: 1, Data: []float32{1}}},
		"a NaN":          {good, {N: 1, D: 2, Data: []float32{1, float32(math.NaN())}}},
		"NaN in a query": {{N: 1, D: 2, Data: []float32{1, float32(math.NaN())}}, good},
	} {
		if _, err := parzen.Nearest(t.Context(), pair[0], pair[1]); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := parzen.Nearest(ctx, good, good); err == nil {
		t.Error("cancelled: no error")
	}
}
