package nn

import "math"

// A nonlinearity of single values y = f(x), with the slope written in terms of y so that x need not be kept.
type nonlinearity[T Float] struct {
	name  string
	value func(dst, x, bias []T)       // dst = f(x + bias), one row
	slope func(dst, y, derivative []T) // dst = derivative·f′
}

// ReLU is max(0, x+b) of rows x (N×units) and a bias b (1×units), with slope 0 at 0.
func (g *Graph[T]) ReLU(x, b *Node[T], pass Pass[T]) *Node[T] {
	return g.activation(nonlinearity[T]{"relu", relu[T], reluSlope[T]}, x, b, pass)
}

// Sigmoid is 1/(1+exp(−x−b)) of rows x (N×units) and a bias b (1×units).
func (g *Graph[T]) Sigmoid(x, b *Node[T], pass Pass[T]) *Node[T] {
	return g.activation(nonlinearity[T]{"sigmoid", sigmoid[T], sigmoidSlope[T]}, x, b, pass)
}

// Bias is x+b of rows x (N×units) and a bias b (1×units): a linear output layer, such as the logit of a discriminator.
func (g *Graph[T]) Bias(x, b *Node[T], pass Pass[T]) *Node[T] {
	return g.activation(nonlinearity[T]{"bias", plus[T], identitySlope[T]}, x, b, pass)
}

func (g *Graph[T]) activation(f nonlinearity[T], x, b *Node[T], pass Pass[T]) *Node[T] {
	var y *Node[T]
	o := &op[T]{name: f.name, rows: x.Rows, cols: x.Cols, wrt: []bool{true, true}}
	o.forward = func(out Matrix[T], in []*Matrix[T]) {
		for i := range out.Rows {
			f.value(out.Row(i), in[0].Row(i), in[1].Data)
		}
	}
	o.backward = func(grad *Node[T]) []*Node[T] {
		d := &op[T]{name: f.name + "/x", rows: x.Rows, cols: x.Cols}
		d.forward = func(out Matrix[T], in []*Matrix[T]) {
			for i := range out.Rows {
				f.slope(out.Row(i), in[0].Row(i), in[1].Row(i))
			}
		}
		byX := g.apply(d, y, grad)
		return []*Node[T]{byX, g.sumExamples(pass.Weights.scale(g, byX))}
	}
	y = g.apply(o, x, b)
	return y
}

// sumExamples adds up the rows of x: the gradient of a bias.
func (g *Graph[T]) sumExamples(x *Node[T]) *Node[T] {
	o := &op[T]{name: "sum examples", rows: 1, cols: x.Cols}
	o.forward = func(out Matrix[T], in []*Matrix[T]) {
		clear(out.Data)
		for i := range in[0].Rows {
			for j, v := range in[0].Row(i) {
				out.Data[j] += v
			}
		}
	}
	return g.apply(o, x)
}

func relu[T Float](dst, x, bias []T) {
	for j := range dst {
		dst[j] = max(0, x[j]+bias[j])
	}
}

func reluSlope[T Float](dst, y, derivative []T) {
	for j := range dst {
		dst[j] = 0
		if y[j] > 0 {
			dst[j] = derivative[j]
		}
	}
}

func sigmoid[T Float](dst, x, bias []T) {
	for j := range dst {
		dst[j] = T(1 / (1 + math.Exp(-float64(x[j]+bias[j]))))
	}
}

func sigmoidSlope[T Float](dst, y, derivative []T) {
	for j := range dst {
		dst[j] = derivative[j] * y[j] * (1 - y[j])
	}
}

func plus[T Float](dst, x, bias []T) {
	for j := range dst {
		dst[j] = x[j] + bias[j]
	}
}

func identitySlope[T Float](dst, _, derivative []T) { copy(dst, derivative) }
