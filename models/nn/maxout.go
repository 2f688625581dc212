package nn

import "gan2014/models/nn/kernel"

// Maxout returns, for each unit, the largest of its k pieces plus their biases. x is N×(units·k), b is 1×(units·k), and the result is
// N×units. Piece p of unit u is column p·units+u, so that whole rows are compared. (pylearn2 puts the pieces of a unit side by side; the
// net is the same with its columns in another order.) The derivative goes only to the largest piece, and to the first of equal ones.
func (g *Graph[T]) Maxout(x, b *Node[T], k int, pass Pass[T]) *Node[T] {
	units := x.Cols / k
	winners := make([]uint8, x.Rows*units) // filled by each forward run
	o := &op[T]{name: "maxout", rows: x.Rows, cols: units, wrt: []bool{true, true}}
	o.forward = func(out Matrix[T], in []*Matrix[T]) { kernel.Maxout(out.Data, winners, in[0].Data, in[1].Data, k) }
	var y *Node[T]
	o.backward = func(grad *Node[T]) []*Node[T] {
		d := &op[T]{name: "maxout/x", rows: x.Rows, cols: x.Cols}
		d.forward = func(out Matrix[T], in []*Matrix[T]) { kernel.MaxoutSlope(out.Data, winners, in[1].Data, units, k) }
		byX := g.apply(d, y, grad) // y is an input, so that the derivative uses the winners of this run
		return []*Node[T]{byX, pass.Weights.sumExamples(g, byX)}
	}
	y = g.apply(o, x, b)
	return y
}
