// Package nn trains stacks of fully connected and convolutional layers, and is the only package that knows Gorgonia.
//
// A net is laid out as a graph of matrix functions (Build), differentiated symbolically (Gradient), compiled, and run once an
// update. Gorgonia does the differentiation, the pruning and the scheduling; every function in a graph is one of this
// package's, because Gorgonia's own are silently wrong in places (dropout's gradient, aliased buffers, merged nodes) and slow
// in others. All randomness, the update rule and the checkpoints are this package's too, as Gorgonia's cannot be seeded or
// saved. Matrices are row-major, one example a row.
//
//	program, err := nn.Build(func(g *nn.Graph[float32]) []*nn.Node[float32] {
//		y, leaves := net.Forward(g, g.Input("x", x), nn.Pass[float32]{})
//		return g.Gradient(g.Sum(y), leaves)
//	})
//	// fill x.Data, then
//	err = program.Run()                     // each Gradient is new
//	nn.Momentum(net.Params, rate, momentum) // and so are Value and Velocity
package nn
