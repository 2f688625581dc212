package gsn

import (
	"fmt"
	"math"
	"slices"

	"gan2014/internal/elementary"
	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// A net has layers that are joined by weights. Layer 0 is the image.
type net[T nn.Float] struct {
	weights []*nn.Param[T] // weights[i] joins layers i and i+1: units of layer i × units of layer i+1
	bias    []*nn.Param[T] // one per layer: 1×units
	params  []*nn.Param[T] // all weights and biases
}

// newNet draws the weights from U(−r, r), r = √(6/(units below + units above)), as yaoli/GSN does for tanh units; biases are 0.
func newNet[T nn.Float](units []int, seed int64) *net[T] {
	n := &net[T]{}
	for i, units := range units {
		n.bias = append(n.bias, nn.NewParam[T](nn.Shape{Name: fmt.Sprint("b", i), Rows: 1, Cols: units}))
	}
	for i := 1; i < len(units); i++ {
		below, above := units[i-1], units[i]
		w := nn.NewParam[T](nn.Shape{Name: fmt.Sprint("w", i), Rows: below, Cols: above})
		r := math.Sqrt(6 / float64(below+above))
		rng.Uniform(rng.For(seed, "init", i), w.Value.Data, -r, r)
		n.weights = append(n.weights, w)
	}
	n.params = slices.Concat(n.weights, n.bias)
	return n
}

// norm returns the L2 norm of all weights.
func (n *net[T]) norm() (norm float64) {
	for _, w := range n.weights {
		norm = elementary.Hypot(norm, nn.Norm(w.Value))
	}
	return norm
}

// sumNeighbours adds to sum (rows×units of layer i) the values of the neighbours of layer i times the weights between them. A neighbour
// without rows adds nothing. The weights are the same in both directions, so this function serves the forward and the backward pass:
// from values it computes the input of layer i, and from derivatives by inputs the derivative by the value of layer i.
func (n *net[T]) sumNeighbours(sum nn.Matrix[T], i int, values []nn.Matrix[T]) {
	if i > 0 && values[i-1].Rows > 0 {
		nn.Gemm(nn.NoTrans, nn.NoTrans, 1, values[i-1], n.weights[i-1].Value, 1, sum)
	}
	if i < len(n.weights) && values[i+1].Rows > 0 {
		nn.Gemm(nn.NoTrans, nn.Trans, 1, values[i+1], n.weights[i].Value, 1, sum)
	}
}

// gradient computes the gradients of all parameters from the values of the layers at all moments of a walk (see walk) and the
// derivatives of the loss by the inputs of the layers.
//
// The input of an odd layer comes from the values of its even neighbours one moment before, and the input of an even layer from the
// values of its odd neighbours at the same moment. An even layer above the image has neither its first values, which are 0, nor its
// last values, which no layer uses. gradient cuts the rows of the other layers to match.
func (n *net[T]) gradient(values, slopes []nn.Matrix[T]) {
	for i, w := range n.weights {
		even, odd := i+i%2, i+1-i%2
		received, sent := slopes[odd].From(slopes[odd].Rows-values[even].Rows), values[odd].First(slopes[even].Rows)
		if even == i {
			nn.Gemm(nn.Trans, nn.NoTrans, 1, values[even], received, 0, w.Gradient)
			nn.Gemm(nn.Trans, nn.NoTrans, 1, slopes[even], sent, 1, w.Gradient)
		} else {
			nn.Gemm(nn.Trans, nn.NoTrans, 1, received, values[even], 0, w.Gradient)
			nn.Gemm(nn.Trans, nn.NoTrans, 1, sent, slopes[even], 1, w.Gradient)
		}
	}
	for i, b := range n.bias {
		nn.SumRows(b.Gradient, slopes[i])
	}
}
