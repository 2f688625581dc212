package gaussian

import (
	"cmp"
	"errors"
	"math"
	"slices"

	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// eigen returns all eigenvalues of a symmetric matrix that has none below 0, in falling order, and the eigenvectors as rows. The
// eigenvector of an eigenvalue of 0 is 0. Its time grows with the cube of the size: minutes for thousands.
//
// Rotations of pairs of rows make all rows orthogonal (Hestenes 1958, "Inversion of Matrices by Biorthogonalization"). If the product of all
// rotations is R, the rows of R·C are then the eigenvectors, each times its eigenvalue.
func eigen(c nn.Matrix[float64]) ([]float64, nn.Matrix[float64], error) {
	rows := make([][]float64, c.Rows)
	for i := range rows {
		rows[i] = slices.Clone(c.Row(i))
	}
	const most = 60 // sweeps; ten are usual
	for sweep := 0; !sweepRotations(rows); sweep++ {
		if sweep == most {
			return nil, nn.Matrix[float64]{}, errors.New("the eigenvalues of the covariance were not found: are all pixels finite?")
		}
	}
	slices.SortStableFunc(rows, func(a, b []float64) int { return cmp.Compare(dot(b, b), dot(a, a)) })
	values, vectors := make([]float64, c.Rows), nn.NewMatrix[float64](c.Rows, c.Cols)
	for i, row := range rows {
		if values[i] = math.Sqrt(dot(row, row)); values[i] == 0 {
			break
		}
		for k, v := range row {
			vectors.Row(i)[k] = v / values[i]
		}
	}
	return values, vectors, nil
}

// sweepRotations rotates each pair of rows so that their product is 0, unless it is 0 already up to rounding. It reports whether all pairs
// were orthogonal.
func sweepRotations(rows [][]float64) bool {
	squares, largest := make([]float64, len(rows)), 0.
	for i, row := range rows {
		squares[i] = dot(row, row)
		largest = max(largest, squares[i])
	}
	const rounding = 0x1p-50
	negligible := largest * rounding * rounding // of a row that only rounding has made
	orthogonal := largest-largest == 0          // not if a value is not finite
	for i, p := range rows {
		for j := i + 1; j < len(rows); j++ {
			product := dot(p, rows[j])
			if squares[i] <= negligible || squares[j] <= negligible || math.Abs(product) <= rounding*math.Sqrt(squares[i]*squares[j]) {
				continue
			}
			orthogonal = false
			// The tangent t of the angle is the smaller root of t² + 2·ζ·t − 1 = 0.
			zeta := (squares[j] - squares[i]) / (2 * product)
			t := math.Copysign(1/(math.Abs(zeta)+math.Sqrt(1+float64(zeta*zeta))), zeta)
			rotate(p, rows[j], t)
			squares[i] -= float64(t * product)
			squares[j] += float64(t * product)
		}
	}
	return orthogonal
}

// rotate turns two rows by the angle with tangent t.
func rotate(p, q []float64, t float64) {
	cos := 1 / math.Sqrt(1+float64(t*t))
	sin := t * cos
	for k, x := range p {
		y := q[k]
		p[k] = float64(cos*x) - float64(sin*y)
		q[k] = float64(sin*x) + float64(cos*y)
	}
}

// dot returns the scalar product of two rows, summed in four parts.
func dot(x, y []float64) float64 {
	var a, b, c, d float64
	k := 0
	for ; k+4 <= len(x); k += 4 {
		a += float64(x[k] * y[k])
		b += float64(x[k+1] * y[k+1])
		c += float64(x[k+2] * y[k+2])
		d += float64(x[k+3] * y[k+3])
	}
	for ; k < len(x); k++ {
		a += float64(x[k] * y[k])
	}
	return (a + b) + (c + d)
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
		if norm := math.Sqrt(dot(v.Data, v.Data)); norm > 0 {
			for k := range v.Data {
				v.Data[k] /= norm
			}
		}
	}
}
