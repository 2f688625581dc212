package spec

import (
	"encoding/json"
	"maps"
	"slices"

	"go.yaml.in/yaml/v3"
)

// A schedule holds the settings that the trainings of all kinds of systems have in common.
type schedule struct {
	epochs     []PerBudget // one for each part of the training, in order
	sizes      []PerBudget // sizes of nets, if they depend on the budget
	afterwards []PerBudget // what is computed after the training
	rates      []NumberPerBudget
	images     PerBudget
	batch      int // 0 if there are no minibatches
	patience   PerBudget
	validate   Validate
	selects    Selection
}

// epochsKey describes the number of epochs.
var epochsKey = key{name: "epochs", form: asInteger, span: from(1, 1_000_000),
	meaning: "passes over the training images: one number, or one for each budget",
	source:  "mnist.yaml has no limit",
	or:      byBudget("passes over the training images", 1_000_000)}

// imagesKey describes the number of training images.
var imagesKey = key{name: "images", form: asInteger, span: from(1, 1_000_000_000), absent: "all",
	meaning: "number of training images to use, from the first on: one number, or one for each budget (all for the others)",
	or:      byBudget("training images that are used", 1_000_000_000)}

// validateKey describes how often a training is validated.
var validateKey = key{name: "validate", form: asMapping, absent: "never",
	meaning: "the likelihood of validation images during the training", keys: []key{
		{name: "every", form: asInteger, span: from(0, 1_000_000), meaning: "number of epochs between two validations; 0 means never"},
	}}

// byBudget returns the form of a whole number for each budget.
func byBudget(what string, most float64) *key { return integersByBudget(what, from(1, most)) }

func integersByBudget(what string, span span) *key {
	return &key{form: asNames, names: labels,
		item: &key{name: "budget", form: asInteger, span: span, meaning: what + " under the budget of this name"}}
}

// numbersByBudget returns the form of a number, not necessarily whole, for each budget.
func numbersByBudget(what string, span span) *key {
	return &key{form: asNames, names: labels,
		item: &key{name: "budget", form: asNumber, span: span, meaning: what + " under the budget of this name"}}
}

// A PerBudget is a whole number for each budget.
type PerBudget = budgeted[int]

// A NumberPerBudget is a number for each budget.
type NumberPerBudget = budgeted[float64]

// A budgeted maps a budget to its number. The key "" means every budget.
type budgeted[T int | float64] map[string]T

// For returns the number under a budget, and whether the spec gives one.
func (b budgeted[T]) For(budget string) (T, bool) {
	if n, ok := b[""]; ok {
		return n, true
	}
	n, ok := b[budget]
	return n, ok
}

// only returns the number of one budget as the number of every budget.
func (b budgeted[T]) only(budget string) budgeted[T] {
	n, _ := b.For(budget)
	return budgeted[T]{"": n}
}

func (b budgeted[T]) budgets() []string { return slices.Sorted(maps.Keys(b)) }

// MarshalJSON writes a plain number if it holds for every budget, otherwise a mapping sorted by budget.
func (b budgeted[T]) MarshalJSON() ([]byte, error) {
	if n, ok := b[""]; ok {
		return json.Marshal(n)
	}
	return json.Marshal(map[string]T(b))
}

// perBudget reads one whole number, or one for each budget.
func (o *object) perBudget(name string) PerBudget {
	if v, ok := o.get(name); ok {
		return o.parser.perBudget(v)
	}
	return nil
}

func (p *parser) perBudget(v value) PerBudget { return eachBudget(p, v, p.integer) }

// numberPerBudget reads one number, or one for each budget.
func (o *object) numberPerBudget(name string) NumberPerBudget {
	if v, ok := o.get(name); ok {
		return eachBudget(o.parser, v, o.parser.number)
	}
	return nil
}

func eachBudget[T int | float64](p *parser, v value, read func(value) T) budgeted[T] {
	if v.node.Kind == yaml.ScalarNode {
		return budgeted[T]{"": read(v)}
	}
	numbers := budgeted[T]{}
	for _, v := range p.named(v.other()) {
		numbers[v.name] = read(v)
	}
	return numbers
}

func (o *object) validate() Validate {
	if !o.has("validate") {
		return Validate{}
	}
	return Validate{Every: o.object("validate").integer("every")}
}

// checkPatience reports a patience for a budget that the epochs do not have.
func (o *object) checkPatience(c schedule) {
	if !o.has("patience") {
		return
	}
	at := o.fields["patience"]
	for _, budget := range c.patience.budgets() {
		if _, ok := c.epochs[0].For(budget); budget != "" && !ok && len(c.epochs[0]) > 0 {
			o.report(at.node.Content[indexOf(at.node, budget)], suggest(budget, "budgets", c.epochs[0].budgets()), "budget %q is not among the epochs", budget)
		}
	}
}

// checkImages reports three mistakes: a batch larger than the number of images, more images than the data set has, and images for
// a budget that the epochs do not have.
func (o *object) checkImages(c schedule, s System) {
	all, _ := s.sizes()
	if all > 0 && c.batch > all {
		o.report(o.fields["batch"].node, "", "batch must be at most %d, the training images of %s, not %d", all, s.Dataset, c.batch)
	}
	for _, budget := range c.images.budgets() {
		at := o.fields["images"]
		if budget != "" {
			i := indexOf(at.node, budget)
			at.place, at.node = at.node.Content[i], at.node.Content[i+1]
		}
		for _, epochs := range c.epochs {
			if _, ok := epochs.For(budget); budget != "" && !ok && len(epochs) > 0 {
				o.report(at.place, suggest(budget, "budgets", epochs.budgets()), "budget %q is not among the epochs", budget)
				break
			}
		}
		if n := c.images[budget]; n > 0 && n < c.batch {
			o.report(at.node, "", "images must be at least %d, the batch, not %d", c.batch, n)
		} else if all > 0 && n > all {
			o.report(at.node, "", "images must be at most %d, the training images of %s, not %d", all, s.Dataset, n)
		}
	}
}
