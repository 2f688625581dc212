package spec

// A GSNRecipe is a deep generative stochastic network. It learns one step of a Markov chain.
type GSNRecipe struct {
	Epochs        PerBudget       `json:"epochs"`
	Images        PerBudget       `json:"images,omitempty"`
	Batch         int             `json:"batch"`
	Hidden        []PerBudget     `json:"hidden"` // units of each hidden layer, from the images up
	Walkback      int             `json:"walkback"`
	SaltAndPepper float64         `json:"salt_and_pepper"`
	Noise         float64         `json:"noise"`
	LearningRate  NumberPerBudget `json:"learning_rate"`
	Annealing     NumberPerBudget `json:"annealing"`
	Momentum      float64         `json:"momentum"`
	Emit          Emission        `json:"emit"`
	Chain         Chain           `json:"chain"`
	Validate      Validate        `json:"validate"`
}

var gsnKeys = []key{
	{name: "epochs", form: asInteger, span: from(1, 1_000_000), or: byBudget("passes over the training images", 1_000_000),
		meaning: "passes over the training images: one number, or one for each budget", source: "1000 in run_gsn.py"},
	imagesKey,
	{name: "batch", form: asInteger, span: from(1, 1_000_000), meaning: "images in a step; the last batch of an epoch may be smaller",
		source: "100 in run_gsn.py"},
	{name: "hidden", form: asList, span: from(1, 100), meaning: "tanh units of each hidden layer, from the images up", source: "1500, 1500 in run_gsn.py",
		item: &key{name: "layer", form: asInteger, span: from(1, 100_000), meaning: "units: one number, or one for each budget", or: byBudget("units", 100_000)}},
	{name: "walkback", form: asInteger, span: from(1, 1000), meaning: "steps of the chain in training; each must reconstruct the image",
		source: "4 in run_gsn.py"},
	{name: "salt_and_pepper", form: asNumber, span: from(0, 1), meaning: "share of pixels that become 0 or 1, in the image and in each draw",
		source: "0.4 in run_gsn.py"},
	{name: "noise", form: asNumber, span: from(0, 1000),
		meaning: "standard deviation of the noise before and after tanh, in all hidden layers but the first", source: "2 in run_gsn.py"},
	{name: "learning_rate", form: asNumber, span: span{most: 100, above: true}, or: numbersByBudget("learning rate of the first epoch", span{most: 100, above: true}),
		meaning: "learning rate of the first epoch, for the cross-entropy as a mean over images and pixels", source: "0.25 in run_gsn.py"},
	{name: "annealing", form: asNumber, span: span{most: 1, above: true}, or: numbersByBudget("the factor", span{most: 1, above: true}), meaning: "factor by which the learning rate changes from one epoch to the next",
		source: "0.995 in run_gsn.py"},
	{name: "momentum", form: asNumber, span: span{most: 1, below: true},
		meaning: "share m of the previous direction in the next one; the gradient has the share 1 - m", source: "0.5 in run_gsn.py"},
	emitKey(),
	chainKey,
	validateKey,
}

func (g *GSNRecipe) schedule() schedule {
	return schedule{epochs: []PerBudget{g.Epochs}, sizes: g.Hidden, rates: []NumberPerBudget{g.LearningRate, g.Annealing}, images: g.Images, batch: g.Batch, validate: g.Validate}
}

func (g GSNRecipe) under(budget string, images PerBudget) *GSNRecipe {
	hidden := make([]PerBudget, len(g.Hidden))
	for i, units := range g.Hidden {
		hidden[i] = units.only(budget)
	}
	g.Epochs, g.Images, g.Hidden = g.Epochs.only(budget), images, hidden
	g.LearningRate, g.Annealing = g.LearningRate.only(budget), g.Annealing.only(budget)
	return &g
}

func (p *parser) gsn(system *object, of System) *GSNRecipe {
	system.needShades(of.Dataset, "a generative stochastic network")
	o := system.object("gsn")
	g := &GSNRecipe{
		Epochs: o.perBudget("epochs"), Images: o.perBudget("images"), Batch: o.integer("batch"),
		Walkback: o.integer("walkback"), SaltAndPepper: o.number("salt_and_pepper"), Noise: o.number("noise"),
		LearningRate: o.numberPerBudget("learning_rate"), Annealing: o.numberPerBudget("annealing"), Momentum: o.number("momentum"),
		Emit: choice[Emission](o, "emit"), Chain: o.chain(), Validate: o.validate(),
	}
	for _, v := range o.list("hidden") {
		g.Hidden = append(g.Hidden, p.perBudget(v))
	}
	o.checkImages(g.schedule(), of)
	return g
}
