package spec

// A GMMNRecipe is a generative moment matching network: a generator whose samples match minibatches of images, or of their codes.
type GMMNRecipe struct {
	Autoencoder  *CodeRecipe `json:"autoencoder,omitempty"` // nil means that images are matched
	Epochs       PerBudget   `json:"epochs"`                // of the generator
	Images       PerBudget   `json:"images,omitempty"`
	Batch        int         `json:"batch"`
	Noise        Noise       `json:"noise"`
	Generator    Net         `json:"generator"` // from noise to image or code
	Variances    []float64   `json:"variances"` // of the kernels
	LearningRate Ramp        `json:"learning_rate"`
	Momentum     float64     `json:"momentum"`
	Validate     Validate    `json:"validate"`
}

// A CodeRecipe is an auto-encoder, trained before the generator.
type CodeRecipe struct {
	Epochs       PerBudget `json:"epochs"`
	Encoder      Net       `json:"encoder"` // from image to code
	Decoder      Net       `json:"decoder"` // from code to image
	LearningRate float64   `json:"learning_rate"`
}

// noiseKey describes the input of a generator.
var noiseKey = key{name: "noise", form: asMapping,
	meaning: "the input of the generator: independent values with mean 0 and variance 1", keys: []key{
		{name: "kind", form: asChoice, meaning: "distribution of the values", words: []word{
			says(Uniform, "U(-sqrt 3, sqrt 3), as mnist.yaml"), says(Gaussian, "N(0, 1), as the TFD and CIFAR-10 files"),
		}},
		{name: "size", form: asInteger, span: from(1, 100_000),
			meaning: "number of values for each sample", source: "100 in mnist.yaml, nvis"},
	}}

var gmmnKeys = []key{
	{name: "autoencoder", form: asMapping, absent: "none", meaning: "an auto-encoder that is trained first, by cross-entropy: its codes are matched in the place of images", source: "Li et al. 2015, GMMN+AE",
		keys: []key{
			epochsKey,
			{name: "encoder", form: asMapping, meaning: "the net from image to code", keys: []key{netKey("the last is sigmoid")}},
			{name: "decoder", form: asMapping, meaning: "the net from code to image", keys: []key{netKey("the last is sigmoid, with one unit for each value of an image")}},
			adamRateKey,
		}},
	epochsKey,
	imagesKey,
	{name: "batch", form: asInteger, span: from(2, 1_000_000), meaning: "images in a step, and samples that are to match them; the last batch of an epoch may be smaller", source: "Li et al. 2015: 1000"},
	noiseKey,
	{name: "generator", form: asMapping, meaning: "the net from noise to image or code", keys: []key{netKey("the last is sigmoid, with one unit for each value of an image or code")}},
	{name: "variances", form: asList, span: from(1, 100), meaning: "variances of the Gaussian kernels that are summed", source: "Li et al. 2015, MNIST: [2, 5, 10, 20, 40, 80]; on codes: [1]",
		item: &key{name: "variance", form: asNumber, span: span{most: 1e6, above: true}, meaning: "variance, in squared units of the values that are compared"}},
	rampKey("learning_rate", "step size for the gradient of the root of the mean discrepancy; Li et al. 2015: 2", span{most: 1000, above: true}),
	{name: "momentum", form: asNumber, span: from(0, 1), meaning: "share of the last step in a step", source: "Li et al. 2015: 0.9"},
	validateKey,
}

func (g *GMMNRecipe) schedule() schedule {
	s := schedule{images: g.Images, batch: g.Batch, validate: g.Validate}
	if g.Autoencoder != nil {
		s.epochs = append(s.epochs, g.Autoencoder.Epochs)
	}
	s.epochs = append(s.epochs, g.Epochs)
	return s
}

func (g GMMNRecipe) under(budget string, images PerBudget) *GMMNRecipe {
	g.Epochs, g.Images = g.Epochs.only(budget), images
	if g.Autoencoder != nil {
		codes := *g.Autoencoder
		codes.Epochs = codes.Epochs.only(budget)
		g.Autoencoder = &codes
	}
	return &g
}

func (p *parser) gmmn(system *object, of System) *GMMNRecipe {
	system.needShades(of.Dataset, "a moment matching network")
	o := system.object("gmmn")
	noise := o.object("noise")
	g := &GMMNRecipe{
		Epochs: o.perBudget("epochs"), Images: o.perBudget("images"), Batch: o.integer("batch"),
		Noise:        Noise{Kind: choice[NoiseKind](noise, "kind"), Size: noise.integer("size")},
		LearningRate: o.ramp("learning_rate"), Momentum: o.number("momentum"), Validate: o.validate(),
	}
	for _, v := range o.list("variances") {
		g.Variances = append(g.Variances, p.number(v))
	}
	matched := of.ImageShape()
	if o.has("autoencoder") {
		codes := o.object("autoencoder")
		g.Autoencoder = &CodeRecipe{Epochs: codes.perBudget("epochs"), LearningRate: codes.number("learning_rate")}
		g.Autoencoder.Encoder = p.stack(codes, "encoder", of.ImageShape(), Shape{}, Sigmoid)
		matched = Shape{}
		if layers := g.Autoencoder.Encoder.Layers; len(layers) > 0 && layers[len(layers)-1].Units > 0 {
			matched = vector(layers[len(layers)-1].Units)
		}
		g.Autoencoder.Decoder = p.stack(codes, "decoder", matched, of.ImageShape(), Sigmoid)
	}
	g.Generator = p.stack(o, "generator", g.Noise.shape(), matched, Sigmoid)
	o.checkImages(g.schedule(), of)
	return g
}
