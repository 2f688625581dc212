package metrics

import (
	"math"
	"slices"

	"gan2014/internal/elementary"
	"gan2014/internal/parallel"
	"gan2014/internal/products"
	"gan2014/internal/rng"
	"gan2014/parzen"
)

// A Discrepancy is the result of a two-sample test with the maximum mean discrepancy.
type Discrepancy struct {
	Squared   float64 // unbiased estimate of MMD²; about 0, also below, for equal distributions
	P         float64 // share of the permutations with at least this value, itself included
	Bandwidth float64 // of the kernel
	N         int     // of images, and of samples
}

// MMD tests whether images and samples have the same distribution (Gretton et al. 2012, "A Kernel Two-Sample Test"). The kernel is
// exp(−|x−y|²/2s²), and the bandwidth s is such that 2s² is the median of the squared distances, unless it is given. The p-value compares the
// estimate with those of random divisions of all points into two sets of n. Both sets must have n points.
func MMD(real, fake parzen.Points, bandwidth float64, permutations int, s rng.Stream) (Discrepancy, error) {
	r, f, err := equalPair(real, fake, 2)
	if err != nil {
		return Discrepancy{}, err
	}
	all := r.join(f)
	if bandwidth == 0 {
		bandwidth = medianBandwidth(all)
	}
	kernel := gram(all, bandwidth)
	values := discrepancies(kernel, signs(r.rows, permutations, s), r.rows)
	p := 0
	for _, v := range values {
		if v >= values[0] {
			p++
		}
	}
	return Discrepancy{values[0], float64(p) / float64(len(values)), bandwidth, r.rows}, nil
}

// medianBandwidth returns the s for which 2s² is the median of the squared distances of up to 500 points to all others. It is 1 if that is 0.
func medianBandwidth(all set) float64 {
	step := max(1, all.rows/500)
	var some []int
	for i := 0; i < all.rows; i += step {
		some = append(some, i)
	}
	each := make([][]float64, len(some))
	all.pick(some).visit(all, func(i int, distances []float64) {
		distances[some[i]] = distances[(some[i]+1)%all.rows] // not that of the point to itself
		each[i] = slices.Clone(distances)
	})
	d := slices.Concat(each...)
	slices.Sort(d)
	if d[len(d)/2] == 0 {
		return 1
	}
	return math.Sqrt(d[len(d)/2] / 2)
}

// gram returns the kernel between all points.
func gram(all set, bandwidth float64) []float64 {
	k := make([]float64, all.rows*all.rows)
	scale := -1 / (2 * float64(bandwidth*bandwidth))
	all.visit(all, func(i int, distances []float64) {
		row := k[i*all.rows:]
		for j, d := range distances {
			row[j] = elementary.Exp(float64(d * scale))
		}
	})
	return k
}

// signs returns a column for the division into images and samples, and one for each random division: +1 for the points of the first set of
// n, −1 for those of the second.
func signs(n, permutations int, s rng.Stream) products.Matrix[float64] {
	columns := permutations + 1
	m := products.Rows(2*n, columns, make([]float64, 2*n*columns))
	for c := range columns {
		order := identity(2 * n)
		if c > 0 {
			order = s.Perm(2 * n)
		}
		for at, i := range order {
			m.Data[i*columns+c] = 1
			if at >= n {
				m.Data[i*columns+c] = -1
			}
		}
	}
	return m
}

func identity(n int) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	return order
}

// discrepancies returns the unbiased estimate of MMD² for each division s. From sᵀKs, the sum within the sets minus the sum between them, and
// from the sum of K follow both sums.
func discrepancies(kernel []float64, s products.Matrix[float64], n int) []float64 {
	k := products.Rows(2*n, 2*n, kernel)
	sums := products.Rows(2*n, s.Cols, make([]float64, 2*n*s.Cols))
	products.Multiply(sums, 1, k, s, 0, 0)
	total, diagonal := 0., 0.
	for i := range 2 * n {
		for _, v := range kernel[i*2*n : (i+1)*2*n] {
			total += v
		}
		diagonal += kernel[i*2*n+i]
	}
	values := make([]float64, s.Cols)
	parallel.For(parallel.Workers(), s.Cols, 1, func(from, to int) {
		for c := from; c < to; c++ {
			signed := 0.
			for i := range 2 * n {
				signed += float64(s.Data[i*s.Cols+c] * sums.Data[i*s.Cols+c])
			}
			within, between := (total+signed)/2, (total-signed)/2
			values[c] = (within-diagonal)/float64(n*(n-1)) - between/float64(n*n)
		}
	})
	return values
}
