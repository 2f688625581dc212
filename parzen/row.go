package parzen

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"
)

// A workspace is the memory of one worker.
type workspace struct {
	// For a tile.
	centred  []float32       // points − shift, rounded: ≤tileRows×D
	norms    []float64       // their squared norms
	products []float32       // ≤tileRows × samples
	largest  float64         // norm of a centred point
	reaches  [levels]float64 // refineReach of norms up to (level+1)/levels of the largest

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

// tile adds the block's samples to the density of the points from ≤ i < to.
func (w *workspace) tile(a *Accumulator, from, to int) {
	w.product(a, from, to)
	w.setReaches(a)
	for i := from; i < to; i++ {
		w.point(a, i, i-from)
	}
	if a.done != nil {
		a.done((to - from) * a.block.samples.N)
	}
}

// levels of the norms of a tile's points have a bound each: to work it out for
// every point would take longer than to refine a little more.
const levels = 16

// setReaches works out what must be refined for the points of a tile.
func (w *workspace) setReaches(a *Accumulator) {
	w.largest = math.Sqrt(slices.Max(w.norms))
	for l := range levels {
		bound := distanceError(w.largest*float64(l+1)/levels, a.block.radius, a.x.D)
		w.reaches[l] = refineReach(bound, a.twoVars, a.block.terms)
	}
}

// level is the first whose bound holds for a norm.
func (w *workspace) level(norm float64) int {
	if w.largest == 0 {
		return 0
	}
	return max(0, min(levels-1, int(math.Ceil(norm/w.largest*levels))-1))
}

// product centres the points from ≤ i < to and multiplies them with the samples
// of the block.
func (w *workspace) product(a *Accumulator, from, to int) {
	n, d := a.block.samples.N, a.x.D
	w.centred, w.norms = resized(w.centred, (to-from)*d), resized(w.norms, to-from)
	centre(w.centred, w.norms, a.x.Data[from*d:to*d], a.shift)
	w.products = resized(w.products, (to-from)*n)
	blas32.Gemm(blas.NoTrans, blas.Trans, 1,
		blas32.General{Rows: to - from, Cols: d, Stride: d, Data: w.centred},
		blas32.General{Rows: n, Cols: d, Stride: d, Data: a.block.centred},
		0, blas32.General{Rows: to - from, Cols: n, Stride: n, Data: w.products})
}

// Where float32 serves: far from its ends with every square and its quotient
// by 2σ². Outside the point is done in float64 altogether.
const (
	smallestSigma, largestSigma = 1e-15, 1e15
	largestSquare               = 1e30
	largestD                    = 1 << 22 // for the bound on the product
)

func (a *Accumulator) ordinary(norm float64) bool {
	reach := norm + a.block.radius
	last := len(a.order) - 1
	return reach*reach <= largestSquare && a.x.D <= largestD && a.sigmas[a.order[last]] >= smallestSigma && a.sigmas[a.order[0]] <= largestSigma
}

// point adds the block's samples to the density of point i, whose products are
// row r of the tile's.
func (w *workspace) point(a *Accumulator, i, r int) {
	t, state, square := &a.block, &a.rows[i], w.norms[r]
	norm := math.Sqrt(square)
	if !a.ordinary(norm) {
		w.direct(a, i)
		return
	}
	n := t.samples.N
	products := w.products[r*n : (r+1)*n]
	near := float64(nearest(w.minima, products, t.halfNorms))
	reference := min(state.reference, square+2*near)
	refine := w.reaches[w.level(norm)]
	half := func(distance float64) float32 { return float32((distance - square) / 2) } // h of a squared distance

	refined := 0
	if refine >= 0 {
		refined = take(w.index, products, t.halfNorms, w.minima, half(reference+refine))
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
	kernelSums(w.sums, w.moments, v[:all], a.rates, a.limits)
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
	t, state := &a.block, &a.rows[i]
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
