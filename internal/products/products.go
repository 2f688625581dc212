package products

import (
	"fmt"

	"gan2014/internal/parallel"
)

// depth is the number of terms of a chain (see the package comment).
const depth = 256

// A Float is the element type of a matrix.
type Float interface{ float32 | float64 }

// A Matrix is Rows×Cols values. Element (i, j) is Data[i·RowStep + j·ColStep].
type Matrix[T Float] struct {
	Rows, Cols       int
	RowStep, ColStep int
	Data             []T
}

// Rows returns a rows×cols matrix over data, which holds its rows one after the other without gaps.
func Rows[T Float](rows, cols int, data []T) Matrix[T] { return Matrix[T]{rows, cols, cols, 1, data} }

// T returns the transposed matrix, over the same data.
func (m Matrix[T]) T() Matrix[T] { return Matrix[T]{m.Cols, m.Rows, m.ColStep, m.RowStep, m.Data} }

// Multiply computes c = beta·c + alpha·a·b with at most the given number of workers; the package comment defines the order of the sums.
// 0 workers means as many as the program may use at once. The number of workers changes no bit of the result. The elements of a row of c
// must be adjacent (ColStep 1). If beta is 0, the old values of c are ignored.
func Multiply[T Float](c Matrix[T], alpha T, a, b Matrix[T], beta T, workers int) {
	check(c, a, b)
	if c.Rows == 0 || c.Cols == 0 {
		return
	}
	if beta != 0 && beta != 1 || a.Cols == 0 {
		c.scale(beta)
	}
	if a.Cols == 0 {
		return
	}
	if workers <= 0 {
		workers = parallel.Workers()
	}
	multiply(c, alpha, a, b, beta != 0, workers)
}

// check panics if the shapes do not match or the slices are too short, because C would then write outside them.
func check[T Float](c, a, b Matrix[T]) {
	if a.Rows != c.Rows || b.Cols != c.Cols || a.Cols != b.Rows || c.ColStep != 1 {
		panic(fmt.Sprintf("products: %d×%d = %d×%d · %d×%d", c.Rows, c.Cols, a.Rows, a.Cols, b.Rows, b.Cols))
	}
	for _, m := range []Matrix[T]{c, a, b} {
		if m.Rows > 0 && m.Cols > 0 && (m.RowStep < 1 || m.ColStep < 1 || (m.Rows-1)*m.RowStep+(m.Cols-1)*m.ColStep >= len(m.Data)) {
			panic("products: a matrix is larger than its data")
		}
	}
}

// scale multiplies each element by f. For f = 0 it sets every element to 0, NaN included.
func (m Matrix[T]) scale(f T) {
	for i := range m.Rows {
		row := m.Data[i*m.RowStep:][:m.Cols]
		if f == 0 {
			clear(row)
			continue
		}
		for j := range row {
			row[j] *= f
		}
	}
}
