package spec

// A VAERecipe is a variational auto-encoder.
type VAERecipe struct {
	Epochs       PerBudget `json:"epochs"`
	Images       PerBudget `json:"images,omitempty"`
	Batch        int       `json:"batch"`
	Latent       int       `json:"latent"`  // values of z
	Encoder      Net       `json:"encoder"` // from image to mean and log variance of z
	Decoder      Net       `json:"decoder"` // from z to image
	SD           float64   `json:"sd"`      // standard deviation of the output
	LearningRate float64   `json:"learning_rate"`
	Validate     Validate  `json:"validate"`
}

// A Net is a list of layers.
type Net struct {
	Layers []Layer `json:"layers"`
}

var vaeKeys = []key{
	epochsKey,
	imagesKey,
	{name: "batch", form: asInteger, span: from(1, 1_000_000), meaning: "images in a step; the last batch of an epoch may be smaller"},
	{name: "latent", form: asInteger, span: from(1, 100_000), meaning: "values of z, which has the distribution N(0, I)", source: "10 and 50 in Wu et al. 2017"},
	{name: "encoder", form: asMapping, meaning: "the net from image to the mean and the log variance of z", keys: []key{netKey("the last is linear, with two units for each value of z")}},
	{name: "decoder", form: asMapping, meaning: "the net from z to the mean of an image", keys: []key{netKey("the last is sigmoid, with one unit for each value of an image")}},
	{name: "sd", form: asNumber, span: span{most: 100, above: true}, meaning: "standard deviation of the normal noise on the decoder's output",
		source: "Wu et al. 2017: 0.173 with 10 values of z, 0.071 with 50"},
	adamRateKey,
	validateKey,
}

// adamRateKey describes the learning rate of a training by Adam.
var adamRateKey = key{name: "learning_rate", form: asNumber, span: span{most: 100, above: true},
	meaning: "rate of Adam, with the decays 0.9 and 0.999 and epsilon 1e-8", source: "Kingma and Ba 2015: 0.001"}

// netKey describes the layers of a net whose layers all give their units.
func netKey(last string) key {
	return key{name: "layers", form: asList, span: from(1, 100), meaning: "the layers; " + last,
		item: &key{name: "layer", form: asMapping, keys: frontLayerKeys, meaning: "weights, a bias and a nonlinearity"}}
}

func (v *VAERecipe) schedule() schedule {
	return schedule{epochs: []PerBudget{v.Epochs}, images: v.Images, batch: v.Batch, validate: v.Validate}
}

func (v VAERecipe) under(budget string, images PerBudget) *VAERecipe {
	v.Epochs, v.Images = v.Epochs.only(budget), images
	return &v
}

func (p *parser) vae(system *object, of System) *VAERecipe {
	system.needShades(of.Dataset, "a variational auto-encoder")
	o := system.object("vae")
	v := &VAERecipe{
		Epochs: o.perBudget("epochs"), Images: o.perBudget("images"), Batch: o.integer("batch"), Latent: o.integer("latent"),
		SD: o.number("sd"), LearningRate: o.number("learning_rate"), Validate: o.validate(),
	}
	image, code, z := of.ImageShape(), Shape{}, Shape{}
	if v.Latent > 0 {
		code, z = vector(2*v.Latent), vector(v.Latent)
	}
	v.Encoder = p.stack(o, "encoder", image, code, Identity)
	v.Decoder = p.stack(o, "decoder", z, image, Sigmoid)
	o.checkImages(v.schedule(), of)
	return v
}

// stack reads the layers of a net from one shape to another, of which the last has the given kind.
func (p *parser) stack(o *object, name string, in, out Shape, last LayerKind) Net {
	if out != (Shape{}) {
		out = vector(out.size())
	}
	net := net{generator: true, front: true, in: in, out: out}
	layers := p.layers(o.object(name), net)
	if n := len(layers); n > 0 && layers[n-1].Kind != "" && layers[n-1].Kind != last {
		p.report(o.fields[name].place, "", "the last layer of the %s must be %s, not %s", name, last, layers[n-1].Kind)
	}
	return Net{layers}
}
