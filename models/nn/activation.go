package nn

import "gan2014/models/nn/kernel"

// A nonlinearity is a function y = f(x + bias) of single values. Its slope is a function of y, so that x need not be kept.
type nonlinearity[T Float] struct {
	name  string
	value func(y, x, bias []T)
	slope func(dx, y, dy []T) // dx = dy·f′
}

// ReLU returns max(0, x+b) of rows x (N×units) and a bias b (1×units), with slope 0 at 0.
func (g *Graph[T]) ReLU(x, b *Node[T], pass Pass[T]) *Node[T] {
	return g.activation(nonlinearity[T]{"relu", kernel.ReLU[T], kernel.ReLUSlope[T]}, x, b, pass)
}

// Sigmoid returns 1/(1+exp(−x−b)) of rows x (N×units) and a bias b (1×units).
func (g *Graph[T]) Sigmoid(x, b *Node[T], pass Pass[T]) *Node[T] {
	return g.activation(nonlinearity[T]{"sigmoid", kernel.Sigmoid[T], kernel.SigmoidSlope[T]}, x, b, pass)
}

// Bias returns x+b of rows x (N×units) and a bias b (1×units): a linear output layer, such as the logit of a discriminator.
func (g *Graph[T]) Bias(x, b *Node[T], pass Pass[T]) *Node[T] {
	return g.activation(nonlinearity[T]{"bias", plus[T], func(dx, _, dy []T) { copy(dx, dy) }}, x, b, pass)
}

func plus[T Float](y, x, bias []T) {
	for from := 0; from < len(y); from += len(bias) {
		for j, b := range bias {
			y[from+j] = x[from+j] + b
		}
	}
}

func (g *Graph[T]) activation(f nonlinearity[T], x, b *Node[T], pass Pass[T]) *Node[T] {
	var y *Node[T]
	o := &op[T]{name: f.name, rows: x.Rows, cols: x.Cols, wrt: []bool{true, true}}
	o.forward = func(out Matrix[T], in []*Matrix[T]) { f.value(out.Data, in[0].Data, in[1].Data) }
	o.backward = func(grad *Node[T]) []*Node[T] {
		d := &op[T]{name: f.name + "/x", rows: x.Rows, cols: x.Cols}
		d.forward = func(out Matrix[T], in []*Matrix[T]) { f.slope(out.Data, in[0].Data, in[1].Data) }
		byX := g.apply(d, y, grad)
		return []*Node[T]{byX, pass.Weights.sumExamples(g, byX)}
	}
	y = g.apply(o, x, b)
	return y
}
