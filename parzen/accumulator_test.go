package parzen

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
)

// accumulate adds the samples in blocks of the given sizes in turn.
func accumulate(t *testing.T, samples, x Points, sigmas []float64, sizes ...int) [][]float64 {
	t.Helper()
	a, err := NewAccumulator(x, sigmas)
	if err != nil {
		t.Fatal(err)
	}
	for k, from := 0, 0; from < samples.N; k++ {
		to := min(from+sizes[k%len(sizes)], samples.N)
		if err := a.Add(context.Background(), samples.slice(from, to)); err != nil {
			t.Fatal(err)
		}
		from = to
	}
	if a.N() != samples.N {
		t.Errorf("%d samples counted, %d added", a.N(), samples.N)
	}
	lls, err := a.LogProb()
	if err != nil {
		t.Fatal(err)
	}
	return lls
}

// TestBlocksAreTheWhole checks, in every situation, that samples may come one by one, in ragged blocks or all at once.
func TestBlocksAreTheWhole(t *testing.T) {
	for _, shape := range shapes {
		for _, s := range situations(newRand(), shape.n, shape.m, shape.d) {
			want := plain(s.samples, s.x, s.sigmas)
			for _, sizes := range [][]int{{1}, {7, 30, 2}} {
				for j, lls := range accumulate(t, s.samples, s.x, s.sigmas, sizes...) {
					agree(t, fmt.Sprintf("%s, %v, sigma %g, blocks of %d", s.name, shape, s.sigmas[j], sizes), lls, want[j], 1)
				}
			}
		}
	}
}

// TestTilesAreTheWhole uses more samples and points than a tile has, and more samples than are taken at once.
func TestTilesAreTheWhole(t *testing.T) { eachBackend(t, tilesAreTheWhole) }

func tilesAreTheWhole(t *testing.T) {
	r := newRand()
	samples, x := pixels(r, (atOnce+1)*tileCols+100, 12), pixels(r, fewPoints+50, 12)
	sigmas := []float64{0.02, 0.3, 0.05, 5}
	whole := logProb(t, samples, x, sigmas...)
	parts, tiles := accumulate(t, samples, x, sigmas, 1000), accumulate(t, samples, x, sigmas, tileCols, 3*tileCols)
	const edge = (fewPoints + 50) / 3 // between two tiles
	some := x.slice(edge-20, edge+20)
	want, few := plain(samples, some, sigmas), logProb(t, samples, some, sigmas...)
	for j, lls := range whole {
		agree(t, "tiles", lls[edge-20:edge+20], want[j], 1)
		agree(t, "few points", few[j], want[j], 1)
		agree(t, "blocks", parts[j], lls, 2)
		if !slices.Equal(tiles[j], lls) {
			t.Errorf("sigma %g: blocks of whole tiles give other bits than all samples at once", sigmas[j])
		}
	}
}

func TestStreamEndsWithTheErrorOfItsSource(t *testing.T) {
	broken := errors.New("the disk is gone")
	x := Points{1, 1, []float32{0}}
	e := Stream(func(yield func(Points, error) bool) {
		_ = yield(x, nil) && yield(Points{}, broken)
	})
	if _, err := e.LogProb(context.Background(), x, []float64{1}); !errors.Is(err, broken) {
		t.Errorf("error %v, want that of the source", err)
	}
	none := Stream(func(func(Points, error) bool) {})
	if _, err := none.LogProb(context.Background(), x, []float64{1}); err == nil || err.Error() != "no samples were added" {
		t.Errorf("error %v of a stream without samples", err)
	}
}

// TestBrokenAccumulator checks that there is no result after a bad block.
func TestBrokenAccumulator(t *testing.T) {
	good := Points{1, 2, []float32{0, 1}}
	a, err := NewAccumulator(good, []float64{1})
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Add(context.Background(), good); err != nil {
		t.Fatal(err)
	}
	bad := a.Add(context.Background(), Points{1, 1, []float32{0}})
	if bad == nil {
		t.Fatal("a sample of another dimension was taken")
	}
	if _, err := a.LogProb(); !errors.Is(err, bad) {
		t.Errorf("error %v, want %v", err, bad)
	}
	if err := a.Add(context.Background(), good); !errors.Is(err, bad) {
		t.Errorf("error %v, want %v", err, bad)
	}
}

// TestWhatIsNotFiniteIsAnError checks that a sum that is not finite is an error and not a result.
func TestWhatIsNotFiniteIsAnError(t *testing.T) {
	x := Points{2, 1, []float32{0, 1}}
	for name, spoil := range map[string]func(r *row){
		"no sum":           func(r *row) { r.sums[1] = 0 },
		"a sum of +Inf":    func(r *row) { r.sums[1] = math.Inf(1) },
		"a sum of NaN":     func(r *row) { r.sums[1] = math.NaN() },
		"a moment of +Inf": func(r *row) { r.moments[1] = math.Inf(1) },
		"no reference":     func(r *row) { r.reference = math.Inf(1) },
	} {
		a, err := NewAccumulator(x, []float64{1, 2})
		if err != nil {
			t.Fatal(err)
		}
		if err := a.Add(context.Background(), x); err != nil {
			t.Fatal(err)
		}
		spoil(&a.densities[0].rows[1])
		if lls, err := a.LogProb(); err == nil || !strings.Contains(err.Error(), "point 1") {
			t.Errorf("%s: %v, error %v", name, lls, err)
		}
	}
}

// TestMomentsMoveWithTheReference checks the derivative if samples come one per block, each nearer than the one before. It must equal the
// derivative for all samples at once.
func TestMomentsMoveWithTheReference(t *testing.T) {
	const n = 6
	x := Points{1, 1, []float32{0}}
	sigmas := []float64{0.5, 2}
	samples := points(n, 1, func(i, _ int) float64 { return 3 - float64(i)/2 })
	a, err := NewAccumulator(x, sigmas)
	if err != nil {
		t.Fatal(err)
	}
	for i := range n {
		if err := a.Add(context.Background(), samples.slice(i, i+1)); err != nil {
			t.Fatal(err)
		}
	}
	_, slopes, err := a.results(0)
	if err != nil {
		t.Fatal(err)
	}
	for j, sigma := range sigmas {
		var sum, moment float64 // d log p/d log σ = Σ (s²/σ²)·exp(−s²/2σ²) / Σ exp(−s²/2σ²) − 1
		for _, s := range samples.Data {
			square := float64(s) * float64(s)
			p := math.Exp(-square / (2 * sigma * sigma))
			sum += p
			moment += square / (sigma * sigma) * p
		}
		if want := moment/sum - 1; math.Abs(slopes[j][0]-want) > 1e-4 {
			t.Errorf("sigma %g: derivative %g, want %g", sigma, slopes[j][0], want)
		}
	}
}

// TestOneHugePoint checks that a point whose distance exceeds float32 does not reduce the precision of the other points of its tile. All
// samples lie at the centre of the points, so that the bound on rounding depends only on the points.
func TestOneHugePoint(t *testing.T) {
	const huge, sigma = -1e32, 1e-4
	r := newRand()
	x := points(fewPoints+100, 2, func(i, k int) float64 {
		switch {
		case k == 0 && i == fewPoints+50:
			return math.MaxFloat32
		case k == 0:
			return huge
		}
		return 30 * r.Float64()
	})
	means := columnMeans(x.slice(0, 1000))
	samples := points(3, 2, func(_, k int) float64 { return float64(means[k]) })
	some := x.slice(fewPoints+20, fewPoints+80)
	agree(t, "beside a huge point", logProb(t, samples, x, sigma)[0][fewPoints+20:fewPoints+80], plain(samples, some, []float64{sigma})[0], 1)
}

// TestCancelledAdd checks that a cancelled Add returns an error or has added all samples, whenever it was cancelled.
func TestCancelledAdd(t *testing.T) {
	r := newRand()
	samples := pixels(r, 2*tileCols, 2)
	for _, n := range []int{10, 2*tileRows + 1} {
		x := pixels(r, n, 2)
		whole := logProb(t, samples, x, 1)[0]
		cancelled := 0
		for asked := range int64(30) {
			a, err := NewAccumulator(x, []float64{1})
			if err != nil {
				t.Fatal(err)
			}
			ctx := &patient{Context: context.Background()}
			ctx.left.Store(asked)
			if err := a.Add(ctx, samples); err != nil {
				cancelled++
				continue
			}
			if lls, err := a.LogProb(); err != nil || !slices.Equal(lls[0], whole) {
				t.Errorf("%d points, cancelled when asked %d times: Add said nothing, and not all samples are in (%v)", n, asked, err)
			}
		}
		if cancelled == 0 || cancelled == 30 {
			t.Errorf("%d points: %d of 30 calls were cancelled", n, cancelled)
		}
	}
}

// TestBadSampleIsNamed checks that the message names the row of a bad sample, counted over all blocks.
func TestBadSampleIsNamed(t *testing.T) {
	x := Points{1, 1, []float32{0}}
	a, err := NewAccumulator(x, []float64{1})
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if err := a.Add(context.Background(), x); err != nil {
			t.Fatal(err)
		}
	}
	err = a.Add(context.Background(), Points{2, 1, []float32{0, float32(math.NaN())}})
	if err == nil || err.Error() != "samples: row 4, column 0 is NaN: values must be finite" {
		t.Errorf("error %v", err)
	}
}

// TestAccumulatorWorkers checks that the number of workers does not change the bits for blocks.
func TestAccumulatorWorkers(t *testing.T) {
	r := newRand()
	samples, x := pixels(r, 700, 30), pixels(r, 130, 30)
	var want [][]float64
	for _, workers := range []int{1, 0, 3} {
		a, err := NewAccumulator(x, LogGrid(0.01, 1, 5))
		if err != nil {
			t.Fatal(err)
		}
		a.Workers = workers
		for from := 0; from < samples.N; from += 100 {
			if err := a.Add(context.Background(), samples.slice(from, from+100)); err != nil {
				t.Fatal(err)
			}
		}
		got, err := a.LogProb()
		if err != nil {
			t.Fatal(err)
		}
		if want == nil {
			want = got
		}
		for j := range want {
			if !slices.Equal(got[j], want[j]) {
				t.Errorf("%d workers: other bits than 1", workers)
			}
		}
	}
}

// TestListsAreAsAlone checks that each of several lists of sigmas has the same bits as alone, for few points and for many, in parts and whole.
func TestListsAreAsAlone(t *testing.T) {
	samples := points(5000, 20, func(i, k int) float64 { return math.Sin(float64(i * (k + 3))) })
	lists := [][]float64{{.2, .05, 1}, {.3}, {1e-3, .5}}
	for _, n := range []int{3, fewPoints + 1} {
		x := points(n, 20, func(i, k int) float64 { return math.Cos(float64(i + 7*k)) })
		together, err := newEstimator(t, samples).LogProbs(t.Context(), x, lists...)
		if err != nil {
			t.Fatal(err)
		}
		for k, list := range lists {
			for j, want := range logProb(t, samples, x, list...) {
				if !slices.Equal(together[k][j], want) {
					t.Errorf("%d points: list %d with others has other bits at sigma %g than alone", n, k, list[j])
				}
			}
		}
	}
	if _, err := NewAccumulator(samples); err == nil {
		t.Error("an accumulator without sigmas was accepted")
	}
	if _, err := NewAccumulator(samples, []float64{1}, nil); err == nil {
		t.Error("an empty list beside another was accepted")
	}
}
