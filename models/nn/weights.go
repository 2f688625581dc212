package nn

// Weights are the factors of the examples in the gradients of parameters: one number a row, computed by the graph itself.
//
// They let one backward pass serve two losses. For a net with one output l per example and a loss Σᵢ f(lᵢ), the gradient by
// anything is Σᵢ f′(lᵢ)·∂lᵢ. So ∂l is propagated alone, from a derivative of 1 at the output, and f′(lᵢ) comes in where
// examples are summed (the parameters' gradients) or where the pass leaves the net (ScaleGradient), with another f for each
// loss. The weights depend on the output and are therefore set once it is in the graph; nil Weights are all 1.
type Weights[T Float] struct{ node *Node[T] }

// Set names the node (N×1) that holds the weights. It comes before Gradient.
func (c *Weights[T]) Set(n *Node[T]) { c.node = n }

// scale returns the rows of x times their weights.
func (c *Weights[T]) scale(g *Graph[T], x *Node[T]) *Node[T] {
	if c == nil {
		return x
	}
	o := &op[T]{name: "scale", rows: x.Rows, cols: x.Cols, forward: scaleRows[T]}
	return g.apply(o, x, c.node)
}

func scaleRows[T Float](out Matrix[T], in []*Matrix[T]) {
	x, c := in[0], in[1]
	for i := range out.Rows {
		from, f := x.Row(i), c.Data[i]
		for j := range out.Row(i) {
			out.Data[i*out.Cols+j] = f * from[j]
		}
	}
}

// ScaleGradient is x itself; the derivative that comes back through it is multiplied by the weights, row by row.
func (g *Graph[T]) ScaleGradient(x *Node[T], c *Weights[T]) *Node[T] {
	o := &op[T]{name: "scale gradient", rows: x.Rows, cols: x.Cols, wrt: []bool{true}}
	o.forward = func(out Matrix[T], in []*Matrix[T]) { copy(out.Data, in[0].Data) }
	o.backward = func(grad *Node[T]) []*Node[T] { return []*Node[T]{c.scale(g, grad)} }
	return g.apply(o, x)
}
