package nn

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"gan2014/models/nn/kernel"
)

// maxoutConv computes a layer of maxout convolution by its definition, in loops.
func maxoutConv[T Float](c kernel.Conv, x, w, b Matrix[T]) Matrix[T] {
	y := NewMatrix[T](x.Rows, c.Outputs())
	rows, cols := c.Positions()
	pooledRows, pooledCols := c.Pooled()
	pixel := func(row []T, channel, i, j int) T {
		if i < 0 || i >= c.Height || j < 0 || j >= c.Width {
			return 0
		}
		return row[(channel*c.Height+i)*c.Width+j]
	}
	value := func(row []T, m, i, j int) T {
		largest := T(math.Inf(-1))
		for p := range c.Pieces {
			filter := p*c.Maps + m
			s := b.Data[filter]
			for k := range w.Rows {
				channel, di, dj := k/(c.Kernel*c.Kernel), k/c.Kernel%c.Kernel, k%c.Kernel
				s += w.Row(k)[filter] * pixel(row, channel, i-c.Pad+di, j-c.Pad+dj)
			}
			largest = max(largest, s)
		}
		return largest
	}
	for n := range x.Rows {
		for o := range y.Cols {
			m, top, left := o/(pooledRows*pooledCols), o/pooledCols%pooledRows*c.Stride, o%pooledCols*c.Stride
			y.Row(n)[o] = T(math.Inf(-1))
			for i := top; i < min(top+c.Pool, rows); i++ {
				for j := left; j < min(left+c.Pool, cols); j++ {
					y.Row(n)[o] = max(y.Row(n)[o], value(x.Row(n), m, i, j))
				}
			}
		}
	}
	return y
}

// deconv computes a transposed convolution by its definition, in loops.
func deconv[T Float](d kernel.Deconv, x, w Matrix[T]) Matrix[T] {
	y := NewMatrix[T](x.Rows, d.Outputs())
	height, width := d.Size()
	for n := range x.Rows {
		for at, v := range x.Row(n) {
			channel, i, j := at/(d.Height*d.Width), at/d.Width%d.Height, at%d.Width
			for k, f := range w.Row(channel) {
				m, di, dj := k/(d.Kernel*d.Kernel), k/d.Kernel%d.Kernel, k%d.Kernel
				y.Row(n)[(m*height+i*d.Stride+di)*width+j*d.Stride+dj] += v * f
			}
		}
	}
	return y
}

// convs lists layers with windows cut off at the edge, with a filter as large as the image, and with neither pieces nor pooling.
var convs = []kernel.Conv{
	{Channels: 2, Height: 4, Width: 3, Kernel: 2, Pad: 1, Maps: 2, Pieces: 2, Pool: 3, Stride: 2},
	{Channels: 2, Height: 3, Width: 3, Kernel: 3, Maps: 3, Pieces: 2, Pool: 1, Stride: 1},
	{Channels: 1, Height: 4, Width: 4, Kernel: 2, Maps: 2, Pieces: 1, Pool: 1, Stride: 1},
}

var deconvs = []kernel.Deconv{
	{Channels: 2, Height: 2, Width: 3, Kernel: 3, Stride: 2, Maps: 2}, // windows overlap
	{Channels: 3, Height: 1, Width: 1, Kernel: 2, Stride: 1, Maps: 1},
	{Channels: 1, Height: 2, Width: 2, Kernel: 2, Stride: 3, Maps: 1}, // windows leave gaps
}

// run computes a function of leaves once.
func run[T Float](t *testing.T, f func(g *Graph[T], leaves []*Node[T]) *Node[T], leaves ...Matrix[T]) Matrix[T] {
	t.Helper()
	var out *Node[T]
	program, err := Build(func(g *Graph[T]) []*Node[T] {
		var nodes []*Node[T]
		for i, m := range leaves {
			nodes = append(nodes, g.Input(fmt.Sprint("leaf", i), m))
		}
		out = f(g, nodes)
		return []*Node[T]{out}
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := program.Run(); err != nil {
		t.Fatal(err)
	}
	return *out.Matrix
}

func narrow(m Matrix[float64]) Matrix[float32] {
	n := NewMatrix[float32](m.Rows, m.Cols)
	for i, v := range m.Data {
		n.Data[i] = float32(v)
	}
	return n
}

// near fails unless the two are equal but for the rounding of sums of some dozens of terms of order 1.
func near[T Float](t *testing.T, what string, got, want Matrix[T]) {
	t.Helper()
	tolerance := 1e-13
	if _, is32 := any(got).(Matrix[float32]); is32 {
		tolerance = 1e-4
	}
	if got.String() != want.String() {
		t.Fatalf("%s is %v, want %v", what, got, want)
	}
	for i, v := range want.Data {
		if math.Abs(float64(got.Data[i]-v)) > tolerance {
			t.Fatalf("%s: element %d is %g, want %g", what, i, got.Data[i], v)
		}
	}
}

func testConvDefinitions[T Float](t *testing.T, convert func(Matrix[float64]) Matrix[T]) {
	for _, n := range []int{1, 4} {
		for _, c := range convs {
			x, w, b := convert(random("x", n, c.Inputs())), convert(random("w", c.Taps(), c.Filters())), convert(random("b", 1, c.Filters()))
			got := run(t, func(g *Graph[T], l []*Node[T]) *Node[T] { return g.MaxoutConv(l[0], l[1], l[2], c, Pass[T]{}) }, x, w, b)
			near(t, fmt.Sprintf("convolution %+v of %d", c, n), got, maxoutConv(c, x, w, b))
		}
		for _, d := range deconvs {
			x, w := convert(random("x", n, d.Inputs())), convert(random("w", d.Channels, d.Columns()))
			got := run(t, func(g *Graph[T], l []*Node[T]) *Node[T] { return g.Deconv(l[0], l[1], d, Pass[T]{}) }, x, w)
			near(t, fmt.Sprintf("deconvolution %+v of %d", d, n), got, deconv(d, x, w))
		}
	}
}

func TestConvDefinitions(t *testing.T) {
	testConvDefinitions(t, func(m Matrix[float64]) Matrix[float64] { return m })
	testConvDefinitions(t, narrow)
}

func TestConvGradients(t *testing.T) {
	for _, n := range []int{1, 3} {
		for _, c := range convs {
			checkGradient(t, fmt.Sprintf("convolution %+v of %d", c, n), function{
				[]Matrix[float64]{random("x", n, c.Inputs()), random("w", c.Taps(), c.Filters()), random("b", 1, c.Filters())},
				func(g *Graph[float64], l []*Node[float64]) *Node[float64] {
					return g.MaxoutConv(l[0], l[1], l[2], c, Pass[float64]{})
				},
			})
		}
		for _, d := range deconvs {
			checkGradient(t, fmt.Sprintf("deconvolution %+v of %d", d, n), function{
				[]Matrix[float64]{random("x", n, d.Inputs()), random("w", d.Channels, d.Columns()), random("b", 1, d.Outputs())},
				func(g *Graph[float64], l []*Node[float64]) *Node[float64] {
					return g.Bias(g.Deconv(l[0], l[1], d, Pass[float64]{}), l[2], Pass[float64]{})
				},
			})
		}
	}
}

// TestConvOfWholeImageIsMaxout checks that a layer whose filter is as large as the image equals a fully connected layer with the same
// weights.
func TestConvOfWholeImageIsMaxout(t *testing.T) {
	c := convs[1]
	x, w, b := narrow(random("x", 4, c.Inputs())), narrow(random("w", c.Taps(), c.Filters())), narrow(random("b", 1, c.Filters()))
	type nodes = []*Node[float32]
	conv := run(t, func(g *Graph[float32], l nodes) *Node[float32] {
		return g.MaxoutConv(l[0], l[1], l[2], c, Pass[float32]{})
	}, x, w, b)
	dense := run(t, func(g *Graph[float32], l nodes) *Node[float32] {
		return g.Maxout(g.Linear(l[0], l[1], Pass[float32]{}), l[2], c.Pieces, Pass[float32]{})
	}, x, w, b)
	near(t, "convolution", conv, dense)
}

// TestDeconvIsAdjoint checks that ⟨conv(x), y⟩ = ⟨x, deconv(y)⟩ if the filters of one are the rows of the other.
func TestDeconvIsAdjoint(t *testing.T) {
	c := convs[2]
	rows, cols := c.Positions()
	d := kernel.Deconv{Channels: c.Maps, Height: rows, Width: cols, Kernel: c.Kernel, Stride: 1, Maps: c.Channels}
	x, y, w := random("x", 3, c.Inputs()), random("y", 3, d.Inputs()), random("w", c.Taps(), c.Maps)
	transposed := NewMatrix[float64](w.Cols, w.Rows)
	for i := range w.Rows {
		for j, v := range w.Row(i) {
			transposed.Row(j)[i] = v
		}
	}
	type nodes = []*Node[float64]
	cx := run(t, func(g *Graph[float64], l nodes) *Node[float64] {
		return g.MaxoutConv(l[0], l[1], l[2], c, Pass[float64]{})
	}, x, w, NewMatrix[float64](1, c.Maps))
	dy := run(t, func(g *Graph[float64], l nodes) *Node[float64] { return g.Deconv(l[0], l[1], d, Pass[float64]{}) }, y, transposed)
	dot := func(a, b Matrix[float64]) (sum float64) {
		for i, v := range a.Data {
			sum += v * b.Data[i]
		}
		return sum
	}
	if a, b := dot(cx, y), dot(x, dy); math.Abs(a-b) > 1e-12 {
		t.Errorf("⟨conv x, y⟩ is %g, ⟨x, deconv y⟩ is %g", a, b)
	}
}

// TestConvTies checks that the first largest piece in the first largest place of a window gets the derivative if all are equal.
func TestConvTies(t *testing.T) {
	c := kernel.Conv{Channels: 1, Height: 2, Width: 2, Kernel: 1, Maps: 1, Pieces: 2, Pool: 2, Stride: 2}
	ones := func(rows, cols int) Matrix[float32] {
		m := NewMatrix[float32](rows, cols)
		for i := range m.Data {
			m.Data[i] = 1
		}
		return m
	}
	var gradients []*Node[float32]
	program, err := Build(func(g *Graph[float32]) []*Node[float32] {
		leaves := []*Node[float32]{g.Input("x", ones(1, 4)), g.Input("w", ones(1, 2)), g.Input("b", ones(1, 2))}
		gradients = g.Gradient(g.Sum(g.MaxoutConv(leaves[0], leaves[1], leaves[2], c, Pass[float32]{})), leaves)
		return gradients
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := program.Run(); err != nil {
		t.Fatal(err)
	}
	for i, want := range [][]float32{{1, 0, 0, 0}, {1, 0}, {1, 0}} {
		if !slices.Equal(gradients[i].Data, want) {
			t.Errorf("derivative by leaf %d is %v, want %v", i, gradients[i].Data, want)
		}
	}
}

// convNet returns a net with both kinds of layers, dropout and a number as its output.
func convNet[T Float]() *Net[T] {
	return NewNet[T]("N", 12, []Layer{
		{Kind: "deconv", Units: 2, IRange: 1, Conv: &Conv{Channels: 3, Height: 2, Width: 2, Kernel: 3, Stride: 2}}, // 2 of 5×5
		{Kind: "maxout conv", Units: 3, Pieces: 2, IRange: 1, Keep: .5,
			Conv: &Conv{Channels: 2, Height: 5, Width: 5, Kernel: 3, Pad: 1, Pool: 2, PoolStride: 2}}, // 3 of 3×3
		{Kind: "linear", Units: 1, IRange: 1},
	}, 1)
}

// convNetGradients runs the net on examples with weights, twice, and returns the derivatives by its input and parameters. With
// byRule the weights come in by the chain rule, as factors of the output, rather than where examples are summed.
func convNetGradients[T Float](t *testing.T, convert func(Matrix[float64]) Matrix[T], from int, byRule bool) []*Node[T] {
	t.Helper()
	const n = 4
	net := convNet[T]()
	var gradients []*Node[T]
	program, err := Build(func(g *Graph[T]) []*Node[T] {
		x, c := g.Input("x", convert(random("x", n, net.Inputs))), g.Input("c", Matrix[T]{n, 1, []T{2, -1, 0, .5}})
		mask := random("mask", n, net.MaskWidths()[1])
		for i, v := range mask.Data {
			mask.Data[i] = 2 * math.Round(1/(1+math.Exp(-v)))
		}
		pass, in := Pass[T]{Masks: []*Node[T]{nil, g.Input("mask", convert(mask)), nil}, From: from}, x
		if !byRule {
			pass.Weights = &Weights[T]{}
			pass.Weights.Set(c)
			in = g.ScaleGradient(in, pass.Weights)
		}
		y, leaves := net.Forward(g, in, pass)
		if byRule {
			y = g.Mask(y, c)
		}
		gradients = g.Gradient(g.Sum(y), append([]*Node[T]{x}, leaves...))
		return gradients
	})
	if err != nil {
		t.Fatal(err)
	}
	var first [][]T
	for range 2 {
		if err := program.Run(); err != nil {
			t.Fatal(err)
		}
		for i, m := range gradients {
			if len(first) < len(gradients) {
				first = append(first, slices.Clone(m.Data))
			} else if !slices.Equal(first[i], m.Data) {
				t.Errorf("derivative %d is another in a second run", i)
			}
		}
	}
	return gradients
}

// TestConvNet checks that weights of examples follow the chain rule, that From leaves the earlier rows of the input's derivative unchanged,
// and that float32 agrees with float64.
func TestConvNet(t *testing.T) {
	same := func(m Matrix[float64]) Matrix[float64] { return m }
	want := convNetGradients(t, same, 0, true)
	for i, got := range convNetGradients(t, same, 0, false) {
		near(t, fmt.Sprintf("weighted derivative %d", i), *got.Matrix, *want[i].Matrix)
	}
	for i, got := range convNetGradients(t, narrow, 0, false) {
		near(t, fmt.Sprintf("derivative %d in float32", i), *got.Matrix, narrow(*want[i].Matrix))
	}
	clear(want[0].Data[:2*want[0].Cols])
	for i, got := range convNetGradients(t, narrow, 2, false) {
		near(t, fmt.Sprintf("derivative %d from row 2", i), *got.Matrix, narrow(*want[i].Matrix))
	}
}

// TestConvFrom checks From for a convolution at the input.
func TestConvFrom(t *testing.T) {
	c := convs[0]
	byInput := func(from int) []float32 {
		var gradients []*Node[float32]
		program, err := Build(func(g *Graph[float32]) []*Node[float32] {
			x := g.Input("x", narrow(random("x", 5, c.Inputs())))
			w, b := g.Input("w", narrow(random("w", c.Taps(), c.Filters()))), g.Input("b", NewMatrix[float32](1, c.Filters()))
			gradients = g.Gradient(g.Sum(g.MaxoutConv(x, w, b, c, Pass[float32]{From: from})), []*Node[float32]{x})
			return gradients
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := program.Run(); err != nil {
			t.Fatal(err)
		}
		return gradients[0].Data
	}
	all, part := byInput(0), byInput(3)
	clear(all[:3*c.Inputs()])
	if !slices.Equal(all, part) {
		t.Errorf("derivative from row 3 is %v, want %v", part, all)
	}
}

// TestCIFARSizes checks that the nets of cifar10_convolutional.yaml have 64.8 M and 12.5 M parameters, and that images go from 3×32×32 to
// 32×16×16, 32×7×7, 192×5×5 and 500 units to a number.
func TestCIFARSizes(t *testing.T) {
	sizes := func(layers []Layer, inputs int) (params int, outputs []int) {
		for _, l := range layers {
			rows, cols, biases, out := l.sizes(inputs)
			params += rows*cols + biases
			outputs = append(outputs, out)
			inputs = out
		}
		return params, outputs
	}
	generator, discriminator := cifar()
	if params, outputs := sizes(generator, 100); params != 64_825_072 || !slices.Equal(outputs, []int{8000, 8000, 3072}) {
		t.Errorf("G has %d parameters and outputs %v", params, outputs)
	}
	if params, outputs := sizes(discriminator, 3072); params != 12_454_073 || !slices.Equal(outputs, []int{8192, 1568, 4800, 500, 1}) {
		t.Errorf("D has %d parameters and outputs %v", params, outputs)
	}
}

// cifar returns the nets of cifar10_convolutional.yaml.
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
