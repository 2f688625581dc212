//go:build cgo

package parzen_test

import (
	"context"
	"runtime"
	"testing"

	"gan2014/bench/blas"
	"gan2014/datasets"
	"gan2014/parzen"
)

// mnist returns the training images, which take the place of samples, and the test images. It skips where there is no MNIST.
func mnist(t testing.TB) (train, test parzen.Points) {
	set, err := new(datasets.Cache).Load(context.Background(), "mnist")
	if err != nil {
		t.Skipf("NOT CHECKED: MNIST cannot be had: %v", err)
	}
	points := func(m datasets.Images) parzen.Points { return parzen.Points{N: m.N, D: m.Dim, Data: m.Data} }
	return points(set.Train), points(set.Test)
}

// first returns the first n points.
func first(p parzen.Points, n int) parzen.Points {
	return parzen.Points{N: n, D: p.D, Data: p.Data[:n*p.D]}
}

// BenchmarkMNIST computes the density of images under the window over others, at all σ of a grid in one call, and the matrix product that
// every method needs. See bench/parzen.
func BenchmarkMNIST(b *testing.B) {
	train, test := mnist(b)
	samples := first(train, 10_000)
	fine := parzen.LinearGrid(0.10, 0.29, 20)
	for _, grid := range []struct {
		name   string
		sigmas parzen.Grid
	}{{"ours-fine", fine}, {"ours-paper", parzen.LogGrid(0.1, 1, 10)}, {"ours-wide", parzen.LogGrid(0.1, 1, 20)}} {
		b.Run(grid.name, func(b *testing.B) {
			window, err := parzen.New(samples)
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if _, err := window.LogProb(context.Background(), test, grid.sigmas); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("sgemm", func(b *testing.B) {
		multiply := multiplier(b, test, samples.N)
		for b.Loop() {
			multiply(samples)
		}
	})
	streams(b, train, first(test, 1000))
}

// multiplier returns a function that multiplies all points with n samples by the peer of package blas. It skips the benchmark where there is none.
func multiplier(b *testing.B, x parzen.Points, n int) func(samples parzen.Points) {
	if _, err := blas.Load(runtime.GOMAXPROCS(0)); err != nil {
		b.Skip(err)
	}
	dst := make([]float32, x.N*n)
	return func(samples parzen.Points) {
		blas.Sgemm(false, true, x.N, n, x.D, x.Data, samples.Data, dst)
	}
}
