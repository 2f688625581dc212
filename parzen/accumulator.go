package parzen

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

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

	x         Points    // as given: M×D
	shift     []float32 // mean of the first points, at most 1,000 of them: D
	densities []density // one for each list of sigmas

	seen, first float64 // number of samples so far, and of the first block
	broken      error   // why an Add did not finish

	few     *group          // all points if they are ≤fewPoints, else nil
	tiles   [atOnce]tile    // of few points
	blocks  []block         // those in progress
	done    func(pairs int) // called by the workers after each tile, unless nil
	workers []workspace
}

// NewAccumulator returns an accumulator for the density at x at each σ of each
// list. It keeps x.Data, which must not change. An unusable σ and points
// that are empty, of the wrong shape or not finite are errors.
//
// The products of points and samples are computed once for all lists. Otherwise
// each list is as alone: a σ has the same bits in the same list, whatever the
// other lists are. (In another list it has other bits, because the narrowest σ
// of a list decides which distances are computed in float64.)
//
// For M points of D values it holds, in addition to x, 16M bytes for each σ,
// 32 kB·D for samples, and for each worker 4 MB of products and 2 kB·D. For up
// to 1,024 points it holds 32 kB·M of products instead.
func NewAccumulator(x Points, sigmas ...[]float64) (*Accumulator, error) {
	if len(sigmas) == 0 {
		return nil, errors.New("sigmas: need at least one list")
	}
	for _, list := range sigmas {
		if err := checkSigmas(list); err != nil {
			return nil, err
		}
	}
	if err := x.check(); err != nil {
		return nil, fmt.Errorf("points: %w", err)
	}
	a := &Accumulator{x: x, shift: columnMeans(x.slice(0, min(x.N, 1000)))}
	for _, list := range sigmas {
		a.densities = append(a.densities, newDensity(list, x.N))
	}
	if x.N <= fewPoints {
		a.few = new(group)
		a.few.set(a, 0, x.N)
	}
	return a, nil
}

// Add adds samples to the window; the caller may reuse their memory afterwards.
// It is an error if samples are not finite or have another dimension than the
// points, or if ctx ends (Add checks it between tiles, many times a second).
// After an error the accumulator cannot be used any more. Multiples of 8,192
// samples are the fastest. With multiples of 2,048 samples the result has the
// same bits as with all samples at once.
func (a *Accumulator) Add(ctx context.Context, samples Points) error {
	if a.densities == nil {
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

// LogProb returns the log density in nats of every point at every σ of the
// first list, under the window of all samples added. Element [j][i] belongs to
// the j-th σ and point i.
func (a *Accumulator) LogProb() ([][]float64, error) {
	all, err := a.LogProbs()
	if err != nil {
		return nil, err
	}
	return all[0], nil
}

// LogProbs returns what LogProb does, for each list of sigmas.
func (a *Accumulator) LogProbs() (all [][][]float64, err error) {
	for k := range a.densities {
		lls, _, err := a.results(k)
		if err != nil {
			return nil, err
		}
		all = append(all, lls)
	}
	return all, nil
}

// results returns the log densities at the sigmas of list k, and their derivatives by log σ.
func (a *Accumulator) results(k int) (lls, slopes [][]float64, err error) {
	switch {
	case a.broken != nil:
		return nil, nil, a.broken
	case a.seen == 0:
		return nil, nil, errors.New("no samples were added")
	default:
		return a.densities[k].results(a.seen, a.x.D)
	}
}

// each calls work for 0 ≤ i < n and divides the calls among the workers.
func (a *Accumulator) each(n int, work func(w *workspace, i int)) {
	workers := a.Workers
	if workers <= 0 {
		workers = parallel.Workers()
	}
	workers = min(workers, n)
	for len(a.workers) < workers {
		a.workers = append(a.workers, newWorkspace(a.longest()))
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

// longest returns the number of sigmas in the longest list.
func (a *Accumulator) longest() (n int) {
	for _, d := range a.densities {
		n = max(n, len(d.sigmas))
	}
	return n
}
