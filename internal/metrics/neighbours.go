package metrics

import "math"

// radii returns the squared distance of each point to its k-th nearest other point of the set.
func (s set) radii(k int) []float64 {
	r := make([]float64, s.rows)
	s.visit(s, func(i int, distances []float64) {
		distances[i] = math.Inf(1)
		r[i] = smallest(distances, k)[k-1]
	})
	return r
}

// nearest returns the squared distance of each point of s to the nearest point of t.
func (s set) nearest(t set) []float64 {
	r := make([]float64, s.rows)
	s.visit(t, func(i int, distances []float64) { r[i] = smallest(distances, 1)[0] })
	return r
}

// smallest returns the k smallest numbers of x, in ascending order.
func smallest(x []float64, k int) []float64 {
	least := make([]float64, k)
	for i := range least {
		least[i] = math.Inf(1)
	}
	for _, v := range x {
		if v >= least[k-1] {
			continue
		}
		j := k - 1
		for ; j > 0 && least[j-1] > v; j-- {
			least[j] = least[j-1]
		}
		least[j] = v
	}
	return least
}

// closest returns the indices of the k smallest numbers of x.
func closest(x []float64, k int) []int {
	least := smallest(x, k)
	bound := least[len(least)-1]
	indices := make([]int, 0, k)
	for i, v := range x {
		if v < bound {
			indices = append(indices, i)
		}
	}
	for i, v := range x { // of equal numbers the first ones
		if v == bound && len(indices) < k {
			indices = append(indices, i)
		}
	}
	return indices
}
