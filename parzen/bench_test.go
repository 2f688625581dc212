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

// BenchmarkMNIST is the density of images under the window over others, at all σ of a grid in one call, and the matrix product
// that no way around it can do without. See bench/parzen.
func BenchmarkMNIST(b *testing.B) {
	samples, test := mnist(b)
	blas.Use(0)
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
			defer blas.SingleThreaded()()
			for b.Loop() {
				if _, err := window.LogProb(context.Background(), test, grid.sigmas); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("sgemm", func(b *testing.B) { products(b, test, samples, 1) })

	// Samples in blocks: the 10,000 twenty times over, in memory that is written anew for each block as a reader would.
	const blocks, block = 100, 2000 // five make the 10,000
	some := parzen.Points{N: 1000, D: test.D, Data: test.Data[:1000*test.D]}
	b.Run("stream-ours", func(b *testing.B) {
		data := make([]float32, block*samples.D)
		window := parzen.Stream(func(yield func(parzen.Points, error) bool) {
			for k := range blocks {
				copy(data, samples.Data[k%5*len(data):])
				if !yield(parzen.Points{N: block, D: samples.D, Data: data}, nil) {
					return
				}
			}
		})
		defer blas.SingleThreaded()()
		for b.Loop() {
			if _, err := window.LogProb(context.Background(), some, fine); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("stream-sgemm", func(b *testing.B) { products(b, some, samples, blocks*block/samples.N) })
}

// products multiplies all points with all samples, so many times.
func products(b *testing.B, x, samples parzen.Points, times int) {
	general := func(p parzen.Points) blas32.General {
		return blas32.General{Rows: p.N, Cols: p.D, Stride: p.D, Data: p.Data}
	}
	dst := blas32.General{Rows: x.N, Cols: samples.N, Stride: samples.N, Data: make([]float32, x.N*samples.N)}
	for b.Loop() {
		for range times {
			blas32.Gemm(gonum.NoTrans, gonum.Trans, 1, general(x), general(samples), 0, dst)
		}
	}
}
