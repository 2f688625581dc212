// Package spec turns a YAML file into the runs it asks for.
//
// A spec is data only. It says which systems to train on which data set, by which recipe, with which seeds, and how to evaluate
// their likelihood. No other place has a setting that changes a number. A spec goes through these steps:
//
//  1. Parse reads the file into a tree of YAML nodes, each with its position.
//  2. If the file extends bundled specs, they are combined, and the file's tree is merged into them.
//  3. Overrides (key=value) replace or add nodes of that tree, so they pass the same checks as the file.
//  4. Each system gets its complete evaluation.
//  5. A sweep replaces each system that the matrix varies by a variant for each combination of values.
//  6. The tree is read into plain structs. Every mistake is collected with its line, column and, if one is near, the
//     word that was probably meant. A spec with any mistake is rejected as a whole.
//  7. Plan lists one Run per system and seed, with the number of epochs of the budget.
//  8. A Run's Canonical form holds everything that changes its number. Its hash is the Recipe or, with the seed, the Key.
//
// The package is pure: it uses no clock, no files and no random numbers.
package spec

import (
	"math"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A Spec is a valid experiment: a list of systems, each trained and evaluated once per seed.
//
// The file language.go says what each key means and what it means to leave it out.
type Spec struct {
	Name    string // label of the runs; changes no number
	Budget  string // selects the number of every PerBudget
	Seeds   []int64
	Systems []System
	Cluster *Cluster // nil asks for nothing
}

// Parse reads a spec. The file name is only for messages. bundled holds the texts of the specs that it may extend, by name.
//
// Each of sets is an override "path=value". The path leads through keys and list indices joined by dots
// ("systems.0.train.batch=50", "budget=hour") or through a system's name ("systems.Adversarial nets.train.batch=50"). The value is
// YAML in one line ("seeds=[1, 2, 3]"). Overrides apply in order; later ones win.
//
// A non-nil error is of type Errors and holds every mistake found. A mistake in the i-th override (from 1) is at line i of the
// file "-set". A mistake in an extended spec is in the file "bundled NAME.yaml".
func Parse(file string, src []byte, sets []string, bundled map[string]string) (*Spec, error) {
	text := strings.TrimPrefix(string(src), "\ufeff") // the byte order mark that some editors write
	p := &parser{
		file:      &source{name: file, lines: newline.Split(text, -1)},
		sets:      &source{name: overrides, rank: math.MaxInt, lines: sets},
		bundled:   bundled,
		extended:  map[string]*source{},
		from:      map[*yaml.Node]*source{},
		protocols: map[*yaml.Node]*yaml.Node{},
		variants:  map[*yaml.Node]string{},
	}
	root := p.tree(p.file, text, 1, 1)
	if root != nil {
		root = p.extend(root)
	}
	if root == nil {
		return nil, p.errs.sorted()
	}
	if root.Kind == yaml.MappingNode {
		for i, set := range sets {
			p.override(root, i, set)
		}
		p.share(root)
		p.sweep(root)
	}
	s := p.spec(root)
	if len(p.errs) > 0 {
		return nil, p.errs.sorted()
	}
	return &s, nil
}

func (p *parser) spec(root *yaml.Node) Spec {
	o := p.object(value{key: &language, name: language.name, node: root, place: root})
	s := Spec{Name: o.label("name"), Budget: o.label("budget")}
	s.Seeds = p.seeds(o, s.Budget)
	if o.has("evaluation") {
		p.partial = true // systems may give the missing keys
		p.evaluation(o.object("evaluation"))
		p.partial = false
	} else if !o.has("systems") {
		o.require("evaluation")
	}
	s.Systems = p.systems(o, s.Budget)
	s.Cluster = p.cluster(o)
	p.checkSeeds(o, s)
	o.reject("extends", "extends can only stand in a file")
	if s.Budget != "" {
		p.checkBudget(o.fields["budget"].node, s.Systems)
	}
	return s
}

// seeds reads a list of seeds, or a number n for the seeds 1 to n. The number may depend on the budget.
func (p *parser) seeds(o *object, budget string) []int64 {
	v, ok := o.get("seeds")
	if !ok {
		return nil
	}
	switch v.node.Kind {
	case yaml.ScalarNode:
		return firstSeeds(p.integer(v))
	case yaml.MappingNode:
		numbers := PerBudget{}
		for _, item := range p.named(v.other().other()) {
			numbers[item.name] = p.integer(item)
		}
		n, known := numbers.For(budget)
		if !known {
			n = 1
		}
		return firstSeeds(n)
	}
	var seeds []int64
	seen := map[int64]bool{}
	for _, item := range p.list(v.other()) {
		n := len(p.errs)
		seed := int64(p.integer(item))
		if len(p.errs) == n && seen[seed] {
			p.report(item.node, "", "seed %d is listed twice", seed)
		}
		seen[seed] = true
		seeds = append(seeds, seed)
	}
	return seeds
}

// firstSeeds returns 1 to n.
func firstSeeds(n int) (seeds []int64) {
	for i := range n {
		seeds = append(seeds, int64(i)+1)
	}
	return seeds
}

// checkBudget reports every system that has no number for the spec's budget, and a selection with nothing to select from.
func (p *parser) checkBudget(budget *yaml.Node, systems []System) {
	for _, s := range systems {
		c, known := s.schedule(), true
		check := func(numbers []PerBudget, what string) {
			for _, n := range numbers {
				if _, ok := n.For(budget.Value); !ok && len(n) > 0 {
					p.report(budget, suggest(budget.Value, "budgets", n.budgets()), "budget %q is not among the %s of %q", budget.Value, what, s.Name)
				}
				known = known && n[""]+n[budget.Value] > 0
			}
		}
		check(c.sizes, "units")
		check(c.epochs, "epochs")
		check(c.afterwards, "updates and draws after the training")
		for _, r := range c.rates {
			if _, ok := r.For(budget.Value); !ok && len(r) > 0 {
				p.report(budget, suggest(budget.Value, "budgets", r.budgets()), "budget %q is not among the learning rates of %q", budget.Value, s.Name)
			}
		}
		if n, _ := c.patience.For(budget.Value); n > 0 && inFolds(s.Dataset) {
			p.report(budget, "", "budget %q trains %q with patience, which %s does not allow: validation images of one fold are test images of another",
				budget.Value, s.Name, s.Dataset)
		} else if n > 0 && (c.validate.Every == 0 || c.validate.Every > n) {
			p.report(budget, "", "budget %q trains %q with a patience of %d epochs, which needs validate.every from 1 to %[3]d", budget.Value, s.Name, n)
		}
		if total := s.epochs(budget.Value); known && c.selects == BestValid && c.validate.Every > total {
			p.report(budget, "", "budget %q trains %q for %d epochs, which is too few for select: %s with a validation every %d epochs",
				budget.Value, s.Name, total, BestValid, c.validate.Every)
		}
	}
}
