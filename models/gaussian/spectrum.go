package gaussian

import (
	"errors"
	"math"

	"gan2014/internal/products"
	"gan2014/models/nn"
)

// meanOf returns the mean of the images.
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

// covariance returns the mean product of two values' deviations, values×values, as a sum of products of matrices, some images at a time.
// It is symmetric to the last bit, so each block of columns is computed down to the diagonal only, and then mirrored.
func covariance(images nn.Matrix[float32], mean []float64) nn.Matrix[float64] {
	const some, block = 1000, 256
	n := images.Cols
	sum, deviations := nn.NewMatrix[float64](n, n), nn.NewMatrix[float64](some, n)
	for from := 0; from < images.Rows; from += some {
		part := deviations.First(min(some, images.Rows-from))
		for i := range part.Rows {
			for k, v := range images.Row(from + i) {
				part.Row(i)[k] = float64(v) - mean[k]
			}
		}
		all := products.Rows(part.Rows, n, part.Data)
		for left := 0; left < n; left += block {
			right := min(left+block, n)
			above := columns(products.Rows(right, n, sum.Data), left, right)
			products.Multiply(above, 1/float64(images.Rows), columns(all, 0, right).T(), columns(all, left, right), 1, 0)
		}
	}
	for i := range n {
		for k := range i {
			sum.Row(i)[k] = sum.Row(k)[i]
		}
	}
	return sum
}

// columns returns the columns of a matrix from left on, before right, over the same data.
func columns(m products.Matrix[float64], left, right int) products.Matrix[float64] {
	m.Cols, m.Data = right-left, m.Data[left*m.ColStep:]
	return m
}

// variances returns the variance of each value. Their sum is the trace of the covariance.
func variances(images nn.Matrix[float32], mean []float64) []float64 {
	sums := make([]float64, images.Cols)
	for i := range images.Rows {
		for k, v := range images.Row(i) {
			d := float64(v) - mean[k]
			sums[k] += float64(d * d)
		}
	}
	for k := range sums {
		sums[k] /= float64(images.Rows)
	}
	return sums
}

func sumOf(values []float64) (sum float64) {
	for _, v := range values {
		sum += v
	}
	return sum
}

// A spectrum is the largest eigenvalues of a covariance, in falling order, and their eigenvectors.
type spectrum struct {
	variance float64 // the sum of all eigenvalues
	values   []float64
	vectors  nn.Matrix[float64] // a row each
}

// newSpectrum computes the largest eigenvalues that together have the given share of the variance.
func newSpectrum(images nn.Matrix[float32], mean []float64, share float64) (*spectrum, error) {
	s := &spectrum{variance: sumOf(variances(images, mean))}
	if s.variance-s.variance != 0 {
		return nil, errors.New("the variance of the images is not finite: are all pixels?")
	}
	if share == 0 {
		return s, nil
	}
	c := covariance(images, mean)
	for n := 64; 4*n <= c.Rows; n *= 2 {
		if s.values, s.vectors = subspace(c, n); s.kept(len(s.values)) >= share*s.variance {
			return s, nil
		}
	}
	var err error
	s.values, s.vectors, err = eigenvalues(c)
	return s, err
}

// kept returns the sum of the rank largest eigenvalues.
func (s *spectrum) kept(rank int) float64 { return sumOf(s.values[:rank]) }

// rank returns the number of largest eigenvalues that together have the given share of the variance.
func (s *spectrum) rank(share float64) int {
	rank := 0
	for rank < len(s.values) && s.kept(rank) < share*s.variance {
		rank++
	}
	return rank
}

// step writes √λ·v of eigenvalue i.
func (s *spectrum) step(dst []float32, i int) {
	scale := math.Sqrt(s.values[i])
	for k, v := range s.vectors.Row(i) {
		dst[k] = float32(scale * v)
	}
}
