package spec

import (
	"encoding/json"
	"maps"
	"slices"

	"go.yaml.in/yaml/v3"
)

// A course is what trainings of all kinds of systems have in common.
type course struct {
	epochs   []PerBudget // of each part of the training, in turn
	sizes    []PerBudget // of nets, where they depend on the budget
	rates    []NumberPerBudget
	images   PerBudget
	batch    int // 0 if there are none
	patience PerBudget
	validate Validate
	selects  Selection
}

// epochsKey is how long something is trained.
var epochsKey = key{name: "epochs", form: asInteger, span: from(1, 1_000_000),
	meaning: "passes over the training images: one number, or one for each budget",
	source:  "mnist.yaml has no limit",
	or:      byBudget("passes over the training images", 1_000_000)}

// imagesKey is how many images something is trained on.
var imagesKey = key{name: "images", form: asInteger, span: from(1, 1_000_000_000), absent: "all",
	meaning: "training images that are used, the first ones: one number, or one for each budget, all under the others",
	or:      byBudget("training images that are used", 1_000_000_000)}

// validateKey is how often something is looked at while it is trained.
var validateKey = key{name: "validate", form: asMapping, absent: "never",
	meaning: "the likelihood of validation images in the course of the training", keys: []key{
		{name: "every", form: asInteger, span: from(0, 1_000_000), meaning: "epochs from one to the next; 0 is never"},
	}}

// byBudget is the form of numbers that depend on the budget.
func byBudget(what string, most float64) *key { return integersByBudget(what, from(1, most)) }

func integersByBudget(what string, span span) *key {
	return &key{form: asNames, names: labels,
		item: &key{name: "budget", form: asInteger, span: span, meaning: what + " under the budget of this name"}}
}

// numbersByBudget is the form of numbers, not whole ones, that depend on the budget.
func numbersByBudget(what string, span span) *key {
	return &key{form: asNames, names: labels,
		item: &key{name: "budget", form: asNumber, span: span, meaning: what + " under the budget of this name"}}
}

// PerBudget gives a whole number for each budget.
type PerBudget = budgeted[int]

// NumberPerBudget gives a number for each budget.
type NumberPerBudget = budgeted[float64]

// The key "" stands for every budget.
type budgeted[T int | float64] map[string]T

// For returns the number under a budget, and whether the spec says one.
func (b budgeted[T]) For(budget string) (T, bool) {
	if n, ok := b[""]; ok {
		return n, true
	}
	n, ok := b[budget]
	return n, ok
}

// only is the number under a budget, for every budget.
func (b budgeted[T]) only(budget string) budgeted[T] {
	n, _ := b.For(budget)
	return budgeted[T]{"": n}
}

func (b budgeted[T]) budgets() []string { return slices.Sorted(maps.Keys(b)) }

// MarshalJSON writes one number for every budget as such, otherwise the budgets, sorted.
func (b budgeted[T]) MarshalJSON() ([]byte, error) {
	if n, ok := b[""]; ok {
		return json.Marshal(n)
	}
	return json.Marshal(map[string]T(b))
}

// perBudget reads a whole number for every budget, or one for each.
func (o *object) perBudget(name string) PerBudget {
	if v, ok := o.get(name); ok {
		return o.parser.perBudget(v)
	}
	return nil
}

func (p *parser) perBudget(v value) PerBudget { return eachBudget(p, v, p.integer) }

// numberPerBudget reads a number for every budget, or one for each.
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

// checkPatience reports one for a budget that the epochs do not know.
func (o *object) checkPatience(c course) {
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

// checkImages reports a batch of more images than there are, more images than there are, and images for a budget that the epochs do
// not know.
func (o *object) checkImages(c course, dataset string) {
	all, _ := sizes(dataset)
	if all > 0 && c.batch > all {
		o.report(o.fields["batch"].node, "", "batch must be at most %d, the training images of %s, not %d", all, dataset, c.batch)
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
			o.report(at.node, "", "images must be at least batch, %d, not %d", c.batch, n)
		} else if all > 0 && n > all {
			o.report(at.node, "", "images must be at most %d, the training images of %s, not %d", all, dataset, n)
		}
	}
}
