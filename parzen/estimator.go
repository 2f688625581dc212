package parzen

import (
	"context"
	"errors"
	"fmt"
	"math"
	"runtime"
	"sync"
	"sync/atomic"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"
)

// An Estimator is the Parzen window over a set of samples. It must come from
// [New]. Its methods may be called at the same time.
type Estimator struct {
	// Workers is how many blocks of points are worked on at once; 0 means
	// GOMAXPROCS. It never changes a result. The matrix product may have
	// threads of its own besides: that is the BLAS implementation's affair.
	Workers int

	samples Points    // as given: N×D
	mean    []float64 // of the samples: D
	centred []float32 // samples − mean, rounded: N×D
	norms   []float64 // squared norms of the centred rows: N
	radius  float64   // largest norm of a centred row
}

// New makes the window over the samples. It keeps samples.Data, which must not
// change afterwards, and a shifted copy of it. Samples that are empty, of the
// wrong shape or not finite are an error.
func New(samples Points) (*Estimator, error) {
	if err := samples.check(); err != nil {
		return nil, fmt.Errorf("samples: %w", err)
	}
	e := &Estimator{
		samples: samples,
		mean:    columnMeans(samples),
		centred: make([]float32, len(samples.Data)),
		norms:   make([]float64, samples.N),
	}
	centre(e.centred, e.norms, samples.Data, e.mean)
	for _, n := range e.norms {
		e.radius = max(e.radius, math.Sqrt(n))
	}
	return e, nil
}

// LogProb returns the log density in nats of every row of x at every σ:
// element [j][i] is that of row i at sigmas[j]. The distances are computed once for
// all sigmas. An unusable σ, points that are empty, of another dimension than
// the samples or not finite, and the end of ctx (looked at between blocks of
// rows) are errors.
//
// Beside the result it holds, for each worker, the float32 products of a block
// of up to 64 rows with all N samples, at most 16 MiB or one row (4N bytes) if
// that is more, and one row of distances (8N bytes).
func (e *Estimator) LogProb(ctx context.Context, x Points, sigmas []float64) ([][]float64, error) {
	if e.samples.N == 0 {
		return nil, errors.New("estimator without samples: make it with New")
	}
	if err := checkSigmas(sigmas); err != nil {
		return nil, err
	}
	if err := x.check(); err != nil {
		return nil, fmt.Errorf("points: %w", err)
	}
	if x.D != e.samples.D {
		return nil, fmt.Errorf("points have %d values, the samples %d", x.D, e.samples.D)
	}
	dst := make([][]float64, len(sigmas))
	for j := range dst {
		dst[j] = make([]float64, x.N)
	}
	if err := e.run(ctx, x, sigmas, dst); err != nil {
		return nil, fmt.Errorf("log density of %d points: %w", x.N, err)
	}
	return dst, nil
}

// run hands blocks of rows to the workers. Where a block begins depends on the
// number of samples alone and every block writes its own part of dst, so the
// result does not depend on who does what when.
func (e *Estimator) run(ctx context.Context, x Points, sigmas []float64, dst [][]float64) error {
	rows := blockRows(e.samples.N)
	blocks := (x.N + rows - 1) / rows
	workers := e.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(workers, blocks) {
		wg.Go(func() {
			w := e.newWorkspace(min(rows, x.N))
			for ctx.Err() == nil {
				first := (int(next.Add(1)) - 1) * rows
				if first >= x.N {
					return
				}
				w.block(x.slice(first, min(first+rows, x.N)), first, sigmas, dst)
			}
		})
	}
	wg.Wait()
	return ctx.Err()
}

// maxRows and maxProducts bound a block: rows of points, and their products
// with all samples.
const (
	maxRows     = 64
	maxProducts = 1 << 22
)

// blockRows returns the number of rows of a block against n samples.
func blockRows(n int) int { return max(1, min(maxRows, maxProducts/n)) }

// A workspace is the memory of one worker.
type workspace struct {
	*Estimator
	x        []float32 // a block of points − mean: rows×D
	xNorms   []float64 // their squared norms: rows
	products []float32 // x·sᵀ: rows×N
	dist     []float64 // squared distances of one point to the samples: N
}

func (e *Estimator) newWorkspace(rows int) *workspace {
	return &workspace{
		Estimator: e,
		x:         make([]float32, rows*e.samples.D),
		xNorms:    make([]float64, rows),
		products:  make([]float32, rows*e.samples.N),
		dist:      make([]float64, e.samples.N),
	}
}

// block writes the log densities of the block of points x, the first of which
// is row first of dst.
func (w *workspace) block(x Points, first int, sigmas []float64, dst [][]float64) {
	w.product(x)
	for i := range x.N {
		w.distances(i)
		w.refine(i, x.row(i), sigmas)
		logDensities(dst, first+i, w.dist, x.D, sigmas)
	}
}

// product centres a block of points and multiplies it with all samples.
func (w *workspace) product(x Points) {
	n, d := w.samples.N, w.samples.D
	centre(w.x, w.xNorms, x.Data, w.mean)
	blas32.Gemm(blas.NoTrans, blas.Trans, 1,
		blas32.General{Rows: x.N, Cols: d, Stride: d, Data: w.x},
		blas32.General{Rows: n, Cols: d, Stride: d, Data: w.centred},
		0, blas32.General{Rows: x.N, Cols: n, Stride: n, Data: w.products})
}

// distances fills dist with the squared distances of point i of the block, from
// its products. Rounding can make a small one negative: it is 0.
func (w *workspace) distances(i int) {
	n := w.samples.N
	products, xNorm := w.products[i*n:(i+1)*n], w.xNorms[i]
	dist, norms := w.dist[:len(products)], w.norms[:len(products)]
	for j, p := range products {
		dist[j] = max(0, xNorm+norms[j]-2*float64(p))
	}
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

// centre writes the rows of data minus mean to dst, and the squared norms of
// what it wrote to norms.
func centre(dst []float32, norms []float64, data []float32, mean []float64) {
	d := len(mean)
	for i := range len(data) / d {
		var sum float64
		out := dst[i*d : (i+1)*d]
		for k, v := range data[i*d : (i+1)*d] {
			c := float32(float64(v) - mean[k])
			out[k] = c
			sum += float64(c) * float64(c)
		}
		norms[i] = sum
	}
}
