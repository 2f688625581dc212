//go:build cgo

package blas

import (
	"math"
	"testing"

	"gan2014/bench/timing"
	"gan2014/internal/products"
)

// OpenBLAS and our products agree for every transposition, up to the rounding of 130 terms.
func TestSgemmAgreesWithProducts(t *testing.T) {
	if _, err := Load(1); err != nil {
		t.Skip(err)
	}
	const m, n, k = 7, 37, 130
	matrix := func(rows, cols int, transposed bool, data []float32) products.Matrix[float32] {
		if transposed {
			return products.Rows(cols, rows, data).T()
		}
		return products.Rows(rows, cols, data)
	}
	a, b := timing.Random("a", m*k), timing.Random("b", k*n)
	for flags := range 4 {
		transA, transB := flags&1 > 0, flags&2 > 0
		got, want := make([]float32, m*n), make([]float32, m*n)
		Sgemm(transA, transB, m, n, k, a, b, got)
		products.Multiply(products.Rows(m, n, want), 1, matrix(m, k, transA, a), matrix(k, n, transB, b), 0, 1)
		for i := range want {
			if math.Abs(float64(got[i]-want[i])) > 1e-6*k {
				t.Fatalf("transposed %02b, element %d: %g, ours %g", flags, i, got[i], want[i])
			}
		}
	}
}
