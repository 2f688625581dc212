package nn

import "gan2014/models/nn/kernel"

// Weights are the factors of the examples in the gradients of parameters: one number a row, computed by the graph itself.
//
// With them one backward pass serves two losses. For a net with one output l per example and a loss Σᵢ f(lᵢ), every gradient is
// Σᵢ f′(lᵢ)·∂lᵢ. So the pass propagates only ∂l, from a derivative of 1 at the output. The factors f′(lᵢ), which differ between the
// losses, apply where examples are summed (the parameters' gradients) or where the pass leaves the net (ScaleGradient). The weights
// depend on the output, so they are set when it is in the graph. nil Weights are all 1.
type Weights[T Float] struct{ node *Node[T] }

// Set sets the node (N×1) that holds the weights. Call it before Gradient.
func (c *Weights[T]) Set(n *Node[T]) { c.node = n }

// scale returns the rows of x times their weights.
func (c *Weights[T]) scale(g *Graph[T], x *Node[T]) *Node[T] {
	if c == nil {
		return x
	}
	o := &op[T]{name: "scale", rows: x.Rows, cols: x.Cols}
	o.forward = func(out Matrix[T], in []*Matrix[T]) { kernel.ScaleRows(out.Data, in[0].Data, in[1].Data) }
	return g.apply(o, x, c.node)
}

// sumExamples adds up the rows of x times their weights: the gradient of a bias.
func (c *Weights[T]) sumExamples(g *Graph[T], x *Node[T]) *Node[T] {
	o := &op[T]{name: "sum examples", rows: 1, cols: x.Cols}
	if c == nil {
		o.forward = func(out Matrix[T], in []*Matrix[T]) { kernel.SumRows(out.Data, in[0].Data, nil) }
		return g.apply(o, x)
	}
	o.forward = func(out Matrix[T], in []*Matrix[T]) { kernel.SumRows(out.Data, in[0].Data, in[1].Data) }
	return g.apply(o, x, c.node)
}

// ScaleGradient returns x itself; the derivative that comes back through it is multiplied by the weights, row by row.
func (g *Graph[T]) ScaleGradient(x *Node[T], c *Weights[T]) *Node[T] {
	o := &op[T]{name: "scale gradient", rows: x.Rows, cols: x.Cols, wrt: []bool{true}}
	o.view = func(in []*Matrix[T]) Matrix[T] { return *in[0] }
	o.backward = func(grad *Node[T]) []*Node[T] { return []*Node[T]{c.scale(g, grad)} }
	return g.apply(o, x)
}

// AddGradient returns x itself; slope, of the same shape, is added to the derivative that comes back through it. So a loss of x alone, with the
// derivative slope, joins the loss behind. slope is not differentiated.
func (g *Graph[T]) AddGradient(x, slope *Node[T]) *Node[T] {
	o := &op[T]{name: "add gradient", rows: x.Rows, cols: x.Cols, wrt: []bool{true, false}}
	o.view = func(in []*Matrix[T]) Matrix[T] { return *in[0] }
	o.backward = func(grad *Node[T]) []*Node[T] { return []*Node[T]{g.Plus(grad, slope), nil} }
	return g.apply(o, x, slope)
}
