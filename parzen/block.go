package parzen

import (
	"fmt"
	"math"
)

// A tile is the unit of a worker's work: up to tileRows points and a block of
// up to tileCols samples. Its products stay in the cache of a core. For d near
// a thousand they take some milliseconds in C and a tenth of a second in Go.
//
// The workers process atOnce blocks and then wait for each other. Up to
// fewPoints points are not divided into tiles.
const tileRows, tileCols, atOnce, fewPoints = 512, 2048, 4, 1024

// A block is up to tileCols samples, with the values that all points need.
type block struct {
	samples   Points
	centred   []float32 // samples − shift: ≤tileCols×D
	norms     []float64 // their squared norms
	halfNorms []float32
	radius    float64     // the largest norm
	far       float64     // nats beyond which samples are left out
	limits    [][]float32 // the distances that matter at each σ, the widest first, for each list of sigmas
	terms     float64     // see terms
}

// setBlocks divides samples into blocks and centres them.
func (a *Accumulator) setBlocks(samples Points) error {
	a.blocks = resized(a.blocks, (samples.N+tileCols-1)/tileCols)
	for k := range a.blocks {
		b := &a.blocks[k]
		b.samples = samples.slice(k*tileCols, min((k+1)*tileCols, samples.N))
		b.centred, b.norms = resized(b.centred, len(b.samples.Data)), resized(b.norms, b.samples.N)
	}
	const rows = 64 // a divisor of tileCols
	a.each((samples.N+rows-1)/rows, func(_ *workspace, part int) {
		b, from := &a.blocks[part*rows/tileCols], part*rows%tileCols
		some := b.samples.slice(from, min(from+rows, b.samples.N))
		centre(b.centred[from*some.D:], b.norms[from:from+some.N], some.Data, a.shift)
	})
	for k := range a.blocks {
		if err := a.setBounds(&a.blocks[k]); err != nil {
			return err
		}
	}
	return nil
}

// setBounds computes the other values of a block from the norms.
func (a *Accumulator) setBounds(b *block) error {
	largest := 0.0
	b.halfNorms = resized(b.halfNorms, b.samples.N)
	for j, norm := range b.norms {
		if norm-norm != 0 { // the norm overflowed or has a value that is not finite
			if err := b.samples.checkFinite(a.N()); err != nil {
				return fmt.Errorf("samples: %w", err)
			}
			norm = math.Inf(1)
		}
		b.halfNorms[j] = float32(norm / 2)
		largest = max(largest, norm)
	}
	b.radius = math.Sqrt(largest)
	a.seen += float64(b.samples.N)
	if a.first == 0 {
		a.first = float64(b.samples.N)
	}
	b.terms = terms(a.seen, a.first)
	b.far = farthest(b.terms)
	b.limits = resized(b.limits, len(a.densities))
	for k, d := range a.densities {
		b.limits[k] = resized(b.limits[k], len(d.twoVars))
		for j, twoVar := range d.twoVars {
			b.limits[k][j] = float32(min(b.far*twoVar, math.MaxFloat32))
		}
	}
	return nil
}

// resized returns a slice of n values: a part of v if v is long enough.
func resized[T any](v []T, n int) []T {
	if cap(v) < n {
		return make([]T, n)
	}
	return v[:n]
}

// columnMeans returns the mean of each column, rounded to float32.
func columnMeans(p Points) []float32 {
	sums, means := make([]float64, p.D), make([]float32, p.D)
	for i := range p.N {
		for k, v := range p.row(i) {
			sums[k] += float64(v)
		}
	}
	for k, sum := range sums {
		means[k] = float32(sum / float64(p.N))
	}
	return means
}
