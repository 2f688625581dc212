package spec

// A Finetune trains classifiers on few labels, from the features of the discriminator (paper, section 7, extension 4).
type Finetune struct {
	Labels       []int        `json:"labels"`  // numbers of labelled images
	Draws        PerBudget    `json:"draws"`   // of each number
	Updates      PerBudget    `json:"updates"` // of each classifier
	Batch        int          `json:"batch"`
	LearningRate LearningRate `json:"learning_rate"`
	Momentum     float64      `json:"momentum"`
}

var finetuneKeys = []key{
	{name: "labels", form: asList, span: from(1, 20), meaning: "numbers of labelled training images, in rising order, each a multiple of batch",
		item: &key{name: "number", form: asInteger, span: from(1, 1_000_000), meaning: "number of labelled images"}},
	{name: "draws", form: asInteger, span: from(2, 100), meaning: "draws of each number of images; intervals are over them: one number, or one for each budget",
		or: integersByBudget("draws of each number of images", from(2, 100))},
	{name: "updates", form: asInteger, span: from(1, 1_000_000_000), meaning: "minibatches in the training of a classifier, at most; it has whole epochs, and at least one: one number, or one for each budget",
		or: byBudget("minibatches", 1_000_000_000)},
	{name: "batch", form: asInteger, span: from(1, 1_000_000), meaning: "labelled images in an update", source: "100 in pretrained.yaml"},
	{name: "learning_rate", form: asMapping, meaning: "max(floor, start / decay^t) after t minibatches", keys: learningRateKeys, source: "0.1 in pretrained.yaml"},
	{name: "momentum", form: asNumber, span: span{most: 1, below: true}, meaning: "momentum of the updates", source: "0.5 to 0.7 in pretrained.yaml"},
}

func (p *parser) finetune(system *object, of System) *Finetune {
	if !system.has("finetune") {
		return nil
	}
	o := system.object("finetune")
	f := &Finetune{
		Draws: o.perBudget("draws"), Updates: o.perBudget("updates"), Batch: o.integer("batch"), LearningRate: p.learningRate(o), Momentum: o.number("momentum"),
	}
	train, _ := of.sizes()
	before := 0
	for _, v := range o.list("labels") {
		n := p.integer(v)
		switch {
		case n <= before && n > 0:
			p.report(v.node, "", "labels must rise: %d comes after %d", n, before)
		case train > 0 && n > train:
			p.report(v.node, "", "number must be at most %d, the training images of %s, not %d", train, of.Dataset, n)
		case f.Batch > 0 && n%f.Batch != 0:
			p.report(v.node, "", "number must be a multiple of batch, %d, not %d", f.Batch, n)
		}
		before = n
		f.Labels = append(f.Labels, n)
	}
	if of.Dataset != "" && Classes(of.Dataset) == 0 {
		p.report(o.place, "", "the images of %s have no labels: finetune needs mnist, fashion-mnist or cifar10", of.Dataset)
	}
	for _, other := range []string{"condition", "masks"} {
		if system.has(other) {
			p.report(o.place, "", "finetune is not for nets with %s, whose discriminator takes more than images", other)
		}
	}
	return f
}

// under returns the recipe with only the numbers of one budget.
func (f *Finetune) under(budget string) *Finetune {
	if f == nil {
		return nil
	}
	only := *f
	only.Draws, only.Updates = f.Draws.only(budget), f.Updates.only(budget)
	return &only
}
