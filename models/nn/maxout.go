package nn

// Maxout is, for each unit, the largest of its k pieces x[u·k] … x[u·k+k−1] plus their biases (pylearn2's Maxout: pieces of
// a unit are neighbours, each with a bias of its own). x is N×(units·k), b is 1×(units·k), the result N×units. The
// derivative goes to the largest piece alone, the first one where several are equal.
func (g *Graph[T]) Maxout(x, b *Node[T], k int, pass Pass[T]) *Node[T] {
	winners := make([]uint8, x.Rows*x.Cols/k) // which piece was largest, refreshed by each forward run
	o := &op[T]{name: "maxout", rows: x.Rows, cols: x.Cols / k, wrt: []bool{true, true}}
	o.forward = func(out Matrix[T], in []*Matrix[T]) {
		for i := range out.Rows {
			maxout(out.Row(i), winners[i*out.Cols:(i+1)*out.Cols], in[0].Row(i), in[1].Data, k)
		}
	}
	var y *Node[T]
	o.backward = func(grad *Node[T]) []*Node[T] {
		d := &op[T]{name: "maxout/x", rows: x.Rows, cols: x.Cols}
		d.forward = func(out Matrix[T], in []*Matrix[T]) {
			clear(out.Data)
			for u, derivative := range in[1].Data {
				out.Data[u*k+int(winners[u])] = derivative
			}
		}
		byX := g.apply(d, y, grad) // y is an input so that the winners are of this run
		return []*Node[T]{byX, g.sumExamples(pass.Weights.scale(g, byX))}
	}
	y = g.apply(o, x, b)
	return y
}

// maxout does one example.
func maxout[T Float](dst []T, winners []uint8, x, bias []T, k int) {
	for u := range dst {
		best, at := x[u*k]+bias[u*k], 0
		for p := 1; p < k; p++ {
			if v := x[u*k+p] + bias[u*k+p]; v > best {
				best, at = v, p
			}
		}
		dst[u], winners[u] = best, uint8(at)
	}
}
