package gaussian

import (
	"fmt"
	"math"

	"gan2014/internal/eigen"
	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// eigenvalues returns all eigenvalues of a covariance, in falling order, and the eigenvectors as rows.
func eigenvalues(c nn.Matrix[float64]) ([]float64, nn.Matrix[float64], error) {
	rows := make([][]float64, c.Rows)
	for i := range rows {
		rows[i] = c.Row(i)
	}
	values, turned, err := eigen.Symmetric(rows)
	if err != nil {
		return nil, nn.Matrix[float64]{}, fmt.Errorf("covariance: %w", err)
	}
	vectors := nn.NewMatrix[float64](c.Rows, c.Cols)
	for i, row := range turned {
		copy(vectors.Row(i), row)
	}
	return values, vectors, nil
}

// subspace returns the larger half of the n largest eigenvalues of a covariance, and their eigenvectors, by subspace iteration with
// Rayleigh–Ritz steps (Golub and Van Loan 2013, "Matrix Computations", section 8.2.4). It multiplies n vectors with the matrix
// repeatedly and keeps them orthonormal. Each product divides the error of a vector by the ratio of its eigenvalue to the first one left
// out. subspace returns only vectors whose residual ‖C·v − λ·v‖ is below 10⁻¹⁰ of the largest eigenvalue.
func subspace(c nn.Matrix[float64], n int) ([]float64, nn.Matrix[float64]) {
	const most, precision = 300, 1e-10
	basis, products := nn.NewMatrix[float64](n, c.Cols), nn.NewMatrix[float64](n, c.Cols)
	rng.Normal(rng.For(0, "subspace"), basis.Data)
	var values []float64
	good := 0
	for try := 0; try < most && good < n/2; try++ {
		orthonormalise(basis)
		nn.Gemm(nn.NoTrans, nn.NoTrans, 1, basis, c, 0, products) // c is symmetric
		if try%10 < 9 {
			basis, products = products, basis
			continue
		}
		var turn nn.Matrix[float64]
		inside := nn.NewMatrix[float64](n, n)
		nn.Gemm(nn.NoTrans, nn.Trans, 1, products, basis, 0, inside)
		var err error
		if values, turn, err = eigenvalues(inside); err != nil {
			return nil, nn.Matrix[float64]{}
		}
		basis, products = turned(turn, basis), turned(turn, products)
		for good = 0; good < n/2 && residual(basis.Row(good), products.Row(good), values[good]) < precision*values[0]; {
			good++
		}
		if good < n/2 {
			basis, products = products, basis
		}
	}
	return values[:good], basis.First(good)
}

// turned returns the product of two matrices.
func turned(turn, rows nn.Matrix[float64]) nn.Matrix[float64] {
	m := nn.NewMatrix[float64](rows.Rows, rows.Cols)
	nn.Gemm(nn.NoTrans, nn.NoTrans, 1, turn, rows, 0, m)
	return m
}

// residual returns ‖C·v − λ·v‖, when C·v is given.
func residual(v, product []float64, value float64) float64 {
	var sum float64
	for k, p := range product {
		d := p - float64(value*v[k])
		sum += float64(d * d)
	}
	return math.Sqrt(sum)
}

// orthonormalise scales the rows to length 1 and subtracts from each its projections on the rows before it. It does so twice, because
// rounding leaves a part of the projections the first time.
func orthonormalise(rows nn.Matrix[float64]) {
	for i := range rows.Rows {
		v := rows.From(i).First(1)
		if i > 0 {
			before, share := rows.First(i), nn.NewMatrix[float64](1, i)
			for range 2 {
				nn.Gemm(nn.NoTrans, nn.Trans, 1, v, before, 0, share)
				nn.Gemm(nn.NoTrans, nn.NoTrans, -1, share, before, 1, v)
			}
		}
		if norm := math.Sqrt(eigen.Dot(v.Data, v.Data)); norm > 0 {
			for k := range v.Data {
				v.Data[k] /= norm
			}
		}
	}
}
