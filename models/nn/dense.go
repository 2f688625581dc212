package nn

import (
	"math"

	"gan2014/internal/elementary"
	"gan2014/models/nn/kernel"
)

// The functions of this file are for models that write their gradients by hand, without a graph.

// Gather copies the rows of data with the given numbers to dst.
func Gather[T Float](dst, data Matrix[T], rows []int) {
	for i, r := range rows {
		copy(dst.Row(i), data.Row(r))
	}
}

// Sigmoid computes y = 1/(1+exp(−x−b)) of rows x and a bias b (1×columns); y is other memory than x.
func Sigmoid[T Float](y, x, b Matrix[T]) { kernel.Sigmoid(y.Data, x.Data, b.Data) }

// SigmoidSlope computes dx = dy·y·(1−y), element by element; dx is other memory than dy.
func SigmoidSlope[T Float](dx, y, dy Matrix[T]) { kernel.SigmoidSlope(dx.Data, y.Data, dy.Data) }

// Tanh computes y = tanh(x+b) of rows x and a bias b (1×columns); y is other memory than x.
func Tanh[T Float](y, x, b Matrix[T]) { kernel.Tanh(y.Data, x.Data, b.Data) }

// TanhSlope computes dx = dy·(1−y²), element by element; dx is other memory than dy.
func TanhSlope[T Float](dx, y, dy Matrix[T]) { kernel.TanhSlope(dx.Data, y.Data, dy.Data) }

// SumRows computes the sum of the rows of x as one row.
func SumRows[T Float](sum, x Matrix[T]) { kernel.SumRows(sum.Data, x.Data, nil) }

// ScaleRows computes dst = c·x with one factor per row.
func ScaleRows[T Float](dst, x Matrix[T], c []T) { kernel.ScaleRows(dst.Data, x.Data, c) }

// CrossEntropy returns Σ −t·log y − (1−t)·log(1−y) in nats, over all elements, of targets t in [0,1] and y = σ(x+b).
//
// With a = x+b the term of an element is log(1+eᵃ) − t·a = max(a,0) − t·a − log max(y,1−y), which is never near log 0. The logarithms of
// 512 elements are computed as the logarithm of one product, whose factors are at least ½.
func CrossEntropy[T Float](target, x, b, y Matrix[T]) float64 {
	sum := 0.
	for i := range x.Rows {
		t, xs, ys := target.Row(i), x.Row(i), y.Row(i)
		for from := 0; from < x.Cols; from += 512 {
			linear, product := T(0), 1.
			for j := from; j < min(from+512, x.Cols); j++ {
				a := xs[j] + b.Data[j]
				linear += max(a, 0) - T(t[j]*a)
				product *= float64(max(ys[j], 1-ys[j]))
			}
			sum += float64(linear) - elementary.Log(product)
		}
	}
	return sum
}

// Norm returns the L2 norm of all values of x as one vector.
func Norm[T Float](x Matrix[T]) float64 {
	squares := 0.
	for _, v := range x.Data {
		squares += float64(float64(v) * float64(v))
	}
	return math.Sqrt(squares)
}

// SquaredNorm returns Σ xᵢ².
func SquaredNorm[T Float](x []T) T { return kernel.SquaredNorm(x) }
