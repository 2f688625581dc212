package cae

import (
	"testing"

	"gan2014/internal/rng"
	"gan2014/models/nn"
	"gan2014/models/stack"
)

// BenchmarkUpdate times an update for 784 pixels and 500 units in minibatches of 100 ("ours"), and its five matrix products alone
// ("products").
func BenchmarkUpdate(b *testing.B) {
	a := newAutoencoder[float32]("", 784, 500, 1)
	l := &layer{a, newPass(a, 100), .5}
	x := nn.NewMatrix[float32](100, 784)
	rng.Uniform(rng.For(1, "x"), x.Data, 0, 1)
	b.Run("ours", func(b *testing.B) {
		for b.Loop() {
			l.Update(x, stack.Moment{Rate: 1e-3}, &totals{})
		}
	})
	b.Run("products", func(b *testing.B) {
		sums, up := nn.NewMatrix[float32](100, 784), nn.NewMatrix[float32](100, 500)
		for b.Loop() {
			nn.Gemm(nn.NoTrans, nn.Trans, 1, x, a.w.Value, 0, up)
			nn.Gemm(nn.NoTrans, nn.NoTrans, 1, up, a.w.Value, 0, sums)
			nn.Gemm(nn.NoTrans, nn.Trans, 1, x, a.w.Value, 0, up)
			nn.Gemm(nn.Trans, nn.NoTrans, 1, up, x, 0, a.w.Gradient)
			nn.Gemm(nn.Trans, nn.NoTrans, 1, up, x, 1, a.w.Gradient)
		}
	})
}
