package spec

import "slices"

// A CAERecipe is a stack of contractive auto-encoders. Each is trained on the codes of the one below. A random walk draws the
// samples.
type CAERecipe struct {
	Images   PerBudget     `json:"images,omitempty"`
	Batch    int           `json:"batch"`
	Layers   []Autoencoder `json:"layers"`
	Level    int           `json:"level"`
	Noise    float64       `json:"noise"`
	Chain    Chain         `json:"chain"`
	Validate Validate      `json:"validate"`
}

// An Autoencoder is one layer of the stack. It has tied weights and sigmoid units.
type Autoencoder struct {
	LayerSchedule
	Contraction float64 `json:"contraction"` // λ
}

var caeKeys = []key{
	imagesKey,
	{name: "batch", form: asInteger, span: from(1, 1_000_000), meaning: "images in a step; the last batch of an epoch may be smaller"},
	{name: "layers", form: asList, span: from(1, 100), meaning: "auto-encoders, from the images up; each is trained on the codes of the one below",
		item: &key{name: "layer", form: asMapping, meaning: "an auto-encoder with tied weights and sigmoid units", keys: stackKeys(
			key{name: "contraction", form: asNumber, span: from(0, 1000),
				meaning: "weight of the squared Frobenius norm of the code's Jacobian in the loss, both in nats an image; 0 is a plain auto-encoder"},
		)}},
	{name: "level", form: asInteger, span: from(0, 99),
		meaning: "number of lower auto-encoders that the walk leaves out: 0 walks over images through the whole stack, 1 over the codes of the first"},
	{name: "noise", form: asNumber, span: from(0, 1000), meaning: "standard deviation of the noise that moves the code along the Jacobian"},
	chainKey,
	validateKey,
}

func (c *CAERecipe) schedule() schedule {
	all := schedule{images: c.Images, batch: c.Batch, validate: c.Validate}
	for _, l := range c.Layers {
		all.addLayer(l.LayerSchedule)
	}
	return all
}

func (c CAERecipe) under(budget string, images PerBudget) *CAERecipe {
	c.Images, c.Layers = images, slices.Clone(c.Layers)
	for i := range c.Layers {
		c.Layers[i].LayerSchedule = c.Layers[i].LayerSchedule.under(budget)
	}
	return &c
}

func (p *parser) cae(system *object, of System) *CAERecipe {
	system.needShades(of.Dataset, "an auto-encoder")
	o := system.object("cae")
	c := &CAERecipe{Images: o.perBudget("images"), Batch: o.integer("batch"), Level: o.integer("level"), Noise: o.number("noise"), Chain: o.chain(), Validate: o.validate()}
	for _, v := range o.list("layers") {
		l := p.object(v)
		c.Layers = append(c.Layers, Autoencoder{LayerSchedule: l.layerSchedule(), Contraction: l.number("contraction")})
	}
	if n := len(c.Layers); n > 0 && c.Level >= n {
		p.report(o.fields["level"].node, "", "level must be below %d, the number of layers, not %d", n, c.Level)
	}
	o.checkImages(c.schedule(), of)
	return c
}
