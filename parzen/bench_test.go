//go:build cgo

package parzen_test

import (
	"context"
	"iter"
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

	// Samples in blocks that are not kept, in memory that is written anew for each as a reader would.
	const blocks, block = 25, 8192
	some := parzen.Points{N: 1000, D: test.D, Data: test.Data[:1000*test.D]}
	b.Run("stream-ours", func(b *testing.B) {
		window := parzen.Stream(shifted(samples, blocks, block))
		defer blas.SingleThreaded()()
		for b.Loop() {
			if _, err := window.LogProb(context.Background(), some, fine); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("stream-sgemm", func(b *testing.B) {
		products(b, some, parzen.Points{N: block, D: samples.D, Data: samples.Data[:block*samples.D]}, blocks)
	})
}

// shifted gives blocks of different samples: those there are, each time farther along by a block and a value.
func shifted(samples parzen.Points, blocks, block int) iter.Seq2[parzen.Points, error] {
	return func(yield func(parzen.Points, error) bool) {
		data := make([]float32, block*samples.D)
		for k := range blocks {
			from := k * (len(data) + 1) % (len(samples.Data) - len(data))
			copy(data, samples.Data[from:])
			if !yield(parzen.Points{N: block, D: samples.D, Data: data}, nil) {
				return
			}
		}
	}
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
