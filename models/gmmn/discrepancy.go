package gmmn

import (
	"math"
	"slices"

	"gan2014/internal/elementary"
	"gan2014/internal/parallel"
	"gan2014/models/nn"
)

// A discrepancy measures MMD between two sets of rows, with a sum of Gaussian kernels.
type discrepancy[T nn.Float] struct {
	variances []float64 // q, from the largest down
}

func newDiscrepancy[T nn.Float](variances []float64) discrepancy[T] {
	q := slices.Sorted(slices.Values(variances))
	slices.Reverse(q)
	return discrepancy[T]{q}
}

// gradient returns MMD and writes its derivatives by the samples y. Rows of x are data. With w(a, b) = Σ_q exp(−‖a−b‖²/2q)/q, the derivative of
// MMD² by y_i is (2/n²) Σ_j w(y_i, y_j)(y_j − y_i) − (2/nm) Σ_j w(y_i, x_j)(x_j − y_i), and that of MMD is this over 2 MMD.
func (d discrepancy[T]) gradient(slope, y, x nn.Matrix[T]) float64 {
	n, m := float64(y.Rows), float64(x.Rows)
	within, between := d.compare(y, y), d.compare(y, x)
	square := d.compare(x, x).mean + within.mean - float64(2*between.mean)
	if square <= 0 { // equal sets, or rounding: there is nothing to descend
		clear(slope.Data)
		return 0
	}
	root := math.Sqrt(square)
	nn.Gemm(false, false, T(1/(n*n*root)), within.pull, y, 0, slope)
	nn.Gemm(false, false, T(-1/(n*m*root)), between.pull, x, 1, slope)
	for i := range y.Rows {
		own := T(float64(between.total[i]/(n*m*root)) - float64(within.total[i]/(n*n*root)))
		row := slope.Row(i)
		for k, v := range y.Row(i) {
			row[k] += T(own * v)
		}
	}
	return root
}

// pairs holds what the kernel says of all pairs of two sets.
type pairs[T nn.Float] struct {
	mean  float64      // of k
	pull  nn.Matrix[T] // w
	total []float64    // sums of the rows of w
}

// compare applies the kernel to each pair of a row of a and a row of b.
func (d discrepancy[T]) compare(a, b nn.Matrix[T]) pairs[T] {
	p := pairs[T]{pull: nn.NewMatrix[T](a.Rows, b.Rows), total: make([]float64, a.Rows)}
	nn.Gemm(false, true, -2, a, b, 0, p.pull)
	lengthA, lengthB, sums := lengths(a), lengths(b), make([]float64, a.Rows)
	parallel.For(parallel.Workers(), a.Rows, 8, func(from, to int) {
		for i := from; i < to; i++ {
			row := p.pull.Row(i)
			for j, product := range row {
				k, w := d.kernel(max(0, lengthA[i]+lengthB[j]+float64(product)))
				sums[i] += k
				p.total[i] += w
				row[j] = T(w)
			}
		}
	})
	for _, s := range sums {
		p.mean += s
	}
	p.mean /= float64(a.Rows) * float64(b.Rows)
	return p
}

// kernel returns k and w of a pair with the given squared distance. A variance that is half the one before needs no exponential: its kernel is the
// square of the other.
func (d discrepancy[T]) kernel(distance float64) (k, w float64) {
	last, e := 0.0, 0.0
	for _, q := range d.variances {
		if float64(2*q) == last {
			e = float64(e * e)
		} else {
			e = elementary.Exp(-distance / float64(2*q))
		}
		k += e
		w += float64(e / q)
		last = q
	}
	return k, w
}

// lengths returns the squared length of each row.
func lengths[T nn.Float](m nn.Matrix[T]) []float64 {
	squares := make([]float64, m.Rows)
	for i := range squares {
		for _, v := range m.Row(i) {
			squares[i] += float64(float64(v) * float64(v))
		}
	}
	return squares
}
