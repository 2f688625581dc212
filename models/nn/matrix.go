package nn

import (
	"fmt"

	"gan2014/models/nn/kernel"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"
	"gonum.org/v1/gonum/blas/blas64"
)

// A Float is the element type of a net: float32 to train, float64 to compare with finite differences.
type Float = kernel.Float

// A Matrix is Rows×Cols values, row-major without gaps.
type Matrix[T Float] struct {
	Rows, Cols int
	Data       []T
}

// NewMatrix returns a matrix of zeros.
func NewMatrix[T Float](rows, cols int) Matrix[T] {
	return Matrix[T]{rows, cols, make([]T, rows*cols)}
}

// Row returns row i.
func (m Matrix[T]) Row(i int) []T { return m.Data[i*m.Cols : (i+1)*m.Cols] }

// First returns the first n rows.
func (m Matrix[T]) First(n int) Matrix[T] { return Matrix[T]{n, m.Cols, m.Data[:n*m.Cols]} }

// From returns the rows from i on.
func (m Matrix[T]) From(i int) Matrix[T] { return Matrix[T]{m.Rows - i, m.Cols, m.Data[i*m.Cols:]} }

func (m Matrix[T]) String() string { return fmt.Sprintf("%d×%d", m.Rows, m.Cols) }

// Gemm computes c = alpha·op(a)·op(b) + beta·c through the installed BLAS.
func Gemm[T Float](tA, tB blas.Transpose, alpha T, a, b Matrix[T], beta T, c Matrix[T]) {
	inner := a.Cols
	if tA == blas.Trans {
		inner = a.Rows
	}
	switch data := any(c.Data).(type) {
	case []float32:
		blas32.Implementation().Sgemm(tA, tB, c.Rows, c.Cols, inner, float32(alpha), any(a.Data).([]float32), a.Cols, any(b.Data).([]float32), b.Cols, float32(beta), data, c.Cols)
	case []float64:
		blas64.Implementation().Dgemm(tA, tB, c.Rows, c.Cols, inner, float64(alpha), any(a.Data).([]float64), a.Cols, any(b.Data).([]float64), b.Cols, float64(beta), data, c.Cols)
	}
}
