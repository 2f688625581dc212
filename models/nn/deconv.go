package nn

import (
	"gan2014/models/nn/kernel"
)

// Deconv returns the transposed convolution of examples x (N × channels·height·width) with the weights w (channels ×
// maps·kernel·kernel); see kernel.Deconv. It has no bias: Bias adds one to each value of the result.
func (g *Graph[T]) Deconv(x, w *Node[T], d kernel.Deconv, pass Pass[T]) *Node[T] {
	o := &op[T]{name: "deconv", rows: x.Rows, cols: d.Outputs(), wrt: []bool{true, true}}
	columns := newColumns[T](d)
	o.forward = func(out Matrix[T], in []*Matrix[T]) {
		for i := range out.Rows {
			Gemm(Trans, NoTrans, 1, example(d, *in[0], i), *in[1], 0, *columns)
			kernel.Spread(d, out.Row(i), columns.Data)
		}
	}
	o.backward = func(grad *Node[T]) []*Node[T] {
		byX := &op[T]{name: "deconv/x", rows: x.Rows, cols: x.Cols} // from row pass.From on; the rows before it are not used
		byX.forward = func(out Matrix[T], in []*Matrix[T]) {
			for i := pass.From; i < out.Rows; i++ {
				kernel.Gather(d, columns.Data, in[0].Row(i))
				Gemm(NoTrans, Trans, 1, *in[1], *columns, 0, example(d, out, i))
			}
		}
		byW := &op[T]{name: "deconv/w", rows: w.Rows, cols: w.Cols}
		byW.forward = func(out Matrix[T], in []*Matrix[T]) {
			clear(out.Data)
			for i := range in[0].Rows {
				kernel.Gather(d, columns.Data, in[0].Row(i))
				Gemm(NoTrans, NoTrans, 1, example(d, *in[1], i), *columns, 1, out)
			}
		}
		return []*Node[T]{g.apply(byX, grad, w), g.apply(byW, pass.Weights.scale(g, grad), x)}
	}
	return g.apply(o, x, w)
}

// newColumns returns memory for the columns of one example.
func newColumns[T Float](d kernel.Deconv) *Matrix[T] {
	m := NewMatrix[T](d.Height*d.Width, d.Columns())
	return &m
}

// example returns row i of x as a matrix of channels × positions.
func example[T Float](d kernel.Deconv, x Matrix[T], i int) Matrix[T] {
	return Matrix[T]{d.Channels, d.Height * d.Width, x.Row(i)}
}
