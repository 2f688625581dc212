package spec

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// An axis is one line of the matrix: the path of a value in one system, and the values to try.
type axis struct {
	path
	system int    // index of the system
	from   int    // where the path continues below the system
	below  string // the rest of the path
	values []value
}

// sweep removes the matrix from the tree and replaces each system that it varies by variants, one for each combination of values.
// Values keep the position where they were written. The name of a variant says what varies, as in "Adversarial nets (train.k=5)".
func (p *parser) sweep(root *yaml.Node) {
	i := indexOf(root, "matrix")
	if i < 0 {
		return
	}
	matrix := value{key: language.key("matrix"), name: "matrix", place: root.Content[i], node: root.Content[i+1]}
	root.Content = slices.Delete(root.Content, i, i+2)
	i = indexOf(root, "systems")
	if i < 0 || root.Content[i+1].Kind != yaml.SequenceNode {
		return // reported later
	}
	systems := root.Content[i+1]
	axes := p.axes(matrix, systems)
	combinations := 0
	for _, of := range axes {
		n := 1
		for _, a := range of {
			n = min(n*len(a.values), most+1)
		}
		combinations += n
	}
	if combinations > most {
		p.report(matrix.place, "", "matrix makes more than %d systems", most)
		return
	}
	var varied []*yaml.Node
	for i, system := range systems.Content {
		varied = append(varied, p.vary(system, axes[i])...)
	}
	systems.Content = varied
}

// most limits the number of systems of a spec.
const most = 1000

// axes returns the valid axes of each system, by the system's index.
func (p *parser) axes(matrix value, systems *yaml.Node) map[int][]axis {
	axes := map[int][]axis{}
	entries, _ := p.entries(matrix)
	for _, e := range entries {
		a, ok := p.axis(e, systems)
		if !ok {
			continue
		}
		for _, other := range axes[a.system] {
			if strings.HasPrefix(a.below+".", other.below+".") || strings.HasPrefix(other.below+".", a.below+".") {
				p.report(e.place, "", "%s is already varied with %s", quote(string(a.text)), quote(string(other.text)))
				ok = false
			}
		}
		if ok {
			axes[a.system] = append(axes[a.system], a)
		}
	}
	return axes
}

// axis reads a line of the matrix. It returns false after a mistake.
func (p *parser) axis(e value, systems *yaml.Node) (axis, bool) {
	const list = "systems."
	a := axis{path: path{parser: p, in: p.sourceOf(e.place), line: e.place.Line, col: e.place.Column, text: []rune(e.name)}}
	if e.place.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 {
		a.col++
	}
	if !strings.HasPrefix(e.name, list) {
		p.report(e.place, "write systems.NAME.KEY", "matrix varies values of systems, not %s", quote(e.name))
		return a, false
	}
	i, length := a.find(systems, len(list))
	if i < 0 {
		return a, false
	}
	a.system, a.from = i, min(len(list)+length+1, len(a.text))
	a.below = string(a.text[a.from:])
	if a.below == "" || a.below == "name" {
		p.report(e.place, "write two systems", "matrix varies values of a system, not the system or its name")
		return a, false
	}
	before := len(p.errs)
	a.values = p.list(e)
	seen := map[string]bool{}
	for _, v := range a.values {
		if seen[label(v.node)] {
			p.report(v.node, "", "value %s is listed twice", label(v.node))
		}
		seen[label(v.node)] = true
	}
	return a, len(p.errs) == before
}

// A combination is a variant of a system with a value for each axis so far.
type combination struct {
	system *yaml.Node
	labels []string   // what varies, such as "train.k=5"
	last   *yaml.Node // the value of the last axis
}

// vary returns the variants of a system for all combinations of the axes' values. The last axis changes fastest.
func (p *parser) vary(system *yaml.Node, axes []axis) []*yaml.Node {
	all := []combination{{system: system}}
	for _, a := range axes {
		var more []combination
		for _, c := range all {
			for _, v := range a.values {
				more = append(more, c.with(a, v.node))
			}
		}
		all = more
	}
	var systems []*yaml.Node
	for _, c := range all {
		p.rename(c)
		systems = append(systems, c.system)
	}
	return systems
}

func (c combination) with(a axis, v *yaml.Node) combination {
	labels := slices.Clone(c.labels)
	if a.below != "dataset" { // Table 1 shows the data set beside the name
		labels = append(labels, a.below+"="+label(v))
	}
	a.value = v
	system := a.clone(c.system)
	a.put(system, a.from)
	return combination{system, labels, v}
}

// rename adds what varies to a variant's name, sorted, so that the order of the matrix has no effect.
func (p *parser) rename(c combination) {
	i := indexOf(c.system, "name")
	if i < 0 || len(c.labels) == 0 {
		return
	}
	slices.Sort(c.labels)
	name := *c.system.Content[i+1]
	p.variants[&name] = name.Value
	name.Value += " (" + strings.Join(c.labels, ", ") + ")"
	name.Line, name.Column, p.from[&name] = c.last.Line, c.last.Column, p.sourceOf(c.last)
	c.system.Content[i+1] = &name
}

// clone copies a tree. Each node keeps its position.
func (p *parser) clone(n *yaml.Node) *yaml.Node {
	c := *n
	c.Content = nil
	for _, child := range n.Content {
		c.Content = append(c.Content, p.clone(child))
	}
	p.from[&c] = p.sourceOf(n)
	return &c
}

// label formats a value so that equal values have equal labels, however they are written.
func label(n *yaml.Node) string {
	var parts []string
	switch {
	case n.Kind == yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			parts = append(parts, n.Content[i].Value+": "+label(n.Content[i+1]))
		}
		slices.Sort(parts)
		return "{" + strings.Join(parts, ", ") + "}"
	case n.Kind == yaml.SequenceNode:
		for _, item := range n.Content {
			parts = append(parts, label(item))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case plain(n) && float.MatchString(n.Value):
		if x, err := strconv.ParseFloat(n.Value, 64); err == nil {
			digits, _ := json.Marshal(x) // as in the canonical form
			return string(digits)
		}
	}
	return n.Value
}
