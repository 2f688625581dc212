package parzen

import "math"

// A workspace is the memory of one worker, for one point and a tile of samples.
type workspace struct {
	x             []float64 // the point
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

// Where float32 serves: far from its ends with every square and its quotient
// by 2σ². Outside the point is done in float64 altogether.
const (
	smallestSigma, largestSigma = 1e-15, 1e15
	largestSquare               = 1e30
)

func (a *Accumulator) ordinary(norm float64) bool {
	reach := norm + a.tile.radius
	last := len(a.order) - 1
	return reach*reach <= largestSquare && a.sigmas[a.order[last]] >= smallestSigma && a.sigmas[a.order[0]] <= largestSigma
}

// point adds the samples of the tile to the density of point i, which is row r
// of the tile's products.
func (w *workspace) point(a *Accumulator, i, r int) {
	t, state, norm := &a.tile, &a.rows[i], math.Sqrt(a.norms[i])
	bound := distanceError(norm, t.radius, a.x.D)
	if !a.ordinary(norm) || math.IsInf(bound, 1) {
		w.direct(a, i)
		return
	}
	n := t.samples.N
	products := t.products[r*n : (r+1)*n]
	near := float64(nearest(w.minima, products, t.halfNorms))
	reference := min(state.reference, a.norms[i]+2*near)
	refine := refineReach(bound, a.twoVars, t.terms)
	half := func(square float64) float32 { return float32((square - a.norms[i]) / 2) } // h of a squared distance

	refined := 0
	if refine >= 0 {
		refined = take(w.index, products, t.halfNorms, w.minima, half(reference+refine))
		found := w.squares[:refined]
		squares(found, w.widened(a.x.row(i)), t.samples.Data, w.index[:refined])
		reference = state.reference
		for _, square := range found {
			reference = min(reference, square)
		}
		if math.IsInf(reference, 1) { // the limit was rounded to less than the nearest
			w.direct(a, i)
			return
		}
		for k, square := range found {
			w.excesses[k] = float32(square - reference)
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
	t, state := &a.tile, &a.rows[i]
	found := w.squares[:t.samples.N]
	squares(found, w.widened(a.x.row(i)), t.samples.Data, nil)
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

// widened returns x in float64.
func (w *workspace) widened(x []float32) []float64 {
	w.x = resized(w.x, len(x))
	for k, v := range x {
		w.x[k] = float64(v)
	}
	return w.x
}
