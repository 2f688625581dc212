package parzen

import (
	"math"

	"gan2014/internal/elementary"
)

// The loops over pairs of a point and a sample, in plain Go. They define what
// the C kernels compute, and run if there is no C compiler.
//
// products holds x·s for a point x and each sample s. h = ‖s‖²/2 − x·s is half
// the squared distance, less ‖x‖²/2. minima has the minimum of h in each block
// of blockSize samples.
const blockSize = 128

// plainCentre writes the rows of data minus shift to dst, and the squared
// norms of what it wrote to norms.
func plainCentre(dst []float32, norms []float64, data, shift []float32) {
	d := len(shift)
	for i := range norms {
		var sum float64
		for k, v := range data[i*d : (i+1)*d] {
			c := v - shift[k]
			dst[i*d+k] = c
			sum += float64(float64(c) * float64(c))
		}
		norms[i] = sum
	}
}

// plainNearest sets the minima of the blocks of h and returns the least of all.
func plainNearest(minima, products, halfNorms []float32) float32 {
	least := float32(math.Inf(1))
	for j, norm := range halfNorms {
		if j%blockSize == 0 {
			minima[j/blockSize] = float32(math.Inf(1))
		}
		h := norm - products[j]
		minima[j/blockSize] = min(minima[j/blockSize], h)
		least = min(least, h)
	}
	return least
}

// plainTake lists the samples with h up to limit in index, sets their h to
// +Inf, and returns how many there are.
func plainTake(index []int32, products, halfNorms, minima []float32, limit float32) int {
	taken := 0
	for j, norm := range halfNorms {
		if minima[j/blockSize] <= limit && norm-products[j] <= limit {
			index[taken] = int32(j)
			taken++
			products[j] = float32(math.Inf(-1))
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
			sum += float64(e * e)
		}
		squares[i] = sum
	}
}

// plainExcesses writes 2(h−least) of every h up to limit to v, and returns how
// many there are. v has room for one more.
func plainExcesses(v, products, halfNorms, minima []float32, least, limit float32) int {
	taken := 0
	for j, norm := range halfNorms {
		if h := norm - products[j]; minima[j/blockSize] <= limit && h <= limit {
			v[taken] = 2 * (h - least)
			taken++
		}
	}
	return taken
}

// plainSums computes, for each rate, the sums of exp(−v·rate) and of
// v·exp(−v·rate). Rates rise and limits fall: values of v beyond a limit may be
// dropped for that rate and all later ones, so afterwards v may be shorter and
// in another order. v has room for 16 more values.
func plainSums(sums, moments []float64, v []float32, rates, limits []float32) {
	for j, rate := range rates {
		kept := v[:0]
		sums[j], moments[j] = 0, 0
		for _, e := range v {
			if e <= limits[j] {
				kept = append(kept, e)
				p := elementary.Exp(-float64(e) * float64(rate))
				sums[j] += p
				moments[j] += float64(float64(e) * p)
			}
		}
		v = kept
	}
}
