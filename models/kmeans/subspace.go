package kmeans

import (
	"math"

	"gan2014/models/nn"
)

// A subspace is spanned by a few vectors.
type subspace struct {
	basis nn.Matrix[float64] // orthonormal, one vector a row
	wide  nn.Matrix[float64] // a tile of vectors to project, and
	along nn.Matrix[float64] // their coordinates
}

// newSubspace returns the subspace of the first centroids: images drawn at random, or means of images. They point where images vary most.
func newSubspace(centroids nn.Matrix[float32]) subspace {
	const most = 128
	basis := nn.NewMatrix[float64](min(most, centroids.Rows, centroids.Cols), centroids.Cols)
	n := 0
	for j := 0; j < centroids.Rows && j < most && n < basis.Rows; j++ {
		v := basis.Row(n)
		for k, c := range centroids.Row(j) {
			v[k] = float64(c)
		}
		if orthonormalise(v, basis.First(n)) {
			n++
		}
	}
	return subspace{basis.First(n), nn.NewMatrix[float64](tile, centroids.Cols), nn.NewMatrix[float64](tile, n)}
}

// orthonormalise subtracts from v its projections on the rows before it, twice, because rounding leaves a part of them, and scales it to length 1.
// It returns false if hardly anything is left.
func orthonormalise(v []float64, before nn.Matrix[float64]) bool {
	length := math.Sqrt(dot(v, v))
	for range 2 {
		for i := range before.Rows {
			b := before.Row(i)
			share := dot(v, b)
			for k := range v {
				v[k] -= float64(share * b[k])
			}
		}
	}
	rest := math.Sqrt(dot(v, v))
	if !(rest > 1e-6*length) {
		return false
	}
	for k := range v {
		v[k] /= rest
	}
	return true
}

func (s *subspace) size() int { return s.basis.Rows }

// outline writes the outlines of at most tile vectors to the first rows of dst: the coordinates in the subspace and the length of the rest.
// They are computed in float64, because the rest of a vector that lies almost in the subspace is a small difference.
func (s *subspace) outline(vectors, dst nn.Matrix[float32]) {
	wide, along := s.wide.First(vectors.Rows), s.along.First(vectors.Rows)
	for k, v := range vectors.Data[:len(wide.Data)] {
		wide.Data[k] = float64(v)
	}
	nn.Gemm(nn.NoTrans, nn.Trans, 1, wide, s.basis, 0, along)
	for i := range along.Rows {
		coordinates, row := along.Row(i), dst.Row(i)
		for k, c := range coordinates {
			row[k] = float32(c)
		}
		row[len(coordinates)] = float32(math.Sqrt(max(0, dot(wide.Row(i), wide.Row(i))-dot(coordinates, coordinates))))
	}
}
