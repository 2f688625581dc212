package nn

// A net may have a condition: a second input c (N×columns), such as the one-hot code of a class. Layers with a Condition take it (Mirza
// and Osindero 2014).

// Beside returns the rows of x (N×a) followed by those of c (N×b): N×(a+b).
func (g *Graph[T]) Beside(x, c *Node[T]) *Node[T] {
	o := &op[T]{name: "beside", rows: x.Rows, cols: x.Cols + c.Cols, wrt: []bool{true, true}}
	o.forward = func(out Matrix[T], in []*Matrix[T]) {
		for i := range out.Rows {
			copy(out.Row(i), in[0].Row(i))
			copy(out.Row(i)[in[0].Cols:], in[1].Row(i))
		}
	}
	o.backward = func(grad *Node[T]) []*Node[T] {
		return []*Node[T]{g.columns(grad, 0, x.Cols), g.columns(grad, x.Cols, c.Cols)}
	}
	return g.apply(o, x, c)
}

// columns returns n columns of x, from the given one.
func (g *Graph[T]) columns(x *Node[T], from, n int) *Node[T] {
	o := &op[T]{name: "columns", rows: x.Rows, cols: n}
	o.forward = func(out Matrix[T], in []*Matrix[T]) {
		for i := range out.Rows {
			copy(out.Row(i), in[0].Row(i)[from:])
		}
	}
	return g.apply(o, x)
}

// Plus returns x + c; c is not differentiated.
func (g *Graph[T]) Plus(x, c *Node[T]) *Node[T] {
	o := &op[T]{name: "plus", rows: x.Rows, cols: x.Cols, wrt: []bool{true, false}}
	o.forward = func(out Matrix[T], in []*Matrix[T]) {
		for i, v := range in[0].Data {
			out.Data[i] = v + in[1].Data[i]
		}
	}
	o.backward = func(grad *Node[T]) []*Node[T] {
		d := &op[T]{name: "plus/x", rows: x.Rows, cols: x.Cols}
		d.view = func(in []*Matrix[T]) Matrix[T] { return *in[0] }
		return []*Node[T]{g.apply(d, grad), nil}
	}
	return g.apply(o, x, c)
}
