package nn

import (
	"fmt"

	"gan2014/internal/products"
	"gan2014/models/nn/kernel"
)

// A Float is the element type of a net: float32 to train, float64 to compare with finite differences.
type Float = kernel.Float

// A Matrix has Rows×Cols values, row-major without gaps.
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

// NoTrans and Trans say whether Gemm transposes an operand.
const NoTrans, Trans = false, true

// Gemm computes c = alpha·op(a)·op(b) + beta·c. Only the operands decide the bits of the result (see package products).
func Gemm[T Float](transA, transB bool, alpha T, a, b Matrix[T], beta T, c Matrix[T]) {
	products.Multiply(products.Rows(c.Rows, c.Cols, c.Data), alpha, a.operand(transA), b.operand(transB), beta, 0)
}

func (m Matrix[T]) operand(transposed bool) products.Matrix[T] {
	o := products.Rows(m.Rows, m.Cols, m.Data)
	if transposed {
		return o.T()
	}
	return o
}
