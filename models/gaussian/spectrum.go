package gaussian

import (
	"errors"
	"math"

	"gan2014/models/nn"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/mat"
)

// meanOf is the mean of the images.
func meanOf(images nn.Matrix[float32]) []float64 {
	mean := make([]float64, images.Cols)
	for i := range images.Rows {
		for k, v := range images.Row(i) {
			mean[k] += float64(v)
		}
	}
	for k := range mean {
		mean[k] /= float64(images.Rows)
	}
	return mean
}

// covariance is the mean product of two values' deviations, values×values: a product of matrices, some images at a time.
func covariance(images nn.Matrix[float32], mean []float64) nn.Matrix[float64] {
	const some = 1000
	sum := nn.NewMatrix[float64](images.Cols, images.Cols)
	deviations := nn.NewMatrix[float64](some, images.Cols)
	for from := 0; from < images.Rows; from += some {
		part := deviations.First(min(some, images.Rows-from))
		for i := range part.Rows {
			for k, v := range images.Row(from + i) {
				part.Row(i)[k] = float64(v) - mean[k]
			}
		}
		nn.Gemm(blas.Trans, blas.NoTrans, 1/float64(images.Rows), part, part, 1, sum)
	}
	return sum
}

// A spectrum is the eigenvalues of a covariance, the smallest first, and its eigenvectors, the columns.
type spectrum struct {
	values  []float64
	vectors mat.Dense
}

func newSpectrum(covariance nn.Matrix[float64]) (*spectrum, error) {
	var e mat.EigenSym
	if !e.Factorize(mat.NewSymDense(covariance.Rows, covariance.Data), true) {
		return nil, errors.New("the eigenvalues of the covariance were not found: are all pixels finite?")
	}
	s := &spectrum{values: e.Values(nil)}
	e.VectorsTo(&s.vectors)
	return s, nil
}

// keep returns how many of the largest eigenvalues have a share of the variance, and their share.
func (s *spectrum) keep(share float64) (rank int, kept, variance float64) {
	for _, v := range s.values {
		variance += v
	}
	for kept < share*variance && rank < len(s.values) {
		kept += s.largest(rank)
		rank++
	}
	return rank, kept, variance
}

// largest is eigenvalue i from above; rounding may leave one of 0 below it.
func (s *spectrum) largest(i int) float64 { return max(0, s.values[len(s.values)-1-i]) }

// step writes √λ·v, of the eigenvalue i from above.
func (s *spectrum) step(dst []float32, i int) {
	for k := range dst {
		dst[k] = float32(math.Sqrt(s.largest(i)) * s.vectors.At(k, len(s.values)-1-i))
	}
}
