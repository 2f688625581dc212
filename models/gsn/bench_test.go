package gsn

import (
	"testing"

	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// BenchmarkUpdate times an update of a net of two layers on minibatches of 100 MNIST images ("ours"), and its matrix products alone
// ("products").
func BenchmarkUpdate(b *testing.B) {
	for name, units := range map[string]int{"500": 500, "1500": 1500} {
		b.Run(name+"/ours", func(b *testing.B) { benchmarkUpdate(b, units) })
		b.Run(name+"/products", func(b *testing.B) { benchmarkProducts(b, units) })
	}
}

const pixels, batch, steps = 784, 100, 4

func benchmarkUpdate(b *testing.B, units int) {
	images := nn.NewMatrix[float32](10*batch, pixels)
	rng.Uniform(rng.For(1, "images"), images.Data, 0, 1)
	trainer := New(Config{Batch: batch, Hidden: []int{units, units}, Walkback: steps, SaltAndPepper: .4, Noise: 2, Momentum: .5}, images, 1, "")
	rows := rng.For(1, "rows").Perm(images.Rows)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if err := trainer.update(rows[i%10*batch:][:batch], .25); err != nil {
			b.Fatal(err)
		}
		trainer.state.Update++
	}
}

// benchmarkProducts runs, for each step and each product of values or slopes with weights in it, that product; the upper layer has
// three moments, and the gradients of the weights take all moments at once.
func benchmarkProducts(b *testing.B, units int) {
	random := func(name string, rows, cols int) nn.Matrix[float32] {
		m := nn.NewMatrix[float32](rows, cols)
		rng.Uniform(rng.For(1, name), m.Data, -1, 1)
		return m
	}
	image, hidden := random("image", steps*batch, pixels), random("hidden", steps*batch, units)
	w1, w2 := random("w1", pixels, units), random("w2", units, units)
	run := func() {
		for range 2 { // forth and back
			for range steps {
				nn.Gemm(nn.NoTrans, nn.NoTrans, 1, image.First(batch), w1, 1, hidden.First(batch))
			}
			for range 2 * (steps - 1) {
				nn.Gemm(nn.NoTrans, nn.NoTrans, 1, hidden.First(batch), w2, 1, hidden.From(batch).First(batch))
			}
			nn.Gemm(nn.Trans, nn.NoTrans, 1, image, hidden, 0, w1)
			nn.Gemm(nn.Trans, nn.NoTrans, 1, hidden.From(batch), hidden.From(batch), 0, w2)
		}
		for range steps {
			nn.Gemm(nn.NoTrans, nn.Trans, 1, hidden.First(batch), w1, 1, image.First(batch))
		}
	}
	for b.Loop() {
		run()
	}
}
