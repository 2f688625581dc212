package parzen

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"sync"
	"sync/atomic"

	"gan2014/internal/elementary"
	"gan2014/internal/parallel"
)

// An Accumulator computes the density at fixed points under a window whose
// samples arrive in blocks. It holds at most one block at a time. It must come
// from [NewAccumulator]. Its methods must not be called at the same time.
type Accumulator struct {
	// Workers is the number of tiles computed at once; 0 means GOMAXPROCS. It
	// never changes a result. Every worker multiplies its own tile with one
	// thread.
	Workers int

	x     Points    // as given: M×D
	shift []float32 // mean of the first points, at most 1,000 of them: D

	sigmas  []float64 // as given
	order   []int     // indices of the sigmas, the widest first
	twoVars []float64 // 2σ² in that order
	rates   []float32 // 1/2σ² in that order

	seen, first float64 // number of samples so far, and of the first block
	rows        []row   // sums for each point: M
	broken      error   // why an Add did not finish

	few     *group          // all points if they are ≤fewPoints, else nil
	tiles   [atOnce]tile    // of few points
	blocks  []block         // those in progress
	done    func(pairs int) // called by the workers after each tile, unless nil
	workers []workspace
}

// A row holds the density at one point as sums over the samples so far: of
// exp(−(‖x−s‖²−reference)/2σ²), and of that times ‖x−s‖²−reference.
type row struct {
	reference     float64   // squared distance to the nearest sample, up to rounding
	sums, moments []float64 // the widest σ first
}

// NewAccumulator returns an accumulator for the density at x at each σ. It
// keeps x.Data, which must not change. An unusable σ and points
// that are empty, of the wrong shape or not finite are errors.
//
// For M points of D values it holds, in addition to x, 16M bytes for each σ,
// 32 kB·D for samples, and for each worker 4 MB of products and 2 kB·D. For up
// to 1,024 points it holds 32 kB·M of products instead.
func NewAccumulator(x Points, sigmas []float64) (*Accumulator, error) {
	if err := checkSigmas(sigmas); err != nil {
		return nil, err
	}
	if err := x.check(); err != nil {
		return nil, fmt.Errorf("points: %w", err)
	}
	a := &Accumulator{x: x, shift: columnMeans(x.slice(0, min(x.N, 1000)))}
	a.sigmas = slices.Clone(sigmas)
	a.order = widestFirst(sigmas)
	for _, j := range a.order {
		a.twoVars = append(a.twoVars, 2*sigmas[j]*sigmas[j])
		a.rates = append(a.rates, float32(1/(2*sigmas[j]*sigmas[j])))
	}
	a.rows = make([]row, x.N)
	state := make([]float64, 2*x.N*len(sigmas))
	for i := range a.rows {
		n := len(sigmas)
		a.rows[i] = row{math.Inf(1), state[:n:n], state[n : 2*n : 2*n]}
		state = state[2*n:]
	}
	if x.N <= fewPoints {
		a.few = new(group)
		a.few.set(a, 0, x.N)
	}
	return a, nil
}

// widestFirst returns the indices of the sigmas, sorted by falling sigma.
func widestFirst(sigmas []float64) []int {
	order := make([]int, len(sigmas))
	for j := range order {
		order[j] = j
	}
	slices.SortStableFunc(order, func(j, k int) int {
		switch {
		case sigmas[j] > sigmas[k]:
			return -1
		case sigmas[j] < sigmas[k]:
			return 1
		}
		return 0
	})
	return order
}

// Add adds samples to the window; the caller may reuse their memory afterwards.
// It is an error if samples are not finite or have another dimension than the
// points, or if ctx ends (Add checks it between tiles, many times a second).
// After an error the accumulator cannot be used any more. Multiples of 8,192
// samples are the fastest. With multiples of 2,048 samples the result has the
// same bits as with all samples at once.
func (a *Accumulator) Add(ctx context.Context, samples Points) error {
	if a.rows == nil {
		return errors.New("accumulator without points: make it with NewAccumulator")
	}
	if a.broken == nil {
		a.broken = a.add(ctx, samples)
	}
	return a.broken
}

func (a *Accumulator) add(ctx context.Context, samples Points) error {
	if err := samples.checkShape(); err != nil {
		return fmt.Errorf("samples: %w", err)
	}
	if samples.D != a.x.D {
		return fmt.Errorf("points have %d values, the samples %d", a.x.D, samples.D)
	}
	for from := 0; from < samples.N; from += atOnce * tileCols {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err := a.setBlocks(samples.slice(from, min(from+atOnce*tileCols, samples.N))); err != nil {
			return err
		}
		if a.few != nil {
			a.addToFew(ctx)
		} else {
			tiles := (a.x.N + tileRows - 1) / tileRows
			a.each(tiles, func(w *workspace, tile int) {
				w.add(ctx, a, tile*a.x.N/tiles, (tile+1)*a.x.N/tiles)
			})
		}
	}
	return ctx.Err()
}

// addToFew adds the blocks' samples to the density at few points. First each worker multiplies all points with a block, so that
// the product packs the samples of a block only once. Then the workers divide the points among them.
func (a *Accumulator) addToFew(ctx context.Context) {
	a.each(len(a.blocks), func(_ *workspace, k int) {
		if ctx.Err() == nil {
			a.tiles[k].set(a, a.few, &a.blocks[k])
		}
	})
	if ctx.Err() != nil {
		return
	}
	const some = 32
	a.each((a.x.N+some-1)/some, func(w *workspace, part int) {
		for k := range a.blocks {
			w.points(a, &a.tiles[k], part*some, min((part+1)*some, a.x.N))
		}
	})
}

// N returns how many samples have been added.
func (a *Accumulator) N() int { return int(a.seen) }

// LogProb returns the log density in nats of every point at every σ, under the
// window of all samples added. Element [j][i] belongs to the j-th σ and point i.
func (a *Accumulator) LogProb() ([][]float64, error) {
	lls, _, err := a.results()
	return lls, err
}

// results returns the log densities and their derivatives by log σ.
func (a *Accumulator) results() (lls, slopes [][]float64, err error) {
	switch {
	case a.broken != nil:
		return nil, nil, a.broken
	case a.seen == 0:
		return nil, nil, errors.New("no samples were added")
	}
	lls, slopes = make([][]float64, len(a.sigmas)), make([][]float64, len(a.sigmas))
	logN, d := elementary.Log(a.seen), float64(a.x.D)
	for k, j := range a.order {
		lls[j], slopes[j] = make([]float64, len(a.rows)), make([]float64, len(a.rows))
		logZ := float64(d * (elementary.Log(a.sigmas[j]) + float64(elementary.Log(2*math.Pi)/2)))
		for i, r := range a.rows {
			lls[j][i] = elementary.Log(r.sums[k]) - r.reference/a.twoVars[k] - logN - logZ
			slopes[j][i] = (r.moments[k]/r.sums[k]+r.reference)/a.twoVars[k]*2 - d
			if sum := lls[j][i] + slopes[j][i]; sum-sum != 0 { // NaN and ±Inf: the density of finite values is neither 0 nor infinite
				return nil, nil, fmt.Errorf("log density of point %d at sigma %g is %g, its derivative %g: a fault of the program, for both are finite", i, a.sigmas[j], lls[j][i], slopes[j][i])
			}
		}
	}
	return lls, slopes, nil
}

// each calls work for 0 ≤ i < n and divides the calls among the workers.
func (a *Accumulator) each(n int, work func(w *workspace, i int)) {
	workers := a.Workers
	if workers <= 0 {
		workers = parallel.Workers()
	}
	workers = min(workers, n)
	for len(a.workers) < workers {
		a.workers = append(a.workers, newWorkspace(len(a.sigmas)))
	}
	var next atomic.Int64
	var wg sync.WaitGroup
	for k := range workers {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				work(&a.workers[k], i)
			}
		})
	}
	wg.Wait()
}
