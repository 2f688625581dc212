package dbn

import (
	"testing"

	"gan2014/internal/rng"
	"gan2014/models/nn"
	"gan2014/models/stack"
)

// BenchmarkUpdate times an update of CD-1 for 784 pixels and 500 units in minibatches of 100 ("ours"), and its five matrix products alone
// ("products").
func BenchmarkUpdate(b *testing.B) {
	l := newLayer("", Layer{LayerSchedule: stack.LayerSchedule{Units: 500}, Steps: 1}, 784, 100, 1)
	x := nn.NewMatrix[float32](100, 784)
	rng.Uniform(rng.For(1, "x"), x.Data, 0, 1)
	b.Run("ours", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			l.Update(x, stack.Moment{Rate: 1e-3, Update: i}, &totals{})
		}
	})
	b.Run("products", func(b *testing.B) {
		sums, up := nn.NewMatrix[float32](100, 784), nn.NewMatrix[float32](100, 500)
		for b.Loop() {
			nn.Gemm(nn.NoTrans, nn.NoTrans, 1, x, l.W.Value, 0, up)
			nn.Gemm(nn.NoTrans, nn.Trans, 1, up, l.W.Value, 0, sums)
			nn.Gemm(nn.NoTrans, nn.NoTrans, 1, x, l.W.Value, 0, up)
			nn.Gemm(nn.Trans, nn.NoTrans, 1, x, up, 0, l.W.Gradient)
			nn.Gemm(nn.Trans, nn.NoTrans, 1, x, up, 1, l.W.Gradient)
		}
	})
}
