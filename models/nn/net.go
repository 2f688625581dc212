package nn

import (
	"fmt"
	"slices"

	"gan2014/internal/rng"
	"gan2014/models/nn/kernel"
)

// A Layer has weights, biases and a nonlinearity. Kinds of fully connected layers: "relu", "sigmoid", "maxout", and "linear"
// (which a discriminator ends with: its loss is computed from the value before the sigmoid). Kinds with a Conv: "maxout conv"
// (see MaxoutConv), and "deconv" (see Deconv), linear and with a bias for each value of its output.
type Layer struct {
	Kind   string
	Units  int       // number of units; for a layer with a Conv the number of maps, the channels of its output
	Pieces int       // pieces of a maxout unit or map; 0 for the other kinds
	Conv   *Conv     // nil for the fully connected kinds
	IRange float64   // weights start as U(−IRange, IRange) (pylearn2's irange)
	Sparse int       // if not 0, that many weights of each column start as N(0, 1) and the others as 0 (sparse_init, of sparse_stdev 1)
	Bias   []float64 // initial biases, one per unit (or as the kind says) or one for all; nil means 0

	// MaxNorm limits the L2 norm of each column of weights, the incoming weights of a unit, piece or filter (max_col_norm,
	// max_kernel_norm). It holds from the start and after every update (see kernel.ShrinkColumns). 0 means no limit.
	MaxNorm float64
	Keep    float64 // probability that dropout keeps a value of the layer's input, scaled by 1/Keep; 0 means no dropout
	Noise   float64 // standard deviation of normal noise on the layer's input, after dropout; 0 means none

	// Normalised columns of the product of input and weights have mean 0 and variance 1 over a batch, before a scale and the bias (see
	// Graph.Normalise). Only for the fully connected kinds.
	Normalised bool

	// Condition is the number of columns of the net's condition that the fully connected layer takes; 0 means none. They stand beside the
	// layer's other input, and dropout spares them.
	Condition int
	// Branch lets a layer with a Condition take nothing else. Its output stands beside the output of the layer before it, and both are
	// the input of the next.
	Branch bool
}

// sizes returns the shape of the layer's weights, the number of its biases, and the number of columns of its output.
func (l Layer) sizes(inputs int) (rows, cols, biases, outputs int) {
	switch l.Kind {
	case "maxout conv":
		c := l.conv()
		return c.Taps(), c.Filters(), c.Filters(), c.Outputs()
	case "deconv":
		d := l.deconv()
		return d.Channels, d.Columns(), d.Outputs(), d.Outputs()
	default:
		width := l.Units * max(1, l.Pieces)
		if l.Branch {
			return l.Condition, width, width, inputs + l.Units
		}
		return inputs + l.Condition, width, width, l.Units
	}
}

func (l Layer) conv() kernel.Conv {
	c := l.Conv
	return kernel.Conv{Channels: c.Channels, Height: c.Height, Width: c.Width, Kernel: c.Kernel, Pad: c.Pad,
		Maps: l.Units, Pieces: l.Pieces, Pool: c.Pool, Stride: c.PoolStride}
}

func (l Layer) deconv() kernel.Deconv {
	c := l.Conv
	return kernel.Deconv{Channels: c.Channels, Height: c.Height, Width: c.Width, Kernel: c.Kernel, Stride: c.Stride, Maps: l.Units}
}

// Tensors returns the number of parameters of layers: weights and bias of each, and the statistics of a normalised one.
func Tensors(layers []Layer) int {
	n := 2 * len(layers)
	for _, l := range layers {
		if l.Normalised {
			n++
		}
	}
	return n
}

// A Shape has the name and size of a parameter. Weights are named NET/LAYER/w, biases NET/LAYER/b, statistics of a normalised layer NET/LAYER/n.
type Shape struct {
	Name       string
	Rows, Cols int
}

// Shapes returns the shapes of the parameters of a net with the given number of inputs: weights, bias and statistics of each layer in turn.
func Shapes(name string, inputs int, layers []Layer) []Shape {
	var shapes []Shape
	for i, l := range layers {
		if l.Conv != nil && l.Conv.inputs() != inputs {
			panic("nn: the input of a convolution is of another size")
		}
		rows, cols, biases, outputs := l.sizes(inputs)
		shapes = append(shapes, Shape{fmt.Sprintf("%s/%d/w", name, i), rows, cols}, Shape{fmt.Sprintf("%s/%d/b", name, i), 1, biases})
		if l.Normalised {
			shapes = append(shapes, Shape{fmt.Sprintf("%s/%d/n", name, i), 3, cols})
		}
		inputs = outputs
	}
	return shapes
}

// A Net is a stack of layers with their parameters: the weights, the biases and, if it is normalised, the statistics of each layer in turn.
type Net[T Float] struct {
	Inputs int
	Layers []Layer
	Params []*Param[T]
}

// NewNet draws the initial parameters from the streams init/NAME/LAYER of the seed.
func NewNet[T Float](name string, inputs int, layers []Layer, seed int64) *Net[T] {
	n := &Net[T]{Inputs: inputs, Layers: layers}
	for _, s := range Shapes(name, inputs, layers) {
		n.Params = append(n.Params, NewParam[T](s))
	}
	for i := range layers {
		draw(layers[i], rng.For(seed, fmt.Sprintf("init/%s/%d", name, i)), n.paramsOf(i))
	}
	return n
}

// paramsOf returns the parameters of layer i.
func (n *Net[T]) paramsOf(i int) []*Param[T] {
	return n.Params[Tensors(n.Layers[:i]):Tensors(n.Layers[:i+1])]
}

// Normalised reports whether a layer of the net is.
func (n *Net[T]) Normalised() bool {
	return slices.ContainsFunc(n.Layers, func(l Layer) bool { return l.Normalised })
}

// Behind returns a net that has the layers of front followed by those of n. It shares their parameters.
func (n *Net[T]) Behind(front *Net[T]) *Net[T] {
	if front.Outputs() != n.Inputs {
		panic("nn: the net in front has another number of outputs than the one behind has inputs")
	}
	return &Net[T]{front.Inputs, slices.Concat(front.Layers, n.Layers), slices.Concat(front.Params, n.Params)}
}

// Outputs returns the number of columns of the last layer's output.
func (n *Net[T]) Outputs() int {
	outputs := n.Inputs
	for _, l := range n.Layers {
		_, _, _, outputs = l.sizes(outputs)
	}
	return outputs
}

// A Pass says how a net is run within a graph. The zero value is a plain forward pass.
type Pass[T Float] struct {
	Masks     []*Node[T]  // dropout masks, one per layer, nil for a layer without dropout; a trained discriminator is used without masks
	Noises    []*Node[T]  // noise on the input of each layer, nil for a layer without it
	Training  bool        // normalised layers use the statistics of the batch and store them
	Split     int         // for normalised layers: the first row of a second batch in the rows; 0 means that all are one
	Weights   *Weights[T] // weights of the examples in the gradients of the parameters
	From      int         // first row for which the derivatives by the net's input are needed
	Condition *Node[T]    // the condition of each example, for a net that has one
}

// Forward adds the net to the graph, from x (N×Inputs) to the output of the last layer. It also returns the leaves of
// the parameters, in the order of Params, for Gradient.
func (n *Net[T]) Forward(g *Graph[T], x *Node[T], pass Pass[T]) (y *Node[T], leaves []*Node[T]) {
	for i, l := range n.Layers {
		var own []*Node[T]
		for _, p := range n.paramsOf(i) {
			own = append(own, g.leaf(p))
		}
		if pass.Masks != nil && pass.Masks[i] != nil {
			x = g.Mask(x, pass.Masks[i])
		}
		if pass.Noises != nil && pass.Noises[i] != nil {
			x = g.Plus(x, pass.Noises[i])
		}
		x = conditioned(l, g, x, own, pass)
		leaves = append(leaves, own...)
		pass.From = 0
	}
	return x, leaves
}

// conditioned returns what the layer after l is given, with l's part of the condition.
func conditioned[T Float](l Layer, g *Graph[T], x *Node[T], params []*Node[T], pass Pass[T]) *Node[T] {
	switch {
	case l.Branch:
		return g.Beside(x, forward(l, g, pass.Condition, params, pass))
	case l.Condition > 0:
		return forward(l, g, g.Beside(x, pass.Condition), params, pass)
	default:
		return forward(l, g, x, params, pass)
	}
}

// forward returns the output of a layer with the input x and the given parameters.
func forward[T Float](l Layer, g *Graph[T], x *Node[T], params []*Node[T], pass Pass[T]) *Node[T] {
	w, b := params[0], params[1]
	product := func() *Node[T] {
		if l.Normalised {
			return g.Normalise(g.Linear(x, w, pass), params[2], pass)
		}
		return g.Linear(x, w, pass)
	}
	switch l.Kind {
	case "relu":
		return g.ReLU(product(), b, pass)
	case "sigmoid":
		return g.Sigmoid(product(), b, pass)
	case "linear":
		return g.Bias(product(), b, pass)
	case "maxout":
		return g.Maxout(product(), b, l.Pieces, pass)
	case "maxout conv":
		return g.MaxoutConv(x, w, b, l.conv(), pass)
	case "deconv":
		return g.Bias(g.Deconv(x, w, l.deconv(), pass), b, pass)
	default:
		panic("nn: no layer of kind " + l.Kind)
	}
}

// MaskWidths returns the columns of the masks of a pass with dropout, 0 for a layer without one.
func (n *Net[T]) MaskWidths() []int {
	return n.widths(func(l Layer) bool { return l.Keep != 0 && l.Keep != 1 })
}

// NoiseWidths returns the columns of the noise of a pass, 0 for a layer without it.
func (n *Net[T]) NoiseWidths() []int { return n.widths(func(l Layer) bool { return l.Noise != 0 }) }

// widths returns the number of inputs of the layers that have something, and 0 for the others.
func (n *Net[T]) widths(has func(Layer) bool) []int {
	widths := make([]int, len(n.Layers))
	inputs := n.Inputs
	for i, l := range n.Layers {
		if has(l) {
			widths[i] = inputs
		}
		_, _, _, inputs = l.sizes(inputs)
	}
	return widths
}
