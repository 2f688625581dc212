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

// normalised reports whether a layer has batch normalisation.
func (d *Discriminator) normalised() bool {
	return slices.ContainsFunc(d.Layers, func(l Layer) bool { return l.BatchNorm })
}

// A Stage is a further part of the training, for a number of epochs. It puts new layers in front of the generator and continues to
// train the generator. The discriminator, with the same layers, is initialised again; the learning rate and the momentum start
// again.
type Stage struct {
	Epochs PerBudget `json:"epochs"`
	Layers []Layer   `json:"layers"` // new layers of the generator; they map noise to as many values as the noise has
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

// A Layer has weights, a bias and a nonlinearity. Fields that its kind does not have are zero.
type Layer struct {
	Kind   LayerKind `json:"kind"`
	Units  int       `json:"units,omitempty"`  // outputs of a fully connected layer; 0 in the last layer, where the data or the task determine it
	Pieces int       `json:"pieces,omitempty"` // linear pieces per unit of a Maxout layer, or per channel of a MaxoutConv

	Channels   int    `json:"channels,omitempty"`    // output channels of a MaxoutConv
	Kernel     int    `json:"kernel,omitempty"`      // height and width of the filters of a MaxoutConv or Deconv
	Pad        int    `json:"pad,omitempty"`         // zeros around the input of a MaxoutConv
	Pool       int    `json:"pool,omitempty"`        // height and width of a pooling window of a MaxoutConv
	PoolStride int    `json:"pool_stride,omitempty"` // distance between two windows
	Stride     int    `json:"stride,omitempty"`      // distance between two filters in the output of a Deconv
	Reshape    *Shape `json:"reshape,omitempty"`     // shape that the input of a Deconv is given

	IRange     float64 `json:"irange,omitempty"`       // initial weights are uniform in (-IRange, IRange); 0 with SparseInit
	SparseInit int     `json:"sparse_init,omitempty"`  // number of N(0, 1) initial weights of each unit; the others are 0; 0 with IRange
	MaxColNorm float64 `json:"max_col_norm,omitempty"` // limit of the L2 norm of each unit's or piece's weights; 0 means no limit
	Bias       Bias    `json:"bias,omitzero"`

	// Keep is the probability that dropout keeps a value of the layer's input. In training, kept values are scaled by 1/Keep
	// (pylearn2's input_include_probs and input_scales). It is above 0 and at most 1; 1 means no dropout, and so does 0 in a
	// generator, whose dropout is part of its samples too.
	Keep      float64 `json:"keep,omitempty"`
	Noise     float64 `json:"noise,omitempty"`      // standard deviation of noise on the layer's input, of a generator
	BatchNorm bool    `json:"batch_norm,omitempty"` // batch normalisation of the product of input and weights
}

// random reports whether chance has a part in the output of layers, beside the noise that is their input.
func random(layers []Layer) bool {
	return slices.ContainsFunc(layers, func(l Layer) bool { return l.Keep > 0 && l.Keep < 1 || l.Noise > 0 })
}

// A LayerKind is a nonlinearity and the connection before it. The connection is full unless the kind says otherwise.
type LayerKind string

const (
	ReLU       LayerKind = "relu"        // max(0, x)
	Sigmoid    LayerKind = "sigmoid"     // 1 / (1 + exp(-x))
	Identity   LayerKind = "linear"      // x
	Maxout     LayerKind = "maxout"      // the largest of Pieces linear pieces
	MaxoutConv LayerKind = "maxout conv" // convolution, the largest of Pieces filters, the largest of each pooling window
	Deconv     LayerKind = "deconv"      // transposed convolution, linear, with a bias for each output
)

// A Bias says where the biases of a layer start.
type Bias struct {
	// Marginals starts each bias at the logit of the pixel's mean over the training images, clipped to [1e-7, 1-1e-7] (pylearn2's
	// init_sigmoid_bias_from_marginals). Only the last layer of the generator may have it, if it is a Sigmoid layer.
	Marginals bool
	Value     float64 // start of all biases, unless Marginals
}

const marginals = "marginals"

// MarshalJSON writes a bias as in a spec.
func (b Bias) MarshalJSON() ([]byte, error) {
	if b.Marginals {
		return json.Marshal(marginals)
	}
	return json.Marshal(b.Value)
}
