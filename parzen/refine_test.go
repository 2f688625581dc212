package parzen

import (
	"math"
	"testing"
)

// TestDistanceError holds every distance of every situation, as the float32
// product gives it, against the stated bound.
func TestDistanceError(t *testing.T) {
	for _, shape := range shapes {
		for _, s := range situations(newRand(), shape.n, shape.m, shape.d) {
			if s.name == "largest floats" || s.name == "product overflow" {
				continue // these never use the product
			}
			largest := worstError(t, s.samples, s.x)
			if largest > 1 {
				t.Errorf("%s, %v: error of a distance is %.3g of its bound", s.name, shape, largest)
			}
		}
	}
	// A plain sum of equal terms is the least favourable: its roundings agree.
	for _, d := range []int{1, 2, 3, 10, 100, 784, 3072} {
		samples := points(2, d, func(i, _ int) float64 { return float64(i) * 0.7 })
		x := points(1, d, func(int, int) float64 { return 0.1 })
		if largest := worstError(t, samples, x); largest > 1 {
			t.Errorf("equal terms, d = %d: error of a distance is %.3g of its bound", d, largest)
		}
	}
}

// worstError returns the largest error of a distance relative to its bound.
func worstError(t *testing.T, samples, x Points) float64 {
	t.Helper()
	w := newEstimator(t, samples).newWorkspace(x.N)
	w.product(x)
	var worst float64
	for i := range x.N {
		w.distances(i)
		for j, got := range w.dist {
			if got < 0 {
				t.Fatalf("squared distance %g of point %d and sample %d", got, i, j)
			}
			want := squaredDistance(x.row(i), samples.row(j))
			bound := distanceError(math.Sqrt(w.xNorms[i]), math.Sqrt(w.norms[j]), x.D)
			worst = max(worst, math.Abs(got-want)/bound)
		}
	}
	return worst
}

// TestCentringKeepsTheBound: where the data lie must not cost precision.
func TestCentringKeepsTheBound(t *testing.T) {
	samples := pixels(newRand(), 50, 10)
	here := newEstimator(t, samples)
	there := newEstimator(t, mapped(samples, func(_ int, v float64) float64 { return v + 4096 }))
	if math.Abs(there.radius-here.radius) > 1e-6*here.radius {
		t.Errorf("radius %g far off, %g near", there.radius, here.radius)
	}
}

func TestDistanceErrorOfAnyDimension(t *testing.T) {
	last := 0.0
	for d := 1; d < 1<<26; d *= 2 {
		b := distanceError(1, 1, d)
		if !(b >= last) {
			t.Errorf("d = %d: bound %g, less than %g of half the dimension", d, b, last)
		}
		last = b
	}
}

// TestRefineOnlyWhereNeeded: nothing at a wide σ, and the rest of the range in
// proportion to σ² where σ is not small.
func TestRefineOnlyWhereNeeded(t *testing.T) {
	r := newRand()
	w := newEstimator(t, pixels(r, 100, 784)).newWorkspace(1)
	if reach := w.reach(8, []float64{20}); reach >= 0 {
		t.Errorf("sigma 20: refines up to %g beyond the nearest", reach)
	}
	for _, sigma := range []float64{0.1, 0.3, 1} {
		// 2σ²·log(100/1e-4) = 27.6σ² for exp(b)−1 = 1, less for smaller b.
		reach := w.reach(8, []float64{sigma})
		if reach <= 0 || reach > 30*sigma*sigma {
			t.Errorf("sigma %g: refines up to %g beyond the nearest", sigma, reach)
		}
	}
}

func TestSquaredDistance(t *testing.T) {
	for d := 1; d < 12; d++ {
		x := points(1, d, func(_, k int) float64 { return float64(k + 1) })
		s := points(1, d, func(_, k int) float64 { return -float64(k + 1) })
		want := 4 * float64(d*(d+1)*(2*d+1)/6) // 4·Σk²
		if got := squaredDistance(x.Data, s.Data); got != want {
			t.Errorf("d = %d: %g, want %g", d, got, want)
		}
	}
}
