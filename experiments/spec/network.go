package spec

import (
	"encoding/json"
	"slices"
)

// A Generator maps noise to samples. The last layer has one output per value of an image.
type Generator struct {
	Noise  Noise   `json:"noise"`
	Layers []Layer `json:"layers"`
}

// A Discriminator maps an image to the probability that it comes from the data. The last layer has one unit.
type Discriminator struct {
	Layers []Layer `json:"layers"`
}

// A Stage is a number of epochs after those before it. The generator is trained further, with new layers in front of those it
// has; the discriminator, of the same layers, the learning rate and the momentum start anew.
type Stage struct {
	Epochs PerBudget `json:"epochs"`
	Layers []Layer   `json:"layers"` // new ones of the generator, from noise to as many values as the noise has
}

func stagesUnder(stages []Stage, budget string) []Stage {
	stages = slices.Clone(stages)
	for i := range stages {
		stages[i].Epochs = stages[i].Epochs.only(budget)
	}
	return stages
}

// Noise is the generator's input: Size independent values per sample.
type Noise struct {
	Kind NoiseKind `json:"kind"`
	Size int       `json:"size"`
}

// A NoiseKind is a distribution with mean 0 and variance 1.
type NoiseKind string

const (
	Uniform  NoiseKind = "uniform"  // U(-sqrt 3, sqrt 3), as mnist.yaml
	Gaussian NoiseKind = "gaussian" // N(0, 1), as the TFD and CIFAR-10 files
)

// A Layer is weights, a bias and a nonlinearity. What its kind has not is zero.
type Layer struct {
	Kind   LayerKind `json:"kind"`
	Units  int       `json:"units,omitempty"`  // outputs of a fully connected layer; 0 in the last one, where data or task decide
	Pieces int       `json:"pieces,omitempty"` // linear pieces per unit of a Maxout layer, or per channel of a MaxoutConv

	Channels   int    `json:"channels,omitempty"`    // maps that a MaxoutConv makes
	Kernel     int    `json:"kernel,omitempty"`      // height and width of the filters of a MaxoutConv or Deconv
	Pad        int    `json:"pad,omitempty"`         // zeros around the input of a MaxoutConv
	Pool       int    `json:"pool,omitempty"`        // height and width of a pooling window of a MaxoutConv
	PoolStride int    `json:"pool_stride,omitempty"` // distance of two windows
	Stride     int    `json:"stride,omitempty"`      // distance of two filters in the output of a Deconv
	Reshape    *Shape `json:"reshape,omitempty"`     // what the input of a Deconv is taken for

	IRange     float64 `json:"irange,omitempty"`       // initial weights are uniform in (-IRange, IRange); 0 with SparseInit
	SparseInit int     `json:"sparse_init,omitempty"`  // N(0, 1) initial weights of each unit, the others being 0; 0 with IRange
	MaxColNorm float64 `json:"max_col_norm,omitempty"` // limit of the L2 norm of each unit's or piece's weights; 0 is none
	Bias       Bias    `json:"bias,omitzero"`

	// Keep is the probability that dropout keeps a value of the layer's input, scaled by 1/Keep in training (pylearn2's
	// input_include_probs and input_scales). From above 0 to 1, where 1 means no dropout; 0 in the generator, which has none.
	Keep float64 `json:"keep,omitempty"`
}

// A LayerKind is a nonlinearity, and what weighs the input before it: full connection unless it says otherwise.
type LayerKind string

const (
	ReLU       LayerKind = "relu"        // max(0, x)
	Sigmoid    LayerKind = "sigmoid"     // 1 / (1 + exp(-x))
	Identity   LayerKind = "linear"      // x
	Maxout     LayerKind = "maxout"      // the largest of Pieces linear pieces
	MaxoutConv LayerKind = "maxout conv" // convolution, the largest of Pieces filters, the largest of each pooling window
	Deconv     LayerKind = "deconv"      // transposed convolution, linear, with a bias for each output
)

// A Bias is where the biases of a layer start.
type Bias struct {
	// Marginals stands for the logit of each pixel's mean over the training images, clipped to [1e-7, 1-1e-7]
	// (pylearn2's init_sigmoid_bias_from_marginals). Only for a Sigmoid layer that is the generator's last.
	Marginals bool
	Value     float64 // of all of them, if not Marginals
}

const marginals = "marginals"

// MarshalJSON writes a bias as a spec does.
func (b Bias) MarshalJSON() ([]byte, error) {
	if b.Marginals {
		return json.Marshal(marginals)
	}
	return json.Marshal(b.Value)
}
