package nn

// applied is the number of rows that Apply computes at a time.
const applied = 500

// Apply returns the output of a trained net for each row of x, without dropout. The net has no condition.
func Apply(n *Net[float32], x Matrix[float32]) (Matrix[float32], error) {
	part := NewMatrix[float32](applied, n.Inputs)
	var y *Node[float32]
	program, err := Build(func(g *Graph[float32]) []*Node[float32] {
		y, _ = n.Forward(g, g.Input("x", part), Pass[float32]{})
		return []*Node[float32]{y}
	})
	if err != nil {
		return Matrix[float32]{}, err
	}
	all := NewMatrix[float32](x.Rows, n.Outputs())
	for done := 0; done < x.Rows; done += applied {
		copy(part.Data, x.From(done).Data)
		if err := program.Run(); err != nil {
			return Matrix[float32]{}, err
		}
		copy(all.From(done).Data, y.Data)
	}
	return all, nil
}

// Hidden returns the net without its last layer, whose outputs are the features of the last hidden layer. It shares the parameters.
func (n *Net[T]) Hidden() *Net[T] {
	last := len(n.Layers) - 1
	return &Net[T]{n.Inputs, n.Layers[:last], n.Params[:Tensors(n.Layers[:last])]}
}
