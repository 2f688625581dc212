package parzen

import (
	"context"
	"math"

	"gan2014/internal/elementary"
)

// A workspace is the memory of one worker.
type workspace struct {
	group group // ≤tileRows points
	tile  tile  // of that group

	// For one point of a tile.
	products      []float32 // a copy, if further lists of sigmas need the point's products: take changes them
	minima        []float32 // of parts of the point's products
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

// add multiplies the points from ≤ i < to with the blocks' samples and adds the samples to the density at these points.
func (w *workspace) add(ctx context.Context, a *Accumulator, from, to int) {
	w.group.set(a, from, to)
	for k := range a.blocks {
		if ctx.Err() != nil {
			return
		}
		w.tile.set(a, &w.group, &a.blocks[k])
		w.points(a, &w.tile, from, to)
	}
}

// points adds the tile's samples to the density at its points from ≤ i < to.
func (w *workspace) points(a *Accumulator, t *tile, from, to int) {
	for i := from; i < to; i++ {
		for k := range a.densities {
			w.point(a, t, k, i)
		}
	}
	if a.done != nil {
		a.done((to - from) * t.samples.N)
	}
}

// The range in which float32 products work: every square and its quotient by
// 2σ² stay far from the limits of float32. Outside the range, direct computes
// the point in float64.
const (
	smallestSigma, largestSigma = 1e-15, 1e15
	largestSquare               = 1e30
	largestD                    = 1 << 22 // for the bound on the product
)

// ordinary reports whether a point of the given norm lies in the range of float32 products.
func (t *tile) ordinary(d *density, norm float64) bool {
	reach := norm + t.radius
	last := len(d.order) - 1
	return reach*reach <= largestSquare && t.samples.D <= largestD && d.sigmas[d.order[last]] >= smallestSigma && d.sigmas[d.order[0]] <= largestSigma
}

// point adds the tile's samples to the density at point i and the sigmas of list k.
func (w *workspace) point(a *Accumulator, t *tile, k, i int) {
	d, margin := &a.densities[k], &t.margins[k]
	state, square := &d.rows[i], t.group.norms[i-t.group.from]
	if !t.ordinary(d, math.Sqrt(square)) {
		w.direct(a, t, d, i)
		return
	}
	n, products := t.samples.N, t.row(i)
	if k < len(a.densities)-1 {
		w.products = append(w.products[:0], products...)
		products = w.products
	}
	near := float64(nearest(w.minima, products, t.halfNorms))
	reference := min(state.reference, square+2*near)
	half := func(distance float64) float32 { return float32((distance - square) / 2) } // h of a squared distance

	refined := 0
	if margin.reach >= 0 {
		least := half(reference)
		within := excesses(w.excesses, products, t.halfNorms, w.minima, least, beyond(least, margin.reach))
		needed := margin.needed(w.excesses[:within], n)
		refined = take(w.index, products, t.halfNorms, w.minima, beyond(least, needed))
		found := w.squares[:refined]
		squares(found, a.x.row(i), t.samples.Data, w.index[:refined])
		reference = state.reference
		for _, distance := range found {
			reference = min(reference, distance)
		}
		for k, distance := range found {
			w.excesses[k] = float32(distance - reference)
		}
	}
	state.lower(reference, d.twoVars)
	v, least := w.excesses, half(reference)
	all := refined + excesses(v[refined:], products, t.halfNorms, w.minima, least, beyond(least, t.far*d.twoVars[0]))
	if all == 0 {
		return
	}
	sums, moments := w.sums[:len(d.rates)], w.moments[:len(d.rates)]
	kernelSums(sums, moments, v[:all], d.rates, t.limits[k])
	for j := range sums {
		state.sums[j] += sums[j]
		state.moments[j] += moments[j]
	}
}

// beyond returns the h of a squared distance that exceeds the one of h least by
// distance. It adds a little more than the rounding of a float32 difference, so
// that the limit includes every sample that counts as within the distance.
func beyond(least float32, distance float64) float32 {
	const more = 1 + 16*unit
	return float32(float64(least) + float64(distance/2*more))
}

// lower sets a smaller reference and scales the sums to it.
func (r *row) lower(reference float64, twoVars []float64) {
	drop := r.reference - reference
	r.reference = reference
	if drop == 0 || math.IsInf(drop, 1) { // the reference is unchanged, or the first one
		return
	}
	for k, twoVar := range twoVars {
		f := elementary.Exp(-drop / twoVar)
		r.moments[k] = (r.moments[k] + float64(drop*r.sums[k])) * f
		r.sums[k] *= f
	}
}

// direct does what point does, entirely in float64.
func (w *workspace) direct(a *Accumulator, t *tile, d *density, i int) {
	state := &d.rows[i]
	found := w.squares[:t.samples.N]
	squares(found, a.x.row(i), t.samples.Data, nil)
	reference := state.reference
	for _, square := range found {
		reference = min(reference, square)
	}
	state.lower(reference, d.twoVars)
	for k, twoVar := range d.twoVars {
		for _, square := range found {
			if excess := square - reference; excess <= t.far*twoVar {
				p := elementary.Exp(-excess / twoVar)
				state.sums[k] += p
				state.moments[k] += float64(excess * p)
			}
		}
	}
}
