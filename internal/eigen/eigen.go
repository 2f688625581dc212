// Package eigen computes eigenvalues whose bits do not depend on the processor.
package eigen

import (
	"cmp"
	"errors"
	"math"
	"slices"
)

// Symmetric returns all eigenvalues of a symmetric matrix that has none below 0, in falling order, and the eigenvectors as rows. The
// eigenvector of an eigenvalue of 0 is 0, and that of one that is 0 up to rounding has no meaning. The time grows with the cube of the
// size: minutes for thousands.
//
// Rotations of pairs of rows make all rows orthogonal (Hestenes 1958, "Inversion of Matrices by Biorthogonalization"). If the product of all
// rotations is R, the rows of R·C are then the eigenvectors, each times its eigenvalue.
func Symmetric(c [][]float64) (values []float64, vectors [][]float64, err error) {
	rows := make([][]float64, len(c))
	for i := range rows {
		rows[i] = slices.Clone(c[i])
	}
	const most = 60 // sweeps; ten are usual
	for sweep := 0; !sweepRotations(rows); sweep++ {
		if sweep == most {
			return nil, nil, errors.New("the eigenvalues were not found: are all values finite?")
		}
	}
	slices.SortStableFunc(rows, func(a, b []float64) int { return cmp.Compare(Dot(b, b), Dot(a, a)) })
	values = make([]float64, len(rows))
	for i, row := range rows {
		if values[i] = math.Sqrt(Dot(row, row)); values[i] == 0 {
			clear(row)
			continue
		}
		for k := range row {
			row[k] /= values[i]
		}
	}
	return values, rows, nil
}

// sweepRotations rotates each pair of rows so that their product is 0, unless it is 0 already up to rounding. It reports whether all pairs
// were orthogonal.
func sweepRotations(rows [][]float64) bool {
	squares, largest := make([]float64, len(rows)), 0.
	for i, row := range rows {
		squares[i] = Dot(row, row)
		largest = max(largest, squares[i])
	}
	const rounding = 0x1p-50
	negligible := largest * rounding * rounding // of a row that only rounding has made
	orthogonal := largest-largest == 0          // not if a value is not finite
	for i, p := range rows {
		for j := i + 1; j < len(rows); j++ {
			product := Dot(p, rows[j])
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

// Dot returns the scalar product of two rows, summed in four parts.
func Dot(x, y []float64) float64 {
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
