package parzen

import (
	"context"
	"math"
	"slices"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"
)

// A workspace is the memory of one worker.
type workspace struct {
	// For some points.
	centred []float32 // points − shift, rounded: ≤tileRows×D
	norms   []float64 // their squared norms
	largest float64   // norm of a centred point

	// For a tile: those points and a block.
	block    *block
	products []float32 // ≤tileRows × samples
	margin   margin    // for the largest norm

	// For one point.
	minima        []float32 // of blocks of the tile's row
	index         []int32   // samples to refine
	squares       []float64 // their squared distances
	excesses      []float32 // squared distances less the reference
	sums, moments []float64 // the tile's part of a row
}

func newWorkspace(sigmas int) workspace {
	return workspace{
		minima:   make([]float32, (tileCols+blockSize-1)/blockSize),
		index:    make([]int32, tileCols+1),
		squares:  make([]float64, tileCols),
		excesses: make([]float32, tileCols+16),
		sums:     make([]float64, sigmas),
		moments:  make([]float64, sigmas),
	}
}

// add adds the blocks' samples to the density of the points from ≤ i < to.
func (w *workspace) add(ctx context.Context, a *Accumulator, from, to int) {
	w.setPoints(a, from, to)
	for k := range a.blocks {
		if ctx.Err() != nil {
			return
		}
		w.block = &a.blocks[k]
		w.product(a.x.D)
		bound := distanceError(w.largest, w.block.radius, a.x.D)
		w.margin.set(bound, a.twoVars, w.block.samples.N, w.block.terms)
		for i := from; i < to; i++ {
			w.point(a, i, i-from)
		}
		if a.done != nil {
			a.done((to - from) * w.block.samples.N)
		}
	}
}

// setPoints centres the points from ≤ i < to.
func (w *workspace) setPoints(a *Accumulator, from, to int) {
	some := a.x.slice(from, to)
	w.centred, w.norms = resized(w.centred, len(some.Data)), resized(w.norms, some.N)
	centre(w.centred, w.norms, some.Data, a.shift)
	w.largest = math.Sqrt(slices.Max(w.norms))
}

// product multiplies the points, of d values, with the samples of the block.
func (w *workspace) product(d int) {
	rows, n := len(w.norms), w.block.samples.N
	w.products = resized(w.products, rows*n)
	blas32.Gemm(blas.NoTrans, blas.Trans, 1,
		blas32.General{Rows: rows, Cols: d, Stride: d, Data: w.centred},
		blas32.General{Rows: n, Cols: d, Stride: d, Data: w.block.centred},
		0, blas32.General{Rows: rows, Cols: n, Stride: n, Data: w.products})
}

// Where float32 serves: far from its ends with every square and its quotient
// by 2σ². Outside the point is done in float64 altogether.
const (
	smallestSigma, largestSigma = 1e-15, 1e15
	largestSquare               = 1e30
	largestD                    = 1 << 22 // for the bound on the product
)

func (w *workspace) ordinary(a *Accumulator, norm float64) bool {
	reach := norm + w.block.radius
	last := len(a.order) - 1
	return reach*reach <= largestSquare && a.x.D <= largestD && a.sigmas[a.order[last]] >= smallestSigma && a.sigmas[a.order[0]] <= largestSigma
}

// point adds the block's samples to the density of point i, whose products are
// row r of the tile's.
func (w *workspace) point(a *Accumulator, i, r int) {
	t, state, square := w.block, &a.rows[i], w.norms[r]
	if !w.ordinary(a, math.Sqrt(square)) {
		w.direct(a, i)
		return
	}
	n := t.samples.N
	products := w.products[r*n : (r+1)*n]
	near := float64(nearest(w.minima, products, t.halfNorms))
	reference := min(state.reference, square+2*near)
	half := func(distance float64) float32 { return float32((distance - square) / 2) } // h of a squared distance

	refined := 0
	if w.margin.reach >= 0 {
		within := excesses(w.excesses, products, t.halfNorms, w.minima, half(reference), half(reference+w.margin.reach))
		needed := w.margin.needed(w.excesses[:within], n)
		refined = take(w.index, products, t.halfNorms, w.minima, half(reference+needed))
		found := w.squares[:refined]
		squares(found, a.x.row(i), t.samples.Data, w.index[:refined])
		reference = state.reference
		for _, distance := range found {
			reference = min(reference, distance)
		}
		if math.IsInf(reference, 1) { // the limit was rounded to less than the nearest
			w.direct(a, i)
			return
		}
		for k, distance := range found {
			w.excesses[k] = float32(distance - reference)
		}
	}
	state.lower(reference, a.twoVars)
	v := w.excesses
	all := refined + excesses(v[refined:], products, t.halfNorms, w.minima, half(reference), half(reference+t.far*a.twoVars[0]))
	if all == 0 {
		return
	}
	kernelSums(w.sums, w.moments, v[:all], a.rates, t.limits)
	for k := range w.sums {
		state.sums[k] += w.sums[k]
		state.moments[k] += w.moments[k]
	}
}

// lower changes the reference of the sums to a nearer one.
func (r *row) lower(reference float64, twoVars []float64) {
	drop := r.reference - reference
	r.reference = reference
	if drop == 0 || math.IsInf(drop, 1) { // the same, or the first
		return
	}
	for k, twoVar := range twoVars {
		f := math.Exp(-drop / twoVar)
		r.moments[k] = (r.moments[k] + drop*r.sums[k]) * f
		r.sums[k] *= f
	}
}

// direct does what point does with all of it in float64.
func (w *workspace) direct(a *Accumulator, i int) {
	t, state := w.block, &a.rows[i]
	found := w.squares[:t.samples.N]
	squares(found, a.x.row(i), t.samples.Data, nil)
	reference := state.reference
	for _, square := range found {
		reference = min(reference, square)
	}
	state.lower(reference, a.twoVars)
	for k, twoVar := range a.twoVars {
		for _, square := range found {
			if excess := square - reference; excess <= t.far*twoVar {
				p := math.Exp(-excess / twoVar)
				state.sums[k] += p
				state.moments[k] += excess * p
			}
		}
	}
}
