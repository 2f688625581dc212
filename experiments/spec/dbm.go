package spec

import "slices"

// A DBMRecipe is a deep Boltzmann machine of two hidden layers: two restricted Boltzmann machines, trained one after the other, and then the joint
// training of all layers.
type DBMRecipe struct {
	Images   PerBudget      `json:"images,omitempty"`
	Batch    int            `json:"batch"`
	Layers   []LayerMachine `json:"layers"` // two, from the images up
	Joint    JointRecipe    `json:"joint"`
	Emit     Emission       `json:"emit"`
	Chain    Chain          `json:"chain"`
	Validate Validate       `json:"validate"`
}

// A LayerMachine is a restricted Boltzmann machine that becomes a layer of a deep one. It is trained by contrastive divergence.
type LayerMachine struct {
	LayerSchedule
	Steps int     `json:"steps"`
	Decay float64 `json:"decay"`
}

// A JointRecipe says how to train all layers together.
type JointRecipe struct {
	Epochs       PerBudget `json:"epochs"`
	LearningRate Ramp      `json:"learning_rate"`
	Momentum     Ramp      `json:"momentum"`
	Decay        float64   `json:"decay"`
	MeanField    int       `json:"mean_field"` // iterations for each minibatch
	Chains       int       `json:"chains"`
	Steps        int       `json:"steps"` // sweeps of each chain in an update
}

var dbmKeys = []key{
	imagesKey,
	{name: "batch", form: asInteger, span: from(1, 1_000_000), meaning: "images in a step; the last batch of an epoch may be smaller", source: "100 in the authors' code"},
	{name: "layers", form: asList, span: from(2, 2), meaning: "the two hidden layers, from the images up; each is first trained as a restricted Boltzmann machine, whose only input " +
		"of the first hidden layer counts twice",
		item: &key{name: "layer", form: asMapping, meaning: "a restricted Boltzmann machine", keys: stackKeys(
			key{name: "steps", form: asInteger, span: from(1, 1000), meaning: "number k of Gibbs steps from the data in an update (CD-k)"},
			decayKey,
		)}},
	{name: "joint", form: asMapping, meaning: "the joint training of all layers, after that of each", source: "Salakhutdinov and Hinton 2009, section 2", keys: []key{
		epochsKey,
		rampKey("learning_rate", "for the gradient of the mean over a minibatch", span{most: 100}),
		rampKey("momentum", "share of the last step that is taken again", span{most: 1, below: true}),
		decayKey,
		{name: "mean_field", form: asInteger, span: from(0, 1000), meaning: "iterations of the equations that give the means of the hidden units of an image, after a pass upwards", source: "10 in mf.m"},
		{name: "chains", form: asInteger, span: from(1, 100_000), meaning: "Gibbs chains that continue from update to update and stand for the model", source: "100 in the authors' code, dbm_mf.m"},
		{name: "steps", form: asInteger, span: from(1, 1000), meaning: "sweeps of these chains through all layers in an update", source: "5 in dbm_mf.m"},
	}},
	emitKey(),
	chainKey,
	validateKey,
}

func (d *DBMRecipe) schedule() schedule {
	c := schedule{images: d.Images, batch: d.Batch, validate: d.Validate}
	for _, l := range d.Layers {
		c.addLayer(l.LayerSchedule)
	}
	c.epochs = append(c.epochs, d.Joint.Epochs)
	return c
}

func (d DBMRecipe) under(budget string, images PerBudget) *DBMRecipe {
	d.Images, d.Layers, d.Joint.Epochs = images, slices.Clone(d.Layers), d.Joint.Epochs.only(budget)
	for i := range d.Layers {
		d.Layers[i].LayerSchedule = d.Layers[i].LayerSchedule.under(budget)
	}
	return &d
}

func (p *parser) dbm(system *object, of System) *DBMRecipe {
	system.needShades(of.Dataset, "a deep Boltzmann machine")
	o := system.object("dbm")
	d := &DBMRecipe{Images: o.perBudget("images"), Batch: o.integer("batch"), Emit: choice[Emission](o, "emit"), Chain: o.chain(), Validate: o.validate()}
	for _, v := range o.list("layers") {
		l := p.object(v)
		d.Layers = append(d.Layers, LayerMachine{LayerSchedule: l.layerSchedule(), Steps: l.integer("steps"), Decay: l.number("decay")})
	}
	j := o.object("joint")
	d.Joint = JointRecipe{
		Epochs: j.perBudget("epochs"), LearningRate: j.ramp("learning_rate"), Momentum: j.ramp("momentum"), Decay: j.number("decay"),
		MeanField: j.integer("mean_field"), Chains: j.integer("chains"), Steps: j.integer("steps"),
	}
	o.checkImages(d.schedule(), of)
	return d
}
