package nn

import (
	"gan2014/internal/parallel"
	"gan2014/models/nn/kernel"
)

// A Conv is the geometry of a layer of convolution or deconvolution. An example is a row of channels × height × width, in that
// order, before the layer and after it.
type Conv struct {
	Channels, Height, Width int // of the input
	Kernel                  int // height and width of a filter
	Stride                  int // of a deconvolution; a convolution moves by 1
	Pad                     int // zeros around the input of a convolution
	Pool, PoolStride        int // height and width of the pooling windows after a convolution, and their distance, at most Pool
}

func (c Conv) inputs() int { return c.Channels * c.Height * c.Width }

// MaxoutConv returns convolution, maxout and max pooling of examples x (N × channels·height·width) with the weights w
// (channels·kernel·kernel × filters) and one bias a filter, b (1×filters); see kernel.Conv for the order of filters, the
// borders and the size of the result. The derivative goes to the winner of each window: the first of the largest places, and there the
// first of the largest pieces.
//
// One function does all three because of the backward pass. Each value of the result comes from pieces × pool² values, of which only the
// winner has a derivative. So the derivatives of x and w take only a fraction of the products of a plain convolution.
func (g *Graph[T]) MaxoutConv(x, w, b *Node[T], c kernel.Conv, pass Pass[T]) *Node[T] {
	k := kernel.NewMaxoutConv[T](c)
	winners := make([]kernel.Winner, x.Rows*c.Outputs()) // refreshed by each forward run
	o := &op[T]{name: "maxout conv", rows: x.Rows, cols: c.Outputs(), wrt: []bool{true, true, true}}
	o.forward = func(out Matrix[T], in []*Matrix[T]) {
		k.Forward(out.Data, winners, in[0].Data, in[1].Data, in[2].Data, parallel.Workers())
	}
	var y *Node[T] // an input of the derivatives, so that they use the winners of this run
	o.backward = func(grad *Node[T]) []*Node[T] {
		byX := &op[T]{name: "maxout conv/x", rows: x.Rows, cols: x.Cols} // from row pass.From on; the rows before it are not used
		byX.forward = func(out Matrix[T], in []*Matrix[T]) {
			from := pass.From
			k.ByInput(out.From(from).Data, winners[from*c.Outputs():], in[1].From(from).Data, in[2].Data, parallel.Workers())
		}
		byW := &op[T]{name: "maxout conv/w", rows: w.Rows, cols: w.Cols}
		byW.forward = func(out Matrix[T], in []*Matrix[T]) {
			k.ByWeights(out.Data, winners, in[1].Data, in[2].Data, parallel.Workers())
		}
		byB := &op[T]{name: "maxout conv/b", rows: 1, cols: b.Cols}
		byB.forward = func(out Matrix[T], in []*Matrix[T]) {
			k.ByBias(out.Data, winners, in[1].Data, parallel.Workers())
		}
		weighted := pass.Weights.scale(g, grad)
		return []*Node[T]{g.apply(byX, y, grad, w), g.apply(byW, y, weighted, x), g.apply(byB, y, weighted)}
	}
	y = g.apply(o, x, w, b)
	return y
}
