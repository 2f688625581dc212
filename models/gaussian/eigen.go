package gaussian

import (
	"errors"
	"math"

	"gan2014/internal/rng"
	"gan2014/models/nn"

	"gonum.org/v1/gonum/mat"
)

// eigen returns all eigenvalues of a symmetric matrix, in falling order and none below 0, and the eigenvectors as rows. Its time
// grows with the cube of the size: minutes for thousands.
func eigen(c nn.Matrix[float64]) ([]float64, nn.Matrix[float64], error) {
	var e mat.EigenSym
	if !e.Factorize(mat.NewSymDense(c.Rows, c.Data), true) {
		return nil, nn.Matrix[float64]{}, errors.New("the eigenvalues of the covariance were not found: are all pixels finite?")
	}
	var columns mat.Dense
	e.VectorsTo(&columns)
	rising, n := e.Values(nil), c.Rows
	values, vectors := make([]float64, n), nn.NewMatrix[float64](n, n)
	for i := range n {
		values[i] = max(0, rising[n-1-i]) // rounding may leave one of 0 below it
		mat.Col(vectors.Row(i), n-1-i, &columns)
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
		if values, turn, err = eigen(inside); err != nil {
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
		d := p - value*v[k]
		sum += d * d
	}
	return math.Sqrt(sum)
}

// orthonormalise scales the rows to length 1 and subtracts from each its projections on the rows before it. It does so twice, because
// rounding leaves a part of the projections the first time.
func orthonormalise(rows nn.Matrix[float64]) {
	for i := range rows.Rows {
		v := mat.NewVecDense(rows.Cols, rows.Row(i))
		if i > 0 {
			before := mat.NewDense(i, rows.Cols, rows.Data[:i*rows.Cols])
			for range 2 {
				var share, part mat.VecDense
				share.MulVec(before, v)
				part.MulVec(before.T(), &share)
				v.SubVec(v, &part)
			}
		}
		if norm := mat.Norm(v, 2); norm > 0 {
			v.ScaleVec(1/norm, v)
		}
	}
}
