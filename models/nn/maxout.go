package nn

import "gan2014/models/nn/kernel"

// Maxout is, for each unit, the largest of its k pieces plus their biases. x is N×(units·k), b is 1×(units·k), the result
// N×units; piece p of unit u is column p·units+u. (pylearn2 has the pieces of a unit side by side, and the same net with its
// columns in another order; here the largest is found by comparing whole rows.) The derivative goes to the largest piece
// alone, the first one where several are equal.
func (g *Graph[T]) Maxout(x, b *Node[T], k int, pass Pass[T]) *Node[T] {
	units := x.Cols / k
	winners := make([]uint8, x.Rows*units) // refreshed by each forward run
	o := &op[T]{name: "maxout", rows: x.Rows, cols: units, wrt: []bool{true, true}}
	o.forward = func(out Matrix[T], in []*Matrix[T]) { kernel.Maxout(out.Data, winners, in[0].Data, in[1].Data, k) }
	var y *Node[T]
	o.backward = func(grad *Node[T]) []*Node[T] {
		d := &op[T]{name: "maxout/x", rows: x.Rows, cols: x.Cols}
		d.forward = func(out Matrix[T], in []*Matrix[T]) { kernel.MaxoutSlope(out.Data, winners, in[1].Data, units, k) }
		byX := g.apply(d, y, grad) // y is an input so that the winners are of this run
		return []*Node[T]{byX, pass.Weights.sumExamples(g, byX)}
	}
	y = g.apply(o, x, b)
	return y
}
