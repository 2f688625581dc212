package parzen

import (
	"fmt"
	"math"
	"slices"

	"gan2014/internal/elementary"
)

// A density holds the density at all points of an accumulator at a list of sigmas.
type density struct {
	sigmas  []float64 // as given
	order   []int     // indices of the sigmas, the widest first
	twoVars []float64 // 2σ² in that order
	rates   []float32 // 1/2σ² in that order
	rows    []row     // sums for each point
}

// A row holds the density at one point as sums over the samples so far: of
// exp(−(‖x−s‖²−reference)/2σ²), and of that times ‖x−s‖²−reference.
type row struct {
	reference     float64   // squared distance to the nearest sample, up to rounding
	sums, moments []float64 // the widest σ first
}

func newDensity(sigmas []float64, points int) density {
	d := density{sigmas: slices.Clone(sigmas), order: widestFirst(sigmas), rows: make([]row, points)}
	for _, j := range d.order {
		d.twoVars = append(d.twoVars, 2*sigmas[j]*sigmas[j])
		d.rates = append(d.rates, float32(1/(2*sigmas[j]*sigmas[j])))
	}
	state := make([]float64, 2*points*len(sigmas))
	for i := range d.rows {
		n := len(sigmas)
		d.rows[i] = row{math.Inf(1), state[:n:n], state[n : 2*n : 2*n]}
		state = state[2*n:]
	}
	return d
}

// widestFirst returns the indices of the sigmas, sorted by falling sigma.
func widestFirst(sigmas []float64) []int {
	order := make([]int, len(sigmas))
	for j := range order {
		order[j] = j
	}
	slices.SortStableFunc(order, func(j, k int) int {
		switch {
		case sigmas[j] > sigmas[k]:
			return -1
		case sigmas[j] < sigmas[k]:
			return 1
		}
		return 0
	})
	return order
}

// results returns the log densities and their derivatives by log σ, under the window of n samples of so many values.
func (d *density) results(n float64, values int) (lls, slopes [][]float64, err error) {
	lls, slopes = make([][]float64, len(d.sigmas)), make([][]float64, len(d.sigmas))
	logN, dims := elementary.Log(n), float64(values)
	for k, j := range d.order {
		lls[j], slopes[j] = make([]float64, len(d.rows)), make([]float64, len(d.rows))
		logZ := float64(dims * (elementary.Log(d.sigmas[j]) + float64(elementary.Log(2*math.Pi)/2)))
		for i, r := range d.rows {
			lls[j][i] = elementary.Log(r.sums[k]) - r.reference/d.twoVars[k] - logN - logZ
			slopes[j][i] = (r.moments[k]/r.sums[k]+r.reference)/d.twoVars[k]*2 - dims
			if sum := lls[j][i] + slopes[j][i]; sum-sum != 0 { // NaN and ±Inf: the density of finite values is neither 0 nor infinite
				return nil, nil, fmt.Errorf("log density of point %d at sigma %g is %g, its derivative %g: a fault of the program, for both are finite", i, d.sigmas[j], lls[j][i], slopes[j][i])
			}
		}
	}
	return lls, slopes, nil
}
