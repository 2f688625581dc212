package nn

import "gan2014/models/nn/kernel"

// Mask returns x·m, element by element; m is not differentiated. Dropout uses it, with 0 and 1/keep in m.
func (g *Graph[T]) Mask(x, m *Node[T]) *Node[T] {
	product := func(out Matrix[T], in []*Matrix[T]) { kernel.Multiply(out.Data, in[0].Data, in[1].Data) }
	o := &op[T]{name: "mask", rows: x.Rows, cols: x.Cols, wrt: []bool{true, false}, forward: product}
	o.backward = func(grad *Node[T]) []*Node[T] {
		d := &op[T]{name: "mask/x", rows: x.Rows, cols: x.Cols, forward: product}
		return []*Node[T]{g.apply(d, grad, m), nil}
	}
	return g.apply(o, x, m)
}

// Stack returns the rows of data over the rows of model: real images over generated ones. Only model is differentiated.
func (g *Graph[T]) Stack(data, model *Node[T]) *Node[T] {
	o := &op[T]{name: "stack", rows: data.Rows + model.Rows, cols: data.Cols, wrt: []bool{false, true}}
	o.forward = func(out Matrix[T], in []*Matrix[T]) {
		copy(out.Data, in[0].Data)
		copy(out.From(in[0].Rows).Data, in[1].Data)
	}
	o.backward = func(grad *Node[T]) []*Node[T] {
		d := &op[T]{name: "stack/model", rows: model.Rows, cols: model.Cols}
		d.view = func(in []*Matrix[T]) Matrix[T] { return in[0].From(data.Rows) }
		return []*Node[T]{nil, g.apply(d, grad)}
	}
	return g.apply(o, data, model)
}

// Sum returns the sum of all values of x, a number to differentiate: the derivative of each value is 1.
func (g *Graph[T]) Sum(x *Node[T]) *Node[T] {
	o := &op[T]{name: "sum", rows: 1, cols: 1, scalar: true, wrt: []bool{true}}
	o.forward = func(out Matrix[T], in []*Matrix[T]) {
		out.Data[0] = 0
		for _, v := range in[0].Data {
			out.Data[0] += v
		}
	}
	o.backward = func(*Node[T]) []*Node[T] {
		d := &op[T]{name: "sum/x", rows: x.Rows, cols: x.Cols}
		d.forward = func(out Matrix[T], _ []*Matrix[T]) {
			for i := range out.Data {
				out.Data[i] = 1
			}
		}
		return []*Node[T]{g.apply(d, x)}
	}
	return g.apply(o, x)
}

// Map returns rows×cols values computed from x by a function that is not differentiated, with a name that tells it from others.
func (g *Graph[T]) Map(name string, rows, cols int, x *Node[T], f func(dst, x Matrix[T])) *Node[T] {
	o := &op[T]{name: name, rows: rows, cols: cols}
	o.forward = func(out Matrix[T], in []*Matrix[T]) { f(out, *in[0]) }
	return g.apply(o, x)
}
