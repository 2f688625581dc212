package spec

import (
	"encoding/json"
	"maps"
	"slices"

	"go.yaml.in/yaml/v3"
)

// Train is the recipe by which generator and discriminator are trained: stochastic gradient descent with momentum.
type Train struct {
	Epochs       Epochs       `json:"epochs"` // passes over the training images
	Batch        int          `json:"batch"`  // images per step; the last batch of an epoch may be smaller
	Update       Update       `json:"update"`
	K            int          `json:"k"` // discriminator steps per generator step; above 1 only with Alternating
	Loss         Loss         `json:"loss"`
	LearningRate LearningRate `json:"learning_rate"`
	Momentum     Momentum     `json:"momentum"`
	Validate     Validate     `json:"validate"`
	Select       Selection    `json:"select"`
}

// Epochs gives the number of epochs for each budget. The key "" stands for every budget.
type Epochs map[string]int

// For returns the number of epochs under a budget, and whether the spec says one.
func (e Epochs) For(budget string) (int, bool) {
	if n, ok := e[""]; ok {
		return n, true
	}
	n, ok := e[budget]
	return n, ok
}

func (e Epochs) budgets() []string { return slices.Sorted(maps.Keys(e)) }

// MarshalJSON writes one integer for every budget as such, otherwise the budgets, sorted.
func (e Epochs) MarshalJSON() ([]byte, error) {
	if n, ok := e[""]; ok {
		return json.Marshal(n)
	}
	return json.Marshal(map[string]int(e))
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
		Epochs:       p.epochs(o),
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
	if t.Select == BestValid && t.Validate.Every == 0 && len(p.errs) == mistakes {
		p.report(o.fields["select"].node, "", "select: %s needs validate: {every: N} with N above 0", BestValid)
	}
	if t.K > 1 && t.Update == Simultaneous {
		p.report(o.fields["k"].node, "", "k must be 1 with update: %s, not %d", Simultaneous, t.K)
	}
	if images, _ := sizes(dataset); images > 0 && t.Batch > images {
		p.report(o.fields["batch"].node, "", "batch must be at most %d, the training images of %s, not %d", images, dataset, t.Batch)
	}
	return t
}

func (p *parser) epochs(o *object) Epochs {
	v, ok := o.get("epochs")
	if !ok {
		return nil
	}
	if v.node.Kind == yaml.ScalarNode {
		return Epochs{"": p.integer(v)}
	}
	epochs := Epochs{}
	for _, v := range p.named(v.other()) {
		epochs[v.name] = p.integer(v)
	}
	return epochs
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
