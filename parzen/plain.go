package parzen

import "math"

// The loops over pairs of a point and a sample, in plain Go: what they
// compute, and what runs where there is no C compiler.
//
// h is half a squared distance less half the squared norm of the point,
// ‖s‖²/2 − x·s. Its minima are those of blocks of blockSize values.
const blockSize = 64

// plainCentre writes the rows of data minus shift to dst, and the squared
// norms of what it wrote to norms.
func plainCentre(dst []float32, norms []float64, data []float32, shift []float64) {
	d := len(shift)
	for i := range norms {
		var sum float64
		for k, v := range data[i*d : (i+1)*d] {
			c := float32(float64(v) - shift[k])
			dst[i*d+k] = c
			sum += float64(c) * float64(c)
		}
		norms[i] = sum
	}
}

// plainNearest replaces the products in h by halfNorms − product, sets the
// minima of its blocks and returns the least of all.
func plainNearest(h, minima, halfNorms []float32) float32 {
	least := float32(math.Inf(1))
	for j, norm := range halfNorms {
		h[j] = norm - h[j]
		if j%blockSize == 0 {
			minima[j/blockSize] = float32(math.Inf(1))
		}
		minima[j/blockSize] = min(minima[j/blockSize], h[j])
		least = min(least, h[j])
	}
	return least
}

// plainTake lists the places where h is at most limit, and puts +Inf there.
func plainTake(index []int32, h, minima []float32, limit float32) int {
	taken := 0
	for j, v := range h {
		if minima[j/blockSize] <= limit && v <= limit {
			index[taken] = int32(j)
			taken++
			h[j] = float32(math.Inf(1))
		}
	}
	return taken
}

// plainSquares sets squares[i] to Σ(x−s)² in float64, s being row index[i] of
// samples, or row i without an index.
func plainSquares(squares []float64, x, samples []float32, index []int32) {
	for i := range squares {
		row := i
		if index != nil {
			row = int(index[i])
		}
		var sum float64
		s := samples[row*len(x) : (row+1)*len(x)]
		for k, v := range x {
			e := float64(v) - float64(s[k])
			sum += e * e
		}
		squares[i] = sum
	}
}

// plainExcesses writes 2(h−least) of every h up to limit to v, and returns how
// many there are. v has room for all of h.
func plainExcesses(v, h, minima []float32, least, limit float32) int {
	taken := 0
	for j, value := range h {
		if minima[j/blockSize] <= limit && value <= limit {
			v[taken] = 2 * (value - least)
			taken++
		}
	}
	return taken
}

// plainSums sets, for each rate, the sum of exp(−v·rate) and that of
// v·exp(−v·rate). Rates rise and limits fall: what lies beyond a limit may be
// dropped for that rate and all later ones, so v is in another order or
// shorter afterwards. v has room for 16 values more.
func plainSums(sums, moments []float64, v []float32, rates, limits []float32) {
	for j, rate := range rates {
		kept := v[:0]
		sums[j], moments[j] = 0, 0
		for _, e := range v {
			if e <= limits[j] {
				kept = append(kept, e)
				p := math.Exp(-float64(e) * float64(rate))
				sums[j] += p
				moments[j] += float64(e) * p
			}
		}
		v = kept
	}
}
