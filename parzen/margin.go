package parzen

import (
	"math"

	"gan2014/internal/elementary"
)

// A margin decides how far beyond the nearest sample distances are refined,
// that is, computed again in float64.
//
// The reach is the distance that always suffices. It assumes the worst case,
// in which all samples of a block lie at that distance. Usually few do, and
// many lie nearer, so that a single sample has a small share of the density.
// So the margin counts the samples within the reach in bins of equal width. It
// does not refine a bin, nor any bin beyond it, if at each σ
//
//	exp(2b)·(exp(b)−1)·Σ exp(−t) ≤ tolerance/2·(share + exp(−2b)·Σ exp(−t))
//
// The first sum is over the samples that are not refined, each t at the near
// edge of its bin. The second sum is over all samples within the reach, each t
// at the far edge. share is n/terms, the block's share in the worst case. The
// second sum is at most the block's part of the density. So each of the two
// terms on the right allows all blocks together an error of half the tolerance.
//
// For a σ with b above largestCounted the margin does not count: it refines
// everything within the reach of that σ. Counting would save almost nothing
// there, since t is above 3b for every sample that may stay unrefined, and
// exp(2b) would overflow. For any other σ, exp(2b) is below 10³⁵ and the right
// side above 10⁻⁸⁰, so exp(−t) may underflow to 0.
type margin struct {
	reach  float64 // negative: nothing is refined
	share  float64
	least  int // number of bins that are always refined
	widths []width
}

// A width is a σ for which samples are counted.
type width struct {
	allowed float64           // tolerance/2 / (exp(2b)·(exp(b)−1))
	own     float64           // exp(−2b)
	decay   [bins + 1]float64 // exp(−t) at the edges of the bins
}

// Up to few distances are refined without counting. More are counted, in this number of bins.
const few, bins = 16, 32

// largestCounted is the largest b at which samples are counted.
const largestCounted = 40

// set computes the margin for a block of n samples whose squared distances have
// an error of at most bound.
func (m *margin) set(bound float64, twoVars []float64, n int, terms float64) {
	m.reach, m.share, m.least, m.widths = -1, float64(n)/terms, 1, m.widths[:0]
	for _, twoVar := range twoVars {
		m.reach = max(m.reach, refineReach(bound, twoVar, terms))
	}
	for _, twoVar := range twoVars {
		switch b := bound / twoVar; {
		case b <= unseen:
		case b <= largestCounted:
			m.widths = append(m.widths, m.width(b, twoVar))
		default:
			m.least = max(m.least, int(math.Ceil(refineReach(bound, twoVar, terms)/m.reach*bins)))
		}
	}
}

// width returns the width for a σ whose bound is b.
func (m *margin) width(b, twoVar float64) width {
	w := width{allowed: tolerance / 2 / (elementary.Exp(2*b) * elementary.Expm1(b)), own: elementary.Exp(-2 * b)}
	step, decay := elementary.Exp(-m.reach/bins/twoVar), 1.0
	for q := range w.decay {
		w.decay[q] = decay
		decay *= step
	}
	return w
}

// needed returns how far to refine. within has the distances beyond the nearest
// sample of those of the n samples that lie within the reach.
func (m *margin) needed(within []float32, n int) float64 {
	if len(within) <= few || m.least >= bins {
		return m.reach
	}
	var counts [bins + 1]float64 // the last one counts the samples beyond the reach
	for _, e := range within {
		counts[max(0, min(bins-1, int(float64(e)/m.reach*bins)))]++
	}
	counts[bins] = float64(n - len(within))
	cut, beyond := m.least, float64(n) // number of bins to refine, and of samples outside them
	for _, count := range counts[:cut] {
		beyond -= count
	}
	for k := range m.widths {
		w := &m.widths[k]
		if beyond*w.decay[cut] <= w.allowed*m.share {
			continue
		}
		for last := w.bins(&counts, m.share); cut < last; cut++ {
			beyond -= counts[cut]
		}
	}
	return m.reach * float64(cut) / bins
}

// bins returns the number of bins that must be refined. Samples beyond the reach never must.
func (w *width) bins(counts *[bins + 1]float64, share float64) int {
	var own float64
	for q := range bins {
		own += float64(counts[q] * w.decay[q+1])
	}
	left := counts[bins] * w.decay[bins]
	for q := bins - 1; q > 0; q-- {
		left += float64(counts[q] * w.decay[q])
		if left > w.allowed*(share+float64(w.own*own)) {
			return q + 1
		}
	}
	return 1
}
