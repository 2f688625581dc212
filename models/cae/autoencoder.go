package cae

import (
	"fmt"
	"math"

	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// An autoencoder is a contractive auto-encoder with tied weights. Examples are in the rows of matrices.
type autoencoder[T nn.Float] struct {
	w, c, b *nn.Param[T] // units×inputs, 1×units, 1×inputs
	memory  []T          // scratch for sums before the sigmoid
}

// newAutoencoder draws the weights from U(−r, r), r = 4·√(6/(inputs+units)), as DeepLearningTutorials' cA.py does; biases are 0.
func newAutoencoder[T nn.Float](name string, inputs, units int, seed int64) *autoencoder[T] {
	a := &autoencoder[T]{
		w: nn.NewParam[T](nn.Shape{Name: name + "/w", Rows: units, Cols: inputs}),
		c: nn.NewParam[T](nn.Shape{Name: name + "/c", Rows: 1, Cols: units}),
		b: nn.NewParam[T](nn.Shape{Name: name + "/b", Rows: 1, Cols: inputs}),
	}
	r := 4 * math.Sqrt(6/float64(inputs+units))
	rng.Uniform(rng.For(seed, "init/"+name), a.w.Value.Data, -r, r)
	return a
}

// name returns the name of the layer with the given number, from 0.
func name(layer int) string { return fmt.Sprint("CAE/", layer) }

func (a *autoencoder[T]) params() []*nn.Param[T] { return []*nn.Param[T]{a.w, a.c, a.b} }

func (a *autoencoder[T]) inputs() int { return a.w.Value.Cols }
func (a *autoencoder[T]) units() int  { return a.w.Value.Rows }

// sums returns scratch memory.
func (a *autoencoder[T]) sums(rows, cols int) nn.Matrix[T] {
	if len(a.memory) < rows*cols {
		a.memory = make([]T, rows*cols)
	}
	return nn.Matrix[T]{Rows: rows, Cols: cols, Data: a.memory[:rows*cols]}
}

// encode writes h = σ(x·Wᵀ+c).
func (a *autoencoder[T]) encode(h, x nn.Matrix[T]) {
	sums := a.sums(h.Rows, h.Cols)
	nn.Gemm(nn.NoTrans, nn.Trans, 1, x, a.w.Value, 0, sums)
	nn.Sigmoid(h, sums, a.c.Value)
}

// decode writes r = σ(h·W+b) and returns h·W, which is valid until the next call of a method.
func (a *autoencoder[T]) decode(r, h nn.Matrix[T]) (sums nn.Matrix[T]) {
	sums = a.sums(r.Rows, r.Cols)
	nn.Gemm(nn.NoTrans, nn.NoTrans, 1, h, a.w.Value, 0, sums)
	nn.Sigmoid(r, sums, a.b.Value)
	return sums
}
