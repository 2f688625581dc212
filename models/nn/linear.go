package nn

// Linear returns the product x·w of examples x (N×in) and weights w (in×out).
//
// The gradient of w is Σᵢ cᵢ·xᵢᵀ·gᵢ with the example weights c of the pass (see Weights); the gradient of x is not weighted.
func (g *Graph[T]) Linear(x, w *Node[T], pass Pass[T]) *Node[T] {
	o := &op[T]{name: "linear", rows: x.Rows, cols: w.Cols, wrt: []bool{true, true}}
	o.forward = func(out Matrix[T], in []*Matrix[T]) {
		Gemm(NoTrans, NoTrans, 1, *in[0], *in[1], 0, out)
	}
	o.backward = func(grad *Node[T]) []*Node[T] {
		return []*Node[T]{g.linearByX(grad, w, x.Cols, pass.From), g.linearByW(pass.Weights.scale(g, x), grad)}
	}
	return g.apply(o, x, w)
}

// linearByX returns grad·wᵀ from row from on. The rows before it are not used.
func (g *Graph[T]) linearByX(grad, w *Node[T], cols, from int) *Node[T] {
	o := &op[T]{name: "linear/x", rows: grad.Rows, cols: cols}
	o.forward = func(out Matrix[T], in []*Matrix[T]) {
		Gemm(NoTrans, Trans, 1, in[0].From(from), *in[1], 0, out.From(from))
	}
	return g.apply(o, grad, w)
}

// linearByW returns xᵀ·grad.
func (g *Graph[T]) linearByW(x, grad *Node[T]) *Node[T] {
	o := &op[T]{name: "linear/w", rows: x.Cols, cols: grad.Cols}
	o.forward = func(out Matrix[T], in []*Matrix[T]) {
		Gemm(Trans, NoTrans, 1, *in[0], *in[1], 0, out)
	}
	return g.apply(o, x, grad)
}
