package nn

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"gan2014/internal/blas"
	"gan2014/internal/rng"

	gonum "gonum.org/v1/gonum/blas"
)

// cifar are the nets of cifar10_convolutional.yaml.
func cifar() (generator, discriminator []Layer) {
	return []Layer{
			{Kind: "relu", Units: 8000, IRange: .05},
			{Kind: "sigmoid", Units: 8000, IRange: .05},
			{Kind: "deconv", Units: 3, IRange: .05, Conv: &Conv{Channels: 80, Height: 10, Width: 10, Kernel: 5, Stride: 3}},
		}, []Layer{
			{Kind: "maxout conv", Units: 32, Pieces: 2, IRange: .005, Keep: .8,
				Conv: &Conv{Channels: 3, Height: 32, Width: 32, Kernel: 8, Pad: 4, Pool: 4, PoolStride: 2}},
			{Kind: "maxout conv", Units: 32, Pieces: 2, IRange: .005, Keep: .5,
				Conv: &Conv{Channels: 32, Height: 16, Width: 16, Kernel: 8, Pad: 3, Pool: 4, PoolStride: 2}},
			{Kind: "maxout conv", Units: 192, Pieces: 2, IRange: .005, Keep: .5,
				Conv: &Conv{Channels: 32, Height: 7, Width: 7, Kernel: 5, Pad: 3, Pool: 2, PoolStride: 2}},
			{Kind: "maxout", Units: 500, Pieces: 5, IRange: .005, Keep: .5},
			{Kind: "linear", Units: 1, IRange: .005, Keep: .5},
		}
}

// BenchmarkCIFAR is an update of both nets by a minibatch of 128: G forward on noise, D forward on images and samples, back, and
// the step. GFLOP/s counts the products that dense convolutions would take, as they are usually counted. It prints where the
// time goes: the functions that take more than a millisecond, with the shapes of their inputs.
func BenchmarkCIFAR(b *testing.B) {
	b.Log(blas.Use(0))
	const n = 128
	generator, discriminator := cifar()
	G, D := NewNet[float32]("G", 100, generator, 1), NewNet[float32]("D", 3072, discriminator, 1)
	x, z := NewMatrix[float32](n, 3072), NewMatrix[float32](n, 100)
	rng.Normal(rng.For(1, "x"), x.Data)
	rng.Normal(rng.For(1, "z"), z.Data)
	var dropout Dropout
	times := timings{}
	var gradients []*Node[float32]
	program, err := Build(func(g *Graph[float32]) []*Node[float32] {
		masks := make([]*Node[float32], len(D.Layers))
		for i, width := range D.MaskWidths() {
			m := NewMatrix[float32](2*n, width)
			dropout.Fill(rng.For(1, "mask", i), m.Data, D.Layers[i].Keep)
			masks[i] = g.Input(fmt.Sprint("mask", i), m)
		}
		weights := &Weights[float32]{}
		fake, leavesG := G.Forward(g, g.Input("z", z), Pass[float32]{})
		logits, leavesD := D.Forward(g, g.Stack(g.Input("x", x), fake), Pass[float32]{Masks: masks, Weights: weights, From: n})
		weights.Set(g.Map("weights", 2*n, 1, logits, func(dst, l Matrix[float32]) { copy(dst.Data, l.Data) }))
		gradients = g.Gradient(g.Sum(logits), append(leavesD, leavesG...))
		times.watch(g)
		return append(gradients, logits)
	})
	if err != nil {
		b.Fatal(err)
	}
	params := slices.Concat(D.Params, G.Params)
	update := func() {
		if err := program.Run(); err != nil {
			b.Fatal(err)
		}
		start := time.Now()
		Momentum(params, gradients, 0, .5)
		times["momentum"] += time.Since(start)
	}
	update() // memory is allocated by the first
	clear(times)
	b.ReportAllocs()
	for b.Loop() {
		update()
	}
	times.print(b)
	flops := 0.
	for _, p := range cifarProducts(n) {
		flops += p.flops()
	}
	b.ReportMetric(flops*float64(b.N)/b.Elapsed().Seconds()/1e9, "GFLOP/s")
}

// BenchmarkCIFARProducts is the products of the same and nothing else, as if convolutions were products of matrices that lie
// ready, those of eight examples at a time.
func BenchmarkCIFARProducts(b *testing.B) {
	blas.Use(0)
	all, largest, flops := cifarProducts(128), 0, 0.
	for _, p := range all {
		largest = max(largest, p.m*p.k, p.k*p.n, p.m*p.n)
		flops += p.flops()
	}
	var memory [3][]float32
	for i := range memory {
		memory[i] = make([]float32, largest)
		rng.Normal(rng.For(1, "memory", i), memory[i])
	}
	for b.Loop() {
		for _, p := range all {
			x, w, y := Matrix[float32]{p.m, p.k, memory[0]}, Matrix[float32]{p.k, p.n, memory[1]}, Matrix[float32]{p.m, p.n, memory[2]}
			for range p.times {
				multiply(gonum.NoTrans, gonum.NoTrans, x, w, 0, y)
			}
			for range p.times * p.byX / 2 {
				multiply(gonum.NoTrans, gonum.Trans, y, w, 0, x)
			}
			for range p.times {
				multiply(gonum.Trans, gonum.NoTrans, x, y, 0, w)
			}
		}
	}
	b.ReportMetric(flops*float64(b.N)/b.Elapsed().Seconds()/1e9, "GFLOP/s")
}

// A product is that of a layer, m×k by k×n, so many times, and those of its derivatives: byX is 2 when that by the input is
// wanted for all examples, 1 for half of them, 0 for none.
type product struct{ m, k, n, times, byX int }

func (p product) flops() float64 { return float64(p.m*p.k*p.n*p.times) * float64(4+p.byX) }

func cifarProducts(n int) (all []product) {
	add := func(layers []Layer, inputs, n, byX int) {
		for _, l := range layers {
			rows, cols, _, outputs := l.sizes(inputs)
			p := product{n, rows, cols, 1, byX}
			switch l.Kind {
			case "maxout conv":
				h, w := l.conv().Positions()
				p.m, p.times = 8*h*w, n/8
			case "deconv":
				p.m, p.times = 8*l.Conv.Height*l.Conv.Width, n/8
			}
			all = append(all, p)
			inputs, byX = outputs, 2
		}
	}
	generator, discriminator := cifar()
	add(generator, 100, n, 0)
	add(discriminator, 3072, 2*n, 1)
	return all
}

// timings are the times spent in the functions of a graph, by name and size.
type timings map[string]time.Duration

// watch makes the functions of g tell their times.
func (t timings) watch(g *Graph[float32]) {
	for _, n := range g.nodes {
		o, ok := n.node.Op().(*op[float32])
		if !ok {
			continue
		}
		name, forward := o.name, o.forward
		for _, in := range o.in {
			name += " " + in.String()
		}
		o.forward = func(out Matrix[float32], in []*Matrix[float32]) {
			start := time.Now()
			forward(out, in)
			t[name] += time.Since(start)
		}
	}
}

func (t timings) print(b *testing.B) {
	names := slices.SortedFunc(maps.Keys(t), func(a, b string) int { return cmp.Compare(t[b], t[a]) })
	for _, name := range names {
		if ms := t[name].Seconds() * 1e3 / float64(b.N); ms > 1 {
			fmt.Printf("%8.1f ms  %s\n", ms, name)
		}
	}
}
