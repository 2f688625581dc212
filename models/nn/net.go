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

// A Shape has the name and size of a parameter. Weights are named NET/LAYER/w, biases NET/LAYER/b.
type Shape struct {
	Name       string
	Rows, Cols int
}

// Shapes returns the shapes of the parameters of a net with the given number of inputs: weights and bias of each layer in turn.
func Shapes(name string, inputs int, layers []Layer) []Shape {
	var shapes []Shape
	for i, l := range layers {
		if l.Conv != nil && l.Conv.inputs() != inputs {
			panic("nn: the input of a convolution is of another size")
		}
		rows, cols, biases, outputs := l.sizes(inputs)
		shapes = append(shapes, Shape{fmt.Sprintf("%s/%d/w", name, i), rows, cols}, Shape{fmt.Sprintf("%s/%d/b", name, i), 1, biases})
		inputs = outputs
	}
	return shapes
}

// A Net is a stack of layers with their parameters: the weights and biases of each layer in turn.
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
	for i, l := range layers {
		draw(l, rng.For(seed, fmt.Sprintf("init/%s/%d", name, i)), n.Params[2*i], n.Params[2*i+1])
	}
	return n
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
	Masks     []*Node[T]  // dropout masks, one per layer, nil for a layer without dropout; a trained net is used without masks
	Weights   *Weights[T] // weights of the examples in the gradients of the parameters
	From      int         // first row for which the derivatives by the net's input are needed
	Condition *Node[T]    // the condition of each example, for a net that has one
}

// Forward adds the net to the graph, from x (N×Inputs) to the output of the last layer. It also returns the leaves of
// the parameters, in the order of Params, for Gradient.
func (n *Net[T]) Forward(g *Graph[T], x *Node[T], pass Pass[T]) (y *Node[T], leaves []*Node[T]) {
	for i, l := range n.Layers {
		leaves = append(leaves, g.leaf(n.Params[2*i]), g.leaf(n.Params[2*i+1]))
		if pass.Masks != nil && pass.Masks[i] != nil {
			x = g.Mask(x, pass.Masks[i])
		}
		x = conditioned(l, g, x, leaves[2*i], leaves[2*i+1], pass)
		pass.From = 0
	}
	return x, leaves
}

// conditioned returns what the layer after l is given, with l's part of the condition.
func conditioned[T Float](l Layer, g *Graph[T], x, w, b *Node[T], pass Pass[T]) *Node[T] {
	switch {
	case l.Branch:
		return g.Beside(x, forward(l, g, pass.Condition, w, b, pass))
	case l.Condition > 0:
		return forward(l, g, g.Beside(x, pass.Condition), w, b, pass)
	default:
		return forward(l, g, x, w, b, pass)
	}
}

// forward returns the output of a layer with the input x.
func forward[T Float](l Layer, g *Graph[T], x, w, b *Node[T], pass Pass[T]) *Node[T] {
	switch l.Kind {
	case "relu":
		return g.ReLU(g.Linear(x, w, pass), b, pass)
	case "sigmoid":
		return g.Sigmoid(g.Linear(x, w, pass), b, pass)
	case "linear":
		return g.Bias(g.Linear(x, w, pass), b, pass)
	case "maxout":
		return g.Maxout(g.Linear(x, w, pass), b, l.Pieces, pass)
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
	widths := make([]int, len(n.Layers))
	inputs := n.Inputs
	for i, l := range n.Layers {
		if l.Keep != 0 && l.Keep != 1 {
			widths[i] = inputs
		}
		_, _, _, inputs = l.sizes(inputs)
	}
	return widths
}
