package metrics

import (
	"math"

	"gan2014/internal/eigen"
	"gan2014/internal/products"
	"gan2014/parzen"
)

// moments returns the mean of the points and their covariance, as rows (divided by n−1).
func (s set) moments() (mean []float64, covariance [][]float64) {
	mean = make([]float64, s.cols)
	for i := range s.rows {
		for j, v := range s.row(i) {
			mean[j] += v / float64(s.rows)
		}
	}
	centred := make([]float64, len(s.data))
	for i, v := range s.data {
		centred[i] = v - mean[i%s.cols]
	}
	c := make([]float64, s.cols*s.cols)
	m := products.Rows(s.rows, s.cols, centred)
	products.Multiply(products.Rows(s.cols, s.cols, c), 1/float64(s.rows-1), m.T(), m, 0, 0)
	return mean, rowsOf(c, s.cols)
}

func rowsOf(data []float64, cols int) [][]float64 {
	var rows [][]float64
	for ; len(data) > 0; data = data[cols:] {
		rows = append(rows, data[:cols])
	}
	return rows
}

// Frechet returns the Fréchet distance between the normal distributions with the means and covariances of both sets (Dowson and Landau 1982;
// Heusel et al. 2017 call it FID in the features of the Inception net):
//
//	|μ₁−μ₂|² + tr(C₁ + C₂ − 2(C₁C₂)^½)
//
// It is biased upwards for few points: compare only numbers of equally many, with that of training against test images.
func Frechet(real, fake parzen.Points) (float64, error) {
	r, f, err := pair(real, fake, 2)
	if err != nil {
		return 0, err
	}
	meanR, covR := r.moments()
	meanF, covF := f.moments()
	root, err := crossRoot(covR, covF)
	if err != nil {
		return 0, err
	}
	sum := 0.
	for j := range meanR {
		d := meanR[j] - meanF[j]
		sum += float64(d*d) + covR[j][j] + covF[j][j]
	}
	return max(0, sum-2*root), nil
}

// crossRoot returns the trace of (AB)^½. AB has the eigenvalues of A^½·B·A^½, which is symmetric. With A = VᵀΛV these are those of
// Λ^½·V·B·Vᵀ·Λ^½.
func crossRoot(a, b [][]float64) (float64, error) {
	values, vectors, err := eigen.Symmetric(a)
	if err != nil {
		return 0, err
	}
	n := len(a)
	v := products.Rows(n, n, make([]float64, n*n))
	for i, row := range vectors {
		for j, x := range row {
			v.Data[i*n+j] = math.Sqrt(values[i]) * x
		}
	}
	flat := products.Rows(n, n, make([]float64, 0, n*n))
	for _, row := range b {
		flat.Data = append(flat.Data, row...)
	}
	half, whole := products.Rows(n, n, make([]float64, n*n)), products.Rows(n, n, make([]float64, n*n))
	products.Multiply(half, 1, v, flat, 0, 0)
	products.Multiply(whole, 1, half, v.T(), 0, 0)
	squares, _, err := eigen.Symmetric(rowsOf(whole.Data, n))
	if err != nil {
		return 0, err
	}
	sum := 0.
	for _, x := range squares {
		sum += math.Sqrt(x)
	}
	return sum, nil
}
