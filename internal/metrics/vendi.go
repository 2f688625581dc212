package metrics

import (
	"math"

	"gan2014/internal/eigen"
	"gan2014/internal/elementary"
	"gan2014/internal/products"
	"gan2014/parzen"
)

// Vendi returns the number of different samples that would be as diverse (Friedman and Dieng 2023, "The Vendi Score"): exp of the entropy of
// the eigenvalues of K/n, where K has the cosines of the angles between the samples. It is 1 if all are alike and n if all are orthogonal, but at
// most the number of values of a sample. The eigenvalues are those of XᵀX/n, where the rows of X are the samples scaled to length 1.
func Vendi(samples parzen.Points) (float64, error) {
	s, _, err := pair(samples, samples, 1)
	if err != nil {
		return 0, err
	}
	for i := range s.rows {
		length := math.Sqrt(s.squares[i])
		if length == 0 {
			continue // a black image is orthogonal to all others, and not a sample with an angle
		}
		for j := range s.row(i) {
			s.row(i)[j] /= length
		}
	}
	c, x := make([]float64, s.cols*s.cols), products.Rows(s.rows, s.cols, s.data)
	products.Multiply(products.Rows(s.cols, s.cols, c), 1/float64(s.rows), x.T(), x, 0, 0)
	values, _, err := eigen.Symmetric(rowsOf(c, s.cols))
	if err != nil {
		return 0, err
	}
	entropy := 0.
	for _, v := range values {
		if v > 0 {
			entropy -= float64(v * elementary.Log(v))
		}
	}
	return elementary.Exp(entropy), nil
}
