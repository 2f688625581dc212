//go:build cgo

package gan

import (
	"testing"

	"gan2014/bench/blas"
	"gan2014/internal/parallel"
	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// BenchmarkStep times one simultaneous update of the paper's nets in their first stage ("ours"), its matrix products alone by the peer of package blas
// ("products"), and the update of the parameters alone ("update").
func BenchmarkStep(b *testing.B) {
	parallel.SetWorkers(parallel.Workers()) // as a run does
	for _, s := range settings() {
		b.Run(s.name+"/ours", func(b *testing.B) { benchmarkStep(b, s) })
		b.Run(s.name+"/products", func(b *testing.B) { benchmarkProducts(b, s) })
		b.Run(s.name+"/update", func(b *testing.B) { benchmarkUpdate(b, s) })
	}
}

func benchmarkStep(b *testing.B, s setting) {
	images := nn.NewMatrix[float32](10*s.config.Batch, s.values)
	rng.Uniform(rng.For(1, "images"), images.Data, 0, 1)
	trainer := New(s.config, images, 1, "")
	rows := rng.For(1, "rows").Perm(images.Rows)
	step := func(i int) {
		if err := trainer.update(rows[i%10*s.config.Batch:][:s.config.Batch]); err != nil {
			b.Fatal(err)
		}
		trainer.state.Update++
	}
	for i := range 3 { // the first allocates
		step(i)
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		step(i)
	}
}

// benchmarkUpdate moves 20 bytes per parameter: it reads and writes the value and the velocity, and reads the gradient.
func benchmarkUpdate(b *testing.B, s setting) {
	trainer := New(s.config, nn.NewMatrix[float32](1, s.values), 1, "")
	bytes := 0
	for _, p := range trainer.params() {
		bytes += 20 * len(p.Value.Data)
	}
	for b.Loop() {
		nn.Momentum(trainer.params(), .1, .5)
	}
	b.ReportMetric(float64(bytes)*float64(b.N)/b.Elapsed().Seconds()/1e9, "GB/s")
}

// A product is C = op(A)·op(B) with C of m×n, and k terms in each sum.
type product struct {
	transA, transB bool
	m, n, k        int
}

// products lists the products of one simultaneous step: each layer forward, the gradient of its weights, and the gradient of its input
// where it is needed (not for noise, and in D's first layer only for the samples). The products of a convolution are those of its unrolled
// input, one position per row.
func products(s setting) []product {
	var all []product
	add := func(layers []nn.Layer, inputs, rows, first int) {
		for i, l := range layers {
			back := rows
			if i == 0 {
				back = first
			}
			terms, width, positions := inputs, l.Units*max(1, l.Pieces), 1
			outputs := l.Units
			switch c := l.Conv; l.Kind {
			case "maxout conv":
				side := c.Height + 2*c.Pad - c.Kernel + 1
				pooled := (side-c.Pool+c.PoolStride-1)/c.PoolStride + 1
				terms, positions, outputs = c.Channels*c.Kernel*c.Kernel, side*side, l.Units*pooled*pooled
			case "deconv":
				terms, width, positions = c.Channels, l.Units*c.Kernel*c.Kernel, c.Height*c.Width
			}
			all = append(all, product{false, false, rows * positions, width, terms}, product{true, false, terms, width, rows * positions})
			if back > 0 {
				all = append(all, product{false, true, back * positions, terms, width})
			}
			inputs = outputs
		}
	}
	n := s.config.Batch
	add(s.config.Stages[0].Generator, s.config.Noise.Size, n, 0)
	add(s.config.Stages[0].Discriminator, s.values, 2*n, n)
	return all
}

func benchmarkProducts(b *testing.B, s setting) {
	if _, err := blas.Load(parallel.Workers()); err != nil {
		b.Skip(err)
	}
	type operands struct{ a, b, c []float32 }
	all := products(s)
	var memory []operands
	flops := 0
	for i, p := range all {
		o := operands{make([]float32, p.m*p.k), make([]float32, p.k*p.n), make([]float32, p.m*p.n)}
		rng.Uniform(rng.For(1, "a", i), o.a, -1, 1)
		rng.Uniform(rng.For(1, "b", i), o.b, -1, 1)
		memory = append(memory, o)
		flops += 2 * p.m * p.n * p.k
	}
	run := func() {
		for i, p := range all {
			blas.Sgemm(p.transA, p.transB, p.m, p.n, p.k, memory[i].a, memory[i].b, memory[i].c)
		}
	}
	run()
	for b.Loop() {
		run()
	}
	b.ReportMetric(float64(flops)*float64(b.N)/b.Elapsed().Seconds()/1e9, "GFLOP/s")
}
