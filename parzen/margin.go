package parzen

import (
	"math"

	"gan2014/internal/elementary"
)

// A margin is how far from the nearest sample distances are refined. The reach
// supposes that all samples of a block are there, but few are, and many within
// it, so that one alone has a small share. What is within is counted in bins of
// equal width; a bin and all beyond it are left as they are where, at each σ,
//
//	exp(2b)·(exp(b)−1)·Σ exp(−t) ≤ tolerance/2·(share + exp(−2b)·Σ exp(−t))
//
// with the first sum over them, each t at the near edge of its bin, the second
// over all samples within the reach, each t at the far edge, and share that of
// a block in the worst case, n/terms. The second sum is at most the block's
// part of the density, so that the blocks' errors make no more than half the
// tolerance of the density from each of the two.
//
// A σ with b above largestCounted is not counted at: all within its own reach is
// refined. Counting would save next to nothing there, since t is above 3b for
// whatever may be left, and exp(2b) would overflow. At the others exp(2b) is below
// 10³⁵ and the tolerated side above 10⁻⁸⁰, so that exp(−t) may underflow to 0.
type margin struct {
	reach  float64 // negative: nothing is refined
	share  float64
	least  int // bins that are refined whatever is counted
	widths []width
}

// A width is a σ at which samples are counted.
type width struct {
	allowed float64           // tolerance/2 / (exp(2b)·(exp(b)−1))
	own     float64           // exp(−2b)
	decay   [bins + 1]float64 // exp(−t) at the edges of the bins
}

// Up to so many distances are refined sooner than counted, else in so many bins.
const few, bins = 16, 32

// largestCounted is the largest b at which samples are counted.
const largestCounted = 40

// set works out the margin for squared distances that are known to bound, in a
// block of n samples.
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

// width is that of a σ for which the bound is b.
func (m *margin) width(b, twoVar float64) width {
	w := width{allowed: tolerance / 2 / (elementary.Exp(2*b) * elementary.Expm1(b)), own: elementary.Exp(-2 * b)}
	step, decay := elementary.Exp(-m.reach/bins/twoVar), 1.0
	for q := range w.decay {
		w.decay[q] = decay
		decay *= step
	}
	return w
}

// needed returns how far to refine where, of n samples, those within the reach
// are so far beyond the nearest.
func (m *margin) needed(within []float32, n int) float64 {
	if len(within) <= few || m.least >= bins {
		return m.reach
	}
	var counts [bins + 1]float64 // the last one of what is beyond the reach
	for _, e := range within {
		counts[max(0, min(bins-1, int(float64(e)/m.reach*bins)))]++
	}
	counts[bins] = float64(n - len(within))
	cut, beyond := m.least, float64(n) // bins that must be refined, and how many samples are not in them
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

// bins returns how many bins must be refined. What is beyond the reach never must.
func (w *width) bins(counts *[bins + 1]float64, share float64) int {
	var own float64
	for q := range bins {
		own += counts[q] * w.decay[q+1]
	}
	left := counts[bins] * w.decay[bins]
	for q := bins - 1; q > 0; q-- {
		left += counts[q] * w.decay[q]
		if left > w.allowed*(share+w.own*own) {
			return q + 1
		}
	}
	return 1
}
