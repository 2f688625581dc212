package blas

import (
	"math"
	"testing"

	"gan2014/internal/rng"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"
	"gonum.org/v1/gonum/blas/gonum"
)

// library returns OpenBLAS or skips: the program itself runs without it.
func library(t *testing.T) openBLAS {
	t.Helper()
	lib, err := open(1)
	if err != nil {
		t.Skipf("%v: not comparing it with gonum (%s)", err, Install())
	}
	return lib
}

// OpenBLAS and gonum agree for every transposition, with row strides wider than the rows and with alpha and beta.
func TestGemmAgreesWithGonum(t *testing.T) {
	lib := library(t)
	for _, shape := range [][3]int{{1, 1, 1}, {3, 5, 7}, {100, 37, 64}, {1, 9, 130}, {4, 0, 3}, {2, 3, 0}} {
		for _, tA := range []blas.Transpose{blas.NoTrans, blas.Trans} {
			for _, tB := range []blas.Transpose{blas.NoTrans, blas.Trans} {
				compare(t, lib, shape[0], shape[1], shape[2], tA, tB)
			}
		}
	}
}

func compare(t *testing.T, lib openBLAS, m, n, k int, tA, tB blas.Transpose) {
	t.Helper()
	const pad = 3
	random := func(rows, cols int, trans blas.Transpose, name string) ([]float64, int) {
		if trans == blas.Trans {
			rows, cols = cols, rows
		}
		v := make([]float64, rows*(cols+pad))
		rng.Uniform(rng.For(1, name), v, -1, 1)
		return v, cols + pad
	}
	a, lda := random(m, k, tA, "a")
	b, ldb := random(k, n, tB, "b")
	want, ldc := random(m, n, blas.NoTrans, "c")
	got := append([]float64(nil), want...)
	gonum.Implementation{}.Dgemm(tA, tB, m, n, k, 1.5, a, lda, b, ldb, -.5, want, ldc)
	got32 := narrow(got)
	lib.Dgemm(tA, tB, m, n, k, 1.5, a, lda, b, ldb, -.5, got, ldc)
	lib.Sgemm(tA, tB, m, n, k, 1.5, narrow(a), lda, narrow(b), ldb, -.5, got32, ldc)
	for i := range want {
		if math.Abs(got[i]-want[i]) > 1e-13*float64(k+1) || math.Abs(float64(got32[i])-want[i]) > 1e-6*float64(k+1) {
			t.Fatalf("%dx%dx%d %c%c element %d: gonum %g, Dgemm %g, Sgemm %g", m, n, k, tA, tB, i, want[i], got[i], got32[i])
		}
	}
}

func narrow(v []float64) []float32 {
	w := make([]float32, len(v))
	for i, x := range v {
		w[i] = float32(x)
	}
	return w
}

func TestShortSlicesPanicBeforeC(t *testing.T) {
	lib := library(t)
	defer func() {
		if recover() == nil {
			t.Error("a result shorter than its shape was accepted")
		}
	}()
	v := make([]float32, 4)
	lib.Sgemm(blas.NoTrans, blas.NoTrans, 2, 2, 2, 1, v, 2, v, 2, 0, v[:3], 2)
}

func TestUseAlwaysGivesABackend(t *testing.T) {
	if b := Use(1); b.Name == "" || b.Threads < 1 {
		t.Errorf("backend %+v", b)
	}
}

func TestSingleThreadedIsUndone(t *testing.T) {
	library(t)
	Use(2)
	fast, ok := blas32.Implementation().(openBLAS)
	if !ok {
		t.Skip("NOT CHECKED: OpenBLAS was not found")
	}
	restore := SingleThreaded()
	if n := fast.setThreads(1); n != 1 {
		t.Errorf("%d threads, want 1", n)
	}
	restore()
	if n := fast.setThreads(2); n != 2 {
		t.Errorf("%d threads afterwards, want 2", n)
	}
}
