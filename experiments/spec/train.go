package spec

import (
	"encoding/json"
	"maps"
	"slices"

	"go.yaml.in/yaml/v3"
)

// Train is the recipe by which generator and discriminator are trained: stochastic gradient descent with momentum.
type Train struct {
	Epochs       PerBudget    `json:"epochs"`           // passes over the training images
	Images       PerBudget    `json:"images,omitempty"` // that are used, the first ones; all where it says nothing
	Batch        int          `json:"batch"`            // images per step; the last batch of an epoch may be smaller
	Update       Update       `json:"update"`
	K            int          `json:"k"` // discriminator steps per generator step; above 1 only with Alternating
	Loss         Loss         `json:"loss"`
	LearningRate LearningRate `json:"learning_rate"`
	Momentum     Momentum     `json:"momentum"`
	Validate     Validate     `json:"validate"`
	Select       Selection    `json:"select"`
}

// PerBudget gives a number for each budget. The key "" stands for every budget.
type PerBudget map[string]int

// For returns the number under a budget, and whether the spec says one.
func (b PerBudget) For(budget string) (int, bool) {
	if n, ok := b[""]; ok {
		return n, true
	}
	n, ok := b[budget]
	return n, ok
}

func (b PerBudget) budgets() []string { return slices.Sorted(maps.Keys(b)) }

// MarshalJSON writes one integer for every budget as such, otherwise the budgets, sorted.
func (b PerBudget) MarshalJSON() ([]byte, error) {
	if n, ok := b[""]; ok {
		return json.Marshal(n)
	}
	return json.Marshal(map[string]int(b))
}

// An Update says when the two networks move.
type Update string

const (
	Simultaneous Update = "simultaneous" // both from the same parameters, samples and masks: what the original code runs
	Alternating  Update = "alternating"  // K discriminator steps, then a generator step on fresh noise: Algorithm 1
)

// A Loss is what the generator minimises, as a mean over the batch.
type Loss string

const (
	NonSaturating Loss = "nonsaturating" // -log D(G(z)): what the original code runs from the first step on
	Saturating    Loss = "saturating"    // log(1 - D(G(z))): the minimax game of equation 1
)

// A LearningRate is max(Floor, Start / Decay^t) after t minibatches (pylearn2's ExponentialDecay).
type LearningRate struct {
	Start float64 `json:"start"`
	Decay float64 `json:"decay"` // per minibatch, not per epoch
	Floor float64 `json:"floor"`
}

// Momentum rises linearly from Start in epoch 1 to End in epoch Epochs and stays there (pylearn2's MomentumAdjustor).
// If Epochs is 1, both are the same.
type Momentum struct {
	Start  float64 `json:"start"`
	End    float64 `json:"end"`
	Epochs int     `json:"epochs"`
}

// Validate says how often the likelihood of the evaluation's validation images is estimated in training. It is the best
// over the sigmas of all grids, so that no grid is preferred.
type Validate struct {
	Every int `json:"every"` // epochs; 0 means never
}

// A Selection says which epoch's parameters are evaluated.
type Selection string

const (
	Last      Selection = "last"       // what parzen_ll.py finds in the file: the last epoch
	BestValid Selection = "best-valid" // the one with the highest validation likelihood
)

func (p *parser) train(system *object, dataset string) *Train {
	o := system.object("train")
	t := &Train{
		Epochs:       p.perBudget(o, "epochs"),
		Images:       p.perBudget(o, "images"),
		Batch:        o.integer("batch"),
		Update:       choice[Update](o, "update"),
		K:            o.integerOr("k", 1),
		Loss:         choice[Loss](o, "loss"),
		LearningRate: p.learningRate(o),
		Momentum:     p.momentum(o),
		Select:       choice[Selection](o, "select"),
	}
	mistakes := len(p.errs)
	if o.has("validate") {
		t.Validate.Every = o.object("validate").integer("every")
	}
	if t.Select == BestValid && inFolds(dataset) {
		p.report(o.fields["select"].node, "", "select: %s is not for %s: validation images of one fold are test images of another", BestValid, dataset)
	} else if t.Select == BestValid && t.Validate.Every == 0 && len(p.errs) == mistakes {
		p.report(o.fields["select"].node, "", "select: %s needs validate: {every: N} with N above 0", BestValid)
	}
	if t.K > 1 && t.Update == Simultaneous {
		p.report(o.fields["k"].node, "", "k must be 1 with update: %s, not %d", Simultaneous, t.K)
	}
	if images, _ := sizes(dataset); images > 0 && t.Batch > images {
		p.report(o.fields["batch"].node, "", "batch must be at most %d, the training images of %s, not %d", images, dataset, t.Batch)
	}
	p.checkImages(o, t)
	return t
}

func (p *parser) perBudget(o *object, name string) PerBudget {
	v, ok := o.get(name)
	if !ok {
		return nil
	}
	if v.node.Kind == yaml.ScalarNode {
		return PerBudget{"": p.integer(v)}
	}
	numbers := PerBudget{}
	for _, v := range p.named(v.other()) {
		numbers[v.name] = p.integer(v)
	}
	return numbers
}

// checkImages reports fewer images than a batch has, and images for a budget that there is not.
func (p *parser) checkImages(o *object, t *Train) {
	_, always := t.Epochs[""]
	for _, budget := range t.Images.budgets() {
		n, at := t.Images[budget], o.fields["images"]
		if _, known := t.Epochs[budget]; budget != "" {
			i := indexOf(at.node, budget)
			at.place, at.node = at.node.Content[i], at.node.Content[i+1]
			if !known && !always && len(t.Epochs) > 0 {
				p.report(at.place, suggest(budget, "budgets", t.Epochs.budgets()), "budget %q is not among the epochs", budget)
			}
		}
		if n > 0 && n < t.Batch {
			p.report(at.node, "", "images must be at least batch, %d, not %d", t.Batch, n)
		}
	}
}

func (p *parser) learningRate(o *object) LearningRate {
	o = o.object("learning_rate")
	r := LearningRate{Start: o.number("start"), Decay: o.number("decay"), Floor: o.number("floor")}
	if floor, ok := o.fields["floor"]; ok && r.Start > 0 && r.Floor > r.Start {
		p.report(floor.node, "", "floor must be at most start, %v, not %v", r.Start, r.Floor)
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
		p.report(o.fields["end"].node, "", "end must be at least start, %v, not %v", m.Start, m.End)
	case m.Epochs == 1 && m.Start != m.End:
		p.report(o.fields["start"].node, "", "start must be end, %v, where it is reached in epoch 1, not %v", m.End, m.Start)
	}
	return m
}
