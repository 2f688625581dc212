package nn

import (
	"fmt"
	"math"

	"gan2014/internal/rng"
)

// A Layer is a fully connected layer: weights, bias, nonlinearity. Kinds: "relu", "sigmoid", "maxout", and "linear"
// (which a discriminator ends with: its loss is computed from the value before the sigmoid).
type Layer struct {
	Kind   string
	Units  int
	Pieces int       // of a maxout unit; 0 for the other kinds
	IRange float64   // weights start as U(−IRange, IRange) (pylearn2's irange)
	Bias   []float64 // initial bias, one a unit; nil means 0
	Keep   float64   // probability that dropout keeps a value of the layer's input, scaled by 1/Keep; 0 means no dropout
}

// width is the number of columns of the layer's weights.
func (l Layer) width() int { return l.Units * max(1, l.Pieces) }

// A Param is a matrix that is trained, with the state of its update.
type Param[T Float] struct {
	Name     string
	Value    Matrix[T]
	Velocity Matrix[T] // of SGD with momentum
}

// A Net is a stack of layers with its parameters: weights and bias of each layer in turn.
type Net[T Float] struct {
	Inputs int
	Layers []Layer
	Params []*Param[T]
}

// NewNet draws the initial parameters from the streams init/NAME/LAYER of the seed.
func NewNet[T Float](name string, inputs int, layers []Layer, seed int64) *Net[T] {
	n := &Net[T]{Inputs: inputs, Layers: layers}
	for i, l := range layers {
		w := newParam[T](fmt.Sprintf("%s/%d/w", name, i), inputs, l.width())
		rng.Uniform(rng.For(seed, fmt.Sprintf("init/%s/%d", name, i)), w.Value.Data, -l.IRange, l.IRange)
		b := newParam[T](fmt.Sprintf("%s/%d/b", name, i), 1, l.width())
		for j, v := range l.Bias {
			b.Value.Data[j] = T(v)
		}
		n.Params = append(n.Params, w, b)
		inputs = l.Units
	}
	return n
}

func newParam[T Float](name string, rows, cols int) *Param[T] {
	return &Param[T]{Name: name, Value: NewMatrix[T](rows, cols), Velocity: NewMatrix[T](rows, cols)}
}

// A Pass says how a net is run within a graph. The zero value is a plain forward pass.
type Pass[T Float] struct {
	Masks   []*Node[T]  // dropout masks, one a layer, nil for a layer without; no masks at all is how a net is used after training
	Weights *Weights[T] // of the examples in the gradients of the parameters
	From    int         // derivatives by the net's input are wanted from this row on
}

// Forward adds the net to the graph, from x (N×Inputs) to the output of the last layer. The leaves it makes for the
// parameters, in the order of Params, are returned to be differentiated by.
func (n *Net[T]) Forward(g *Graph[T], x *Node[T], pass Pass[T]) (y *Node[T], leaves []*Node[T]) {
	for i, l := range n.Layers {
		w, b := n.Params[2*i], n.Params[2*i+1]
		leaves = append(leaves, g.Input(w.Name, w.Value), g.Input(b.Name, b.Value))
		if pass.Masks != nil && pass.Masks[i] != nil {
			x = g.Mask(x, pass.Masks[i])
		}
		x = forward(l, g, x, leaves[2*i], leaves[2*i+1], pass)
		pass.From = 0
	}
	return x, leaves
}

func forward[T Float](l Layer, g *Graph[T], x, w, b *Node[T], pass Pass[T]) *Node[T] {
	x = g.Linear(x, w, pass)
	switch l.Kind {
	case "relu":
		return g.ReLU(x, b, pass)
	case "sigmoid":
		return g.Sigmoid(x, b, pass)
	case "linear":
		return g.Bias(x, b, pass)
	case "maxout":
		return g.Maxout(x, b, l.Pieces, pass)
	default:
		panic("nn: no layer of kind " + l.Kind)
	}
}

// MaskWidths are the columns of the masks of a pass with dropout, 0 for a layer without one.
func (n *Net[T]) MaskWidths() []int {
	widths := make([]int, len(n.Layers))
	inputs := n.Inputs
	for i, l := range n.Layers {
		if l.Keep != 0 && l.Keep != 1 {
			widths[i] = inputs
		}
		inputs = l.Units
	}
	return widths
}

// BiasFromMarginals is logit(mean) of each output clipped to [1e−7, 1−1e−7]: with small weights, a sigmoid layer that starts
// there starts at the training data's mean (pylearn2's init_sigmoid_bias_from_marginals).
func BiasFromMarginals(mean []float64) []float64 {
	bias := make([]float64, len(mean))
	for i, p := range mean {
		p = min(max(p, 1e-7), 1-1e-7)
		bias[i] = math.Log(p / (1 - p))
	}
	return bias
}
