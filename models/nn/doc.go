// Package nn trains stacks of fully connected and convolutional layers. It is the only package that uses Gorgonia.
//
// Build makes a graph of matrix functions, Gradient differentiates it symbolically, and the compiled program runs once per update.
// Gorgonia differentiates, prunes and schedules. Every function in a graph belongs to this package, because Gorgonia's own are
// silently wrong in places (dropout's gradient, aliased buffers, merged nodes) and slow in others. This package also has the random
// numbers, the update rule and the checkpoints, because Gorgonia's cannot be seeded or saved. Matrices are row-major, one example a
// row.
//
//	program, err := nn.Build(func(g *nn.Graph[float32]) []*nn.Node[float32] {
//		y, leaves := net.Forward(g, g.Input("x", x), nn.Pass[float32]{})
//		return g.Gradient(g.Sum(y), leaves)
//	})
//	// fill x.Data, then
//	err = program.Run()                     // each Gradient is new
//	nn.Momentum(net.Params, rate, momentum) // and so are Value and Velocity
package nn
