package parzen

import (
	"cmp"
	"math"
	"slices"
	"testing"
)

// TestDistanceError holds every distance of every situation, as the float32
// product gives it, against the stated bound.
func TestDistanceError(t *testing.T) { eachBackend(t, distanceErrorKeepsTheBound) }

func distanceErrorKeepsTheBound(t *testing.T) {
	for _, shape := range shapes {
		for _, s := range situations(newRand(), shape.n, shape.m, shape.d) {
			if s.name == "largest floats" || s.name == "product overflow" {
				continue // these do not fit float32: see ordinary
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
	tile := tileOf(t, samples, x)
	n := samples.N
	exact := make([]float64, n)
	var worst float64
	for i := range x.N {
		plainSquares(exact, x.row(i), samples.Data, nil)
		for j, product := range tile.row(i) {
			h := tile.halfNorms[j] - product
			bound := distanceError(math.Sqrt(tile.group.norms[i]), math.Sqrt(tile.norms[j]), x.D)
			worst = max(worst, math.Abs(tile.group.norms[i]+2*float64(h)-exact[j])/bound)
		}
	}
	return worst
}

// tileOf returns the tile of all samples and of all of x, which are few.
func tileOf(t *testing.T, samples, x Points) *tile {
	t.Helper()
	a, err := NewAccumulator(x, []float64{1})
	if err != nil {
		t.Fatal(err)
	}
	if err := a.setBlocks(samples); err != nil {
		t.Fatal(err)
	}
	all := new(tile)
	all.set(a, a.few, &a.blocks[0])
	return all
}

// TestCentringKeepsTheBound checks that the position of the data does not reduce the precision.
func TestCentringKeepsTheBound(t *testing.T) {
	samples := pixels(newRand(), 50, 10)
	here := tileOf(t, samples, samples)
	shifted := mapped(samples, func(_ int, v float64) float64 { return v + 4096 })
	there := tileOf(t, shifted, shifted)
	// The mean is rounded to float32, in each of ten dimensions.
	if math.Abs(there.block.radius-here.block.radius) > 4096*unit*math.Sqrt(10) {
		t.Errorf("radius %g far off, %g near", there.block.radius, here.block.radius)
	}
}

// TestNormsAreTheLargest checks that the bound covers all rows of a tile, whichever row is farthest.
func TestNormsAreTheLargest(t *testing.T) {
	for at := range 3 {
		far := points(3, 1, func(i, _ int) float64 {
			if i == at {
				return 5
			}
			return 1
		})
		here := points(2, 1, func(i, _ int) float64 { return float64(2*i - 1) }) // about 0
		if got := tileOf(t, far, here); got.block.radius != 5 || got.group.largest != 1 {
			t.Errorf("row %d the farthest: radius %g, want 5; largest norm of points %g, want 1", at, got.block.radius, got.group.largest)
		}
		if got := tileOf(t, here, far); math.Abs(got.group.largest-8./3) > 1e-6 {
			t.Errorf("row %d the farthest: largest norm of points %g, want 8/3", at, got.group.largest)
		}
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

// TestRefineOnlyWhereNeeded checks that nothing is refined at a wide σ, and otherwise a part of the range that is proportional to σ² where
// σ is not small.
func TestRefineOnlyWhereNeeded(t *testing.T) {
	bound := distanceError(8, 8, 784)
	if reach := refineReach(bound, 2*20*20, 200); reach >= 0 {
		t.Errorf("sigma 20: refines up to %g beyond the nearest", reach)
	}
	for _, sigma := range []float64{0.1, 0.3, 1} {
		// 2σ²·log(200/0.45e-4) = 30.6σ² for exp(b)−1 = 1, less for smaller b.
		reach := refineReach(bound, 2*sigma*sigma, 200)
		if reach <= 0 || reach > 32*sigma*sigma {
			t.Errorf("sigma %g: refines up to %g beyond the nearest", sigma, reach)
		}
	}
}

// TestMarginKeepsTheTolerance checks that the density changes by no more than the tolerance if samples within the margin are exact. All
// other distances are off by the whole bound to one side, and that of the nearest to either. In a crowd only few samples lie within the
// margin. Bounds go up to 10⁶ times 2σ², where exp(2b) is +Inf and exp(−t) is 0.
func TestMarginKeepsTheTolerance(t *testing.T) {
	const n = 2000
	r := newRand()
	for _, bound := range []float64{0.003, 0.35, 1, 3, 10, largestCounted - 1, largestCounted + 1, 100, 300, 1000, 1e6} { // of squared distances; the narrowest 2σ² is 1
		for name, excess := range map[string]func() float64{
			"crowd": func() float64 { return 40 * r.Float64() }, "cluster": func() float64 { return 3 + r.Float64() },
			"few near": func() float64 { return 100 * r.Float64() }, "far": func() float64 { return 300 + r.Float64() },
			"within the bound": func() float64 { return bound * r.Float64() }, "within the reach": func() float64 { return (3*bound + 20) * r.Float64() },
			"beyond the reach": func() float64 { return (4*bound + 30) * (1 + r.Float64()) },
		} {
			computed := make([]float64, n)
			for i := range computed[1:] { // the first is the nearest
				computed[i+1] = excess()
			}
			for _, twoVars := range [][]float64{{1}, {50, 1}, {50, 8, 1}, {bound, 1}, {1e4 * bound, 1}} {
				slices.SortFunc(twoVars, func(a, b float64) int { return cmp.Compare(b, a) })
				for _, off := range [][2]float64{{0, -bound}, {0, bound}, {bound, -bound}, {-bound, bound}} {
					refined, within, worst := leftAsTheyAre(computed, off, bound, twoVars)
					if !(worst <= tolerance) {
						t.Errorf("%s, known to %g, off by %g, 2σ² of %g: density changes by %g", name, bound, off, twoVars, worst)
					}
					if name == "crowd" && bound == 0.003 && len(twoVars) == 1 && !(refined < within/2) {
						t.Errorf("%s, known to %g: %d of %d within reach are refined", name, bound, refined, within)
					}
				}
			}
		}
	}
}

// TestBeyondTakesInWhatIsWithin checks that each sample within a distance of the nearest, as excesses computes it, is also within the limit
// of its h.
func TestBeyondTakesInWhatIsWithin(t *testing.T) {
	r := newRand()
	for range 100_000 {
		some, other := float32(r.NormFloat64()*math.Exp(40*r.Float64()-20)), float32(r.NormFloat64()*math.Exp(40*r.Float64()-20))
		least, h := min(some, other), max(some, other)
		distance := float64(2 * (h - least))
		if limit := beyond(least, distance); h > limit {
			t.Fatalf("h %g, %g beyond %g: the limit is %g", h, distance, least, limit)
		}
	}
}

// leftAsTheyAre returns how many of the distances are refined when the nearest, and all others, are so much more than was computed, how
// many are within reach, and the largest share of the density at any σ by which those that are not refined change it.
func leftAsTheyAre(computed []float64, off [2]float64, bound float64, twoVars []float64) (refined, within int, worst float64) {
	var m margin
	n := len(computed)
	m.set(bound, twoVars, n, terms(float64(n), float64(n)))
	var near []float32
	for _, e := range computed {
		if e <= m.reach {
			near = append(near, float32(e))
		}
	}
	needed := m.needed(near, n)
	exact := slices.Clone(computed)
	for i := range exact {
		exact[i] += off[min(i, 1)]
	}
	least := slices.Min(exact)
	for _, twoVar := range twoVars {
		var density, change float64
		refined = 0
		for i, e := range exact {
			density += math.Exp(-(e - least) / twoVar)
			if computed[i] > needed {
				change += math.Exp(-(computed[i]-least)/twoVar) - math.Exp(-(e-least)/twoVar)
			} else {
				refined++
			}
		}
		worst = max(worst, math.Abs(change)/density)
	}
	return refined, len(near), worst
}

// TestTerms checks that the shares of all blocks add up to at most 1, however the blocks grow, and to not much less for few blocks.
func TestTerms(t *testing.T) {
	for _, first := range []float64{1, 100, 4096} {
		for _, growth := range []float64{0, 0.5} { // blocks of equal size, and of half of what there is
			seen, sum := 0.0, 0.0
			for n := first; seen < 1e7*first && seen < 1e8; n = max(first, growth*seen) {
				seen += n
				sum += n / terms(seen, first)
			}
			if sum > 1 || sum < 0.5 {
				t.Errorf("first block of %g, growth %g: shares of %g", first, growth, sum)
			}
		}
	}
}

func TestPlainSquares(t *testing.T) {
	for d := 1; d < 12; d++ {
		x := points(1, d, func(_, k int) float64 { return float64(k + 1) })
		s := points(1, d, func(_, k int) float64 { return -float64(k + 1) })
		want := 4 * float64(d*(d+1)*(2*d+1)/6) // 4·Σk²
		got := make([]float64, 1)
		if plainSquares(got, x.Data, s.Data, nil); got[0] != want {
			t.Errorf("d = %d: %g, want %g", d, got[0], want)
		}
	}
}
