package gan

import (
	"testing"

	"gan2014/internal/blas"
	"gan2014/internal/rng"
	"gan2014/models/nn"

	gonum "gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"
)

// mnist is the recipe of mnist.yaml.
func mnist() Config {
	return Config{
		Noise: Noise{"uniform", 100},
		Generator: []nn.Layer{
			{Kind: "relu", Units: 1200, IRange: .05}, {Kind: "relu", Units: 1200, IRange: .05}, {Kind: "sigmoid", Units: 784, IRange: .05},
		},
		Discriminator: []nn.Layer{
			{Kind: "maxout", Units: 240, Pieces: 5, IRange: .005, Keep: .8},
			{Kind: "maxout", Units: 240, Pieces: 5, IRange: .005, Keep: .5},
			{Kind: "linear", Units: 1, IRange: .005, Keep: .5},
		},
		Batch: 100, Update: Simultaneous, Loss: NonSaturating,
		Rate: nn.Decay{Start: .1, Factor: 1.000004, Floor: 1e-6}, Momentum: nn.Ramp{Start: .5, End: .7, Epochs: 250},
	}
}

// BenchmarkStep is one simultaneous update of the MNIST nets. BenchmarkProducts is its matrix products and nothing else.
func BenchmarkStep(b *testing.B) {
	b.Log(blas.Use(0))
	images := nn.NewMatrix[float32](10_000, 784)
	rng.Uniform(rng.For(1, "images"), images.Data, 0, 1)
	trainer := New(mnist(), images, 1, "")
	rows := rng.For(1, "rows").Perm(images.Rows)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if err := trainer.update(rows[i%100*100:][:100]); err != nil {
			b.Fatal(err)
		}
		trainer.state.Update++
	}
}

// A product is C = op(A)·op(B) with C of m×n, and k terms in each sum.
type product struct {
	a, b    gonum.Transpose
	m, n, k int
}

// products are those of one simultaneous step on n images and n samples: each layer forward, the gradient of its weights, and
// the gradient of its input where somebody needs it (not for noise, and in D's first layer for the samples alone).
func products(c Config, n, values int) []product {
	var all []product
	add := func(layers []nn.Layer, inputs, rows, first int) {
		for i, l := range layers {
			width, back := l.Units*max(1, l.Pieces), rows
			if i == 0 {
				back = first
			}
			all = append(all, product{gonum.NoTrans, gonum.NoTrans, rows, width, inputs}, product{gonum.Trans, gonum.NoTrans, inputs, width, rows})
			if back > 0 {
				all = append(all, product{gonum.NoTrans, gonum.Trans, back, inputs, width})
			}
			inputs = l.Units
		}
	}
	add(c.Generator, c.Noise.Size, n, 0)
	add(c.Discriminator, values, 2*n, n)
	return all
}

func BenchmarkProducts(b *testing.B) {
	b.Log(blas.Use(0))
	type operands struct{ a, b, c []float32 }
	all := products(mnist(), 100, 784)
	var memory []operands
	flops := 0
	for i, p := range all {
		o := operands{make([]float32, p.m*p.k), make([]float32, p.k*p.n), make([]float32, p.m*p.n)}
		rng.Normal(rng.For(1, "a", i), o.a)
		rng.Normal(rng.For(1, "b", i), o.b)
		memory = append(memory, o)
		flops += 2 * p.m * p.n * p.k
	}
	for b.Loop() {
		for i, p := range all {
			lda, ldb := p.k, p.n
			if p.a == gonum.Trans {
				lda = p.m
			}
			if p.b == gonum.Trans {
				ldb = p.k
			}
			blas32.Implementation().Sgemm(p.a, p.b, p.m, p.n, p.k, 1, memory[i].a, lda, memory[i].b, ldb, 0, memory[i].c, p.n)
		}
	}
	b.ReportMetric(float64(flops)*float64(b.N)/b.Elapsed().Seconds()/1e9, "GFLOP/s")
}
