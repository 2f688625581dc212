package parzen

import (
	"context"
	"errors"
	"fmt"
	"math"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// An Accumulator is the density at fixed points under a window whose samples
// come in blocks and are not kept: of any number of them it holds no more than
// one block. It must come from [NewAccumulator]. Its methods must not be
// called at the same time.
type Accumulator struct {
	// Workers is how many tiles are worked on at once; 0 means GOMAXPROCS. It
	// never changes a result. Every worker multiplies its own tile, which is
	// fastest where one product has one thread; with a BLAS of many threads all
	// is right, but threads wait for each other.
	Workers int

	x     Points    // as given: M×D
	shift []float64 // about the mean of the points, that of the first ones: D

	sigmas        []float64 // as given
	order         []int     // places of the sigmas, the widest first
	twoVars       []float64 // 2σ² in that order
	rates, limits []float32 // 1/2σ² in that order, and the distances that matter

	seen, first float64 // samples so far, and of the first block
	rows        []row   // what is known of each point: M
	broken      error   // why an Add did not finish

	block   block
	done    func(pairs int) // called by the workers after each tile, unless nil
	workers []workspace
}

// A row is what is known of the density at one point: the sums over samples of
// exp(−(‖x−s‖²−reference)/2σ²) and of ‖x−s‖²−reference times that.
type row struct {
	reference     float64   // squared distance to a sample, the nearest but for rounding
	sums, moments []float64 // the widest σ first
}

// NewAccumulator returns an accumulator for the density at x at each σ. It
// keeps x.Data, which must not change. An unusable σ and points
// that are empty, of the wrong shape or not finite are errors.
//
// For M points of D values it holds, beside x, 16M bytes for each σ, 8 kB·D for
// a block of samples, and for each worker 4 MB of products and 2 kB·D.
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
	a.limits = make([]float32, len(sigmas))
	a.rows = make([]row, x.N)
	state := make([]float64, 2*x.N*len(sigmas))
	for i := range a.rows {
		n := len(sigmas)
		a.rows[i] = row{math.Inf(1), state[:n:n], state[n : 2*n : 2*n]}
		state = state[2*n:]
	}
	return a, nil
}

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

// Add adds samples to the window; the data may be used again afterwards.
// Samples of another dimension than the points or not finite, and the end of
// ctx (looked at between tiles, many times a second) are errors, after which
// the accumulator is of no more use. 2,048 samples at once, or a multiple, are
// the fastest.
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
	for from := 0; from < samples.N; from += tileCols {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err := a.setBlock(samples.slice(from, min(from+tileCols, samples.N))); err != nil {
			return err
		}
		a.each((a.x.N+tileRows-1)/tileRows, func(w *workspace, tile int) {
			if ctx.Err() == nil {
				w.tile(a, tile*tileRows, min((tile+1)*tileRows, a.x.N))
			}
		})
	}
	return ctx.Err()
}

// N returns how many samples have been added.
func (a *Accumulator) N() int { return int(a.seen) }

// LogProb returns the log density in nats of every point at every σ under the
// window of all samples added: element [j][i] is that of point i at the j-th σ.
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
	logN, d := math.Log(a.seen), float64(a.x.D)
	for k, j := range a.order {
		lls[j], slopes[j] = make([]float64, len(a.rows)), make([]float64, len(a.rows))
		logZ := d * (math.Log(a.sigmas[j]) + 0.5*math.Log(2*math.Pi))
		for i, r := range a.rows {
			lls[j][i] = math.Log(r.sums[k]) - r.reference/a.twoVars[k] - logN - logZ
			slopes[j][i] = (r.moments[k]/r.sums[k]+r.reference)/a.twoVars[k]*2 - d
		}
	}
	return lls, slopes, nil
}

// A block is some samples, with what all points need of them.
type block struct {
	samples   Points
	centred   []float32 // samples − shift: ≤tileCols×D
	norms     []float64 // their squared norms
	halfNorms []float32
	radius    float64 // the largest norm
	far       float64 // nats beyond which samples are left out
	terms     float64 // see terms
}

// A tile is what a worker does at once: so many points, and samples of a block.
// Its products stay in the cache of a core, and take some milliseconds in
// OpenBLAS, a tenth of a second in pure Go, for d near a thousand.
const tileRows, tileCols = 512, 2048

// setBlock centres a block of samples.
func (a *Accumulator) setBlock(samples Points) error {
	t, n, d := &a.block, samples.N, samples.D
	t.samples = samples
	t.centred = resized(t.centred, n*d)
	t.norms, t.halfNorms = resized(t.norms, n), resized(t.halfNorms, n)
	a.each((n+63)/64, func(_ *workspace, block int) {
		from, to := block*64, min(block*64+64, n)
		centre(t.centred[from*d:to*d], t.norms[from:to], samples.Data[from*d:to*d], a.shift)
	})
	largest := 0.0
	for j, norm := range t.norms {
		if norm-norm != 0 { // of a value that is not finite, or a difference of huge ones
			if err := samples.checkFinite(a.N()); err != nil {
				return fmt.Errorf("samples: %w", err)
			}
			norm = math.Inf(1)
		}
		t.halfNorms[j] = float32(norm / 2)
		largest = max(largest, norm)
	}
	t.radius = math.Sqrt(largest)
	a.seen += float64(n)
	if a.first == 0 {
		a.first = float64(n)
	}
	t.terms = terms(a.seen, a.first)
	t.far = farthest(t.terms)
	for j := range a.limits {
		a.limits[j] = float32(min(t.far*a.twoVars[j], math.MaxFloat32))
	}
	return nil
}

// each calls work for 0 ≤ i < n, on all workers.
func (a *Accumulator) each(n int, work func(w *workspace, i int)) {
	workers := a.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
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

// resized returns a slice of n values, v where it is long enough.
func resized[T any](v []T, n int) []T {
	if cap(v) < n {
		return make([]T, n)
	}
	return v[:n]
}

// columnMeans returns the mean of each column.
func columnMeans(p Points) []float64 {
	mean := make([]float64, p.D)
	for i := range p.N {
		for k, v := range p.row(i) {
			mean[k] += float64(v)
		}
	}
	for k := range mean {
		mean[k] /= float64(p.N)
	}
	return mean
}
