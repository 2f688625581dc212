//go:build cgo

package parzen_test

import (
	"context"
	"testing"

	"gan2014/datasets"
	"gan2014/internal/blas"
	"gan2014/parzen"

	gonum "gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"
)

// mnist returns 10,000 training images, in the place of samples, and the 10,000 test images. It skips where there is no MNIST.
func mnist(t testing.TB) (samples, test parzen.Points) {
	set, err := new(datasets.Cache).Load(context.Background(), "mnist")
	if err != nil {
		t.Skipf("NOT CHECKED: MNIST cannot be had: %v", err)
	}
	points := func(m datasets.Images) parzen.Points { return parzen.Points{N: m.N, D: m.Dim, Data: m.Data} }
	return points(set.Train.First(10_000)), points(set.Test)
}

// BenchmarkMNIST is the density of 10,000 images under the window over 10,000 others, at all σ of a grid in one call, and
// the matrix product that no way around it can do without.
func BenchmarkMNIST(b *testing.B) {
	samples, test := mnist(b)
	blas.Use(0)
	for name, grid := range map[string]parzen.Grid{
		"fine":  parzen.LinearGrid(0.10, 0.29, 20),
		"paper": parzen.LogGrid(0.1, 1, 10),
		"wide":  parzen.LogGrid(0.1, 1, 20),
	} {
		b.Run("ours-"+name, func(b *testing.B) {
			window, err := parzen.New(samples)
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if _, err := window.LogProb(context.Background(), test, grid); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("sgemm", func(b *testing.B) {
		general := func(p parzen.Points) blas32.General {
			return blas32.General{Rows: p.N, Cols: p.D, Stride: p.D, Data: p.Data}
		}
		products := blas32.General{Rows: test.N, Cols: samples.N, Stride: samples.N, Data: make([]float32, test.N*samples.N)}
		for b.Loop() {
			blas32.Gemm(gonum.NoTrans, gonum.Trans, 1, general(test), general(samples), 0, products)
		}
	})
}
