package spec

// A Train is the recipe by which generator and discriminator are trained.
type Train struct {
	Epochs        PerBudget     `json:"epochs"`           // passes over the training images
	Images        PerBudget     `json:"images,omitempty"` // number of training images used, from the first; empty means all
	Batch         int           `json:"batch"`            // images per step; the last batch of an epoch may be smaller
	Update        Update        `json:"update"`
	K             int           `json:"k"` // discriminator steps per generator step; above 1 only with Alternating
	Loss          Loss          `json:"loss"`
	LearningRate  LearningRate  `json:"learning_rate"`
	Momentum      Momentum      `json:"momentum"`
	Optimizer     Optimizer     `json:"optimizer,omitempty"`          // of both nets; empty means SGD
	RateOfD       float64       `json:"discriminator_rate,omitempty"` // learning rate of D as a share of LearningRate; 0 means 1
	Smoothing     float64       `json:"smoothing,omitempty"`          // 1 - the target of the discriminator for data
	InstanceNoise InstanceNoise `json:"instance_noise,omitzero"`      // on what the discriminator is given
	AverageDecay  float64       `json:"average_decay,omitempty"`      // of the moving average of the generator's parameters that draws the samples; 0 means none
	Patience      PerBudget     `json:"patience,omitempty"`           // early stopping: epochs after Epochs without a higher validation likelihood that end the training
	Validate      Validate      `json:"validate"`
	Select        Selection     `json:"select"`
}

// An Update says when the two nets are updated.
type Update string

const (
	Simultaneous Update = "simultaneous" // both from the same parameters, samples and masks, as the original code does
	Alternating  Update = "alternating"  // K discriminator steps, then a generator step on fresh noise, as in Algorithm 1
)

// A Loss is the loss of the generator, a mean over the batch.
type Loss string

const (
	NonSaturating Loss = "nonsaturating" // -log D(G(z)), as in the original code from the first step on
	Saturating    Loss = "saturating"    // log(1 - D(G(z))), the minimax game of equation 1
	Blended       Loss = "blended"       // the mean of both
)

// An Optimizer is a rule that moves parameters by their gradients.
type Optimizer string

const (
	SGD     Optimizer = "sgd" // with momentum, as the original code
	Adam    Optimizer = "adam"
	RMSProp Optimizer = "rmsprop"
	AdaGrad Optimizer = "adagrad"
)

// InstanceNoise is normal noise on the discriminator's input, whose standard deviation falls linearly from SD to 0 over so many epochs.
type InstanceNoise struct {
	SD     float64 `json:"sd"`
	Epochs int     `json:"epochs"`
}

// A LearningRate is max(Floor, Start / Decay^t) after t minibatches (pylearn2's ExponentialDecay).
type LearningRate struct {
	Start float64 `json:"start"`
	Decay float64 `json:"decay"` // per minibatch, not per epoch
	Floor float64 `json:"floor"`
}

// Momentum rises linearly from Start in epoch 1 to End in epoch Epochs and stays there (pylearn2's MomentumAdjustor). If Epochs is
// 1, Start and End are equal.
type Momentum struct {
	Start  float64 `json:"start"`
	End    float64 `json:"end"`
	Epochs int     `json:"epochs"`
}

// Validate says how often the likelihood of the validation images is estimated during the training. It is the best over the sigmas
// of all grids, so that no grid is preferred. Grids with Optimum are left out.
type Validate struct {
	Every int `json:"every"` // epochs; 0 means never
}

// A Selection says which epoch's parameters are evaluated.
type Selection string

const (
	Last      Selection = "last"       // the last epoch, which parzen_ll.py uses
	BestValid Selection = "best-valid" // the epoch with the highest validation likelihood
)

func (t *Train) schedule() schedule {
	return schedule{epochs: []PerBudget{t.Epochs}, images: t.Images, batch: t.Batch, patience: t.Patience, validate: t.Validate, selects: t.Select}
}

func (t Train) under(budget string, images PerBudget) *Train {
	t.Epochs, t.Images = t.Epochs.only(budget), images
	if n, _ := t.Patience.For(budget); n > 0 {
		t.Patience = PerBudget{"": n}
	} else {
		t.Patience = nil
	}
	return &t
}

func (p *parser) train(system *object, of System) *Train {
	o := system.object("train")
	t := &Train{
		Epochs:       o.perBudget("epochs"),
		Images:       o.perBudget("images"),
		Batch:        o.integer("batch"),
		Update:       choice[Update](o, "update"),
		K:            o.integerOr("k", 1),
		Loss:         choice[Loss](o, "loss"),
		LearningRate: p.learningRate(o),
		Momentum:     p.momentum(o),
		RateOfD:      o.numberOr("discriminator_rate", 0),
		AverageDecay: o.numberOr("average_decay", 0),
		Smoothing:    o.numberOr("smoothing", 0),
		Patience:     o.perBudget("patience"),
		Select:       choice[Selection](o, "select"),
	}
	if o.has("optimizer") {
		t.Optimizer = choice[Optimizer](o, "optimizer")
	}
	if t.Optimizer == SGD {
		t.Optimizer = "" // the same recipe, and so the same key
	}
	if t.RateOfD == 1 {
		t.RateOfD = 0 // the same recipe, and so the same key
	}
	if o.has("instance_noise") {
		noise := o.object("instance_noise")
		t.InstanceNoise = InstanceNoise{SD: noise.number("sd"), Epochs: noise.integer("epochs")}
	}
	mistakes := len(p.errs)
	t.Validate = o.validate()
	if t.Select == BestValid && inFolds(of.Dataset) {
		p.report(o.fields["select"].node, "", "select: %s is not allowed for %s: validation images of one fold are test images of another", BestValid, of.Dataset)
	} else if t.Select == BestValid && t.Validate.Every == 0 && len(p.errs) == mistakes {
		p.report(o.fields["select"].node, "", "select: %s needs validate: {every: N} with N above 0", BestValid)
	}
	if t.K > 1 && t.Update == Simultaneous {
		p.report(o.fields["k"].node, "", "k must be 1 with update: %s, not %d", Simultaneous, t.K)
	}
	if t.Update == Simultaneous && of.Discriminator.normalised() {
		p.report(o.fields["update"].node, "", "batch_norm in the discriminator needs update: %s: with it one backward pass cannot serve the losses of both nets", Alternating)
	}
	o.checkImages(t.schedule(), of)
	o.checkPatience(t.schedule())
	return t
}

func (p *parser) learningRate(o *object) LearningRate {
	o = o.object("learning_rate")
	r := LearningRate{Start: o.number("start"), Decay: o.number("decay"), Floor: o.number("floor")}
	if floor, ok := o.fields["floor"]; ok && r.Start > 0 && r.Floor > r.Start {
		p.report(floor.node, "", "floor must be at most %v, the value of start, not %v", r.Start, r.Floor)
	}
	return r
}

func (p *parser) momentum(o *object) Momentum {
	mistakes := len(p.errs)
	o = o.object("momentum")
	m := Momentum{Start: o.number("start"), End: o.number("end"), Epochs: o.integer("epochs")}
	switch {
	case len(p.errs) > mistakes || o.silent:
	case m.End < m.Start:
		p.report(o.fields["end"].node, "", "end must be at least %v, the value of start, not %v", m.Start, m.End)
	case m.Epochs == 1 && m.Start != m.End:
		p.report(o.fields["start"].node, "", "start must be %v, the value of end, because end is reached in epoch 1, not %v", m.End, m.Start)
	}
	return m
}
