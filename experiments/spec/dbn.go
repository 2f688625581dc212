package spec

import "slices"

// A DBNRecipe is a deep belief net: a stack of restricted Boltzmann machines, each trained on the output of those below, and Gibbs
// chains in the top one.
type DBNRecipe struct {
	Images   PerBudget `json:"images,omitempty"`
	Batch    int       `json:"batch"` // images in a minibatch, and the number of persistent chains
	Layers   []Machine `json:"layers"`
	Emit     Emission  `json:"emit"`
	Chain    Chain     `json:"chain"`
	Validate Validate  `json:"validate"`
}

// A Machine is a restricted Boltzmann machine.
type Machine struct {
	LayerSchedule
	Steps      int     `json:"steps"`
	Persistent bool    `json:"persistent"`
	Decay      float64 `json:"decay"`
}

// A LayerSchedule says how to train one layer of a stack.
type LayerSchedule struct {
	Units        PerBudget `json:"units"`
	Epochs       PerBudget `json:"epochs"` // before the next layer begins
	LearningRate Ramp      `json:"learning_rate"`
	Momentum     Ramp      `json:"momentum"`
}

// stackKeys returns the keys of a layer in a stack, whose layers are trained one after the other.
func stackKeys(more ...key) []key {
	return append([]key{
		{name: "units", form: asInteger, span: from(1, 100_000), meaning: "hidden units: one number, or one for each budget", or: byBudget("hidden units", 100_000)},
		{name: "epochs", form: asInteger, span: from(1, 1_000_000), or: byBudget("passes", 1_000_000),
			meaning: "passes over the training images before the next layer begins: one number, or one for each budget"},
		rampKey("learning_rate", "for the gradient of the mean over a minibatch", span{most: 100}),
		rampKey("momentum", "share of the last step that is taken again", span{most: 1, below: true}),
	}, more...)
}

// decayKey describes weight decay.
var decayKey = key{name: "decay", form: asNumber, span: from(0, 100), absent: "0", meaning: "weight decay: half its product with |W|² is added to the loss"}

var dbnKeys = []key{
	imagesKey,
	{name: "batch", form: asInteger, span: from(1, 1_000_000), meaning: "images in a step, and the number of persistent chains"},
	{name: "layers", form: asList, span: from(1, 100), meaning: "machines, from the images up; each is trained on the hidden probabilities of the one below",
		item: &key{name: "layer", form: asMapping, meaning: "a restricted Boltzmann machine", keys: stackKeys(
			key{name: "steps", form: asInteger, span: from(1, 1000), meaning: "number k of Gibbs steps in an update (CD-k, PCD-k)"},
			key{name: "persistent", form: asFlag, absent: "false",
				meaning: "whether the chains continue from the previous update instead of starting at the data"},
			decayKey,
		)}},
	emitKey(says(MeanField, "the means of the pixels, given the means of the hidden units below the top")),
	chainKey,
	validateKey,
}

func (d *DBNRecipe) schedule() schedule {
	c := schedule{images: d.Images, batch: d.Batch, validate: d.Validate}
	for _, l := range d.Layers {
		c.addLayer(l.LayerSchedule)
	}
	return c
}

func (c *schedule) addLayer(p LayerSchedule) {
	c.epochs = append(c.epochs, p.Epochs)
	c.sizes = append(c.sizes, p.Units)
}

func (d DBNRecipe) under(budget string, images PerBudget) *DBNRecipe {
	d.Images, d.Layers = images, slices.Clone(d.Layers)
	for i := range d.Layers {
		d.Layers[i].LayerSchedule = d.Layers[i].LayerSchedule.under(budget)
	}
	return &d
}

func (p LayerSchedule) under(budget string) LayerSchedule {
	p.Units, p.Epochs = p.Units.only(budget), p.Epochs.only(budget)
	return p
}

func (p *parser) dbn(system *object, of System) *DBNRecipe {
	system.needShades(of.Dataset, "a deep belief net")
	o := system.object("dbn")
	d := &DBNRecipe{Images: o.perBudget("images"), Batch: o.integer("batch"), Emit: choice[Emission](o, "emit"), Chain: o.chain(), Validate: o.validate()}
	for _, v := range o.list("layers") {
		l := p.object(v)
		d.Layers = append(d.Layers, Machine{LayerSchedule: l.layerSchedule(), Steps: l.integer("steps"), Persistent: l.flag("persistent"), Decay: l.number("decay")})
	}
	o.checkImages(d.schedule(), of)
	return d
}

func (o *object) layerSchedule() LayerSchedule {
	return LayerSchedule{o.perBudget("units"), o.perBudget("epochs"), o.ramp("learning_rate"), o.ramp("momentum")}
}
