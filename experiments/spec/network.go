package spec

// A Generator maps noise to samples through fully connected layers. The last layer has one unit per value of an image.
type Generator struct {
	Noise  Noise   `json:"noise"`
	Layers []Layer `json:"layers"`
}

// A Discriminator maps an image to the probability that it comes from the data. The last layer has one unit.
type Discriminator struct {
	Layers []Layer `json:"layers"`
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

// A Layer is a matrix product, a bias and a nonlinearity.
type Layer struct {
	Kind   LayerKind `json:"kind"`
	Units  int       `json:"units,omitempty"`  // outputs; 0 in the last layer, where data or task decide
	Pieces int       `json:"pieces,omitempty"` // linear pieces per unit of a Maxout layer; 0 in others
	IRange float64   `json:"irange"`           // initial weights are uniform in (-IRange, IRange), as in pylearn2
	Bias   Bias      `json:"bias,omitempty"`

	// Keep is the probability that dropout keeps a value of the layer's input, scaled by 1/Keep in training (pylearn2's
	// input_include_probs and input_scales). From above 0 to 1, where 1 means no dropout; 0 in the generator, which has none.
	Keep float64 `json:"keep,omitempty"`
}

// A LayerKind is a nonlinearity.
type LayerKind string

const (
	ReLU    LayerKind = "relu"    // max(0, x)
	Sigmoid LayerKind = "sigmoid" // 1 / (1 + exp(-x))
	Maxout  LayerKind = "maxout"  // the largest of Pieces linear pieces
)

// A Bias says how biases start; "" means at zero.
type Bias string

// Marginals starts each bias at the logit of its pixel's mean over the training images, clipped to [1e-7, 1-1e-7]
// (pylearn2's init_sigmoid_bias_from_marginals). Only for the generator's last layer.
const Marginals Bias = "marginals"

func (p *parser) layers(o *object, generator bool) []Layer {
	items := o.list("layers")
	layers := make([]Layer, len(items))
	for i, v := range items {
		layers[i] = p.layer(v, generator, i == len(items)-1)
	}
	return layers
}

func (p *parser) layer(v value, generator, last bool) Layer {
	o := p.object(v)
	l := Layer{Kind: choice[LayerKind](o, "kind"), Pieces: o.integer("pieces"), IRange: o.number("irange")}
	switch {
	case !last:
		o.require("units")
		l.Units = o.integer("units")
	case generator:
		o.reject("units", "the generator's last layer has one unit per pixel: leave units out")
	default:
		o.reject("units", "the discriminator's last layer has one unit: leave units out")
	}
	if last && l.Kind != "" && l.Kind != Sigmoid {
		p.report(o.fields["kind"].node, "", "the last layer must be %s, not %s", Sigmoid, l.Kind)
	}
	switch {
	case !generator:
		l.Keep = o.numberOr("keep", 1)
	case last:
		l.Bias = choice[Bias](o, "bias")
	default:
		o.reject("bias", "bias is for the generator's last layer only")
	}
	return l
}
