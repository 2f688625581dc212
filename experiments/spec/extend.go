package spec

import (
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// extend merges a spec into the bundled specs that it extends, which may extend others. It returns nil after a mistake in extends.
//
// Mappings are merged key by key, and systems by name and data set. Every other value replaces the value of the base. Each node
// keeps the position where it was written.
func (p *parser) extend(top *yaml.Node, behind ...string) *yaml.Node {
	extends := child(top, "extends")
	if extends == nil {
		return top
	}
	names := []*yaml.Node{extends}
	if extends.Kind == yaml.SequenceNode {
		names = extends.Content
	}
	if len(names) == 0 {
		p.report(extends, "", "extends must name a bundled spec")
		return nil
	}
	remove(top, "extends")

	var all []base
	for _, at := range names {
		if b, ok := p.base(at, behind); ok {
			all = append(all, b)
		}
	}
	if len(all) < len(names) {
		return nil
	}
	below := p.join(all, top)
	if below.Kind == yaml.MappingNode {
		merging{p, textsOf(names)}.merge(below, top)
	}
	return below
}

// A base is a spec that another spec extends.
type base struct {
	at   *yaml.Node // its name in the extending spec
	root *yaml.Node
}

// textsOf joins the names of specs for a message.
func textsOf(names []*yaml.Node) string {
	var texts []string
	for _, n := range names {
		texts = append(texts, strings.TrimSuffix(n.Value, ".yaml"))
	}
	return strings.Join(texts, " or ")
}

// base reads a bundled spec and the specs that it extends. It returns false after a mistake.
func (p *parser) base(at *yaml.Node, behind []string) (base, bool) {
	name := strings.TrimSuffix(at.Value, ".yaml")
	text, ok := p.bundled[name]
	switch {
	case at.Kind != yaml.ScalarNode:
		p.report(at, "", "extends must be the name of a bundled spec, not %s", describe(at))
		return base{}, false
	case !ok:
		hint := suggest(name, "specs", slices.Sorted(maps.Keys(p.bundled)))
		p.report(at, hint, "extends must be the name of a bundled spec, not %s", describe(at))
		return base{}, false
	case slices.Contains(behind, name):
		p.report(at, "", "%s extends itself", quote(name))
		return base{}, false
	}
	in := p.extended[name]
	if in == nil {
		in = &source{name: "bundled " + name + ".yaml", rank: len(p.extended) + 1, lines: newline.Split(text, -1)}
		p.extended[name] = in
	}
	root := p.tree(in, text, 1, 1)
	if root != nil {
		root = p.extend(root, append(slices.Clone(behind), name)...)
	}
	return base{at, root}, root != nil
}

// A merging merges a spec into its bases.
type merging struct {
	*parser
	base string // the names of the bases, for messages
}

// merge merges the mapping top into the mapping base.
func (m merging) merge(base, top *yaml.Node) {
	for i := 0; i+1 < len(top.Content); i += 2 {
		key, value := top.Content[i], top.Content[i+1]
		at := indexOf(base, key.Value)
		if at < 0 {
			base.Content = append(base.Content, key, value)
			continue
		}
		base.Content[at] = key
		below := base.Content[at+1]
		switch {
		case below.Kind == yaml.MappingNode && value.Kind == yaml.MappingNode:
			m.merge(below, value)
		case below.Kind == yaml.SequenceNode && value.Kind == yaml.SequenceNode && key.Value == "systems":
			m.mergeSystems(below, value)
		default:
			base.Content[at+1] = value
		}
	}
}

// mergeSystems merges the systems of top into the systems of base with the same name, and appends the others.
func (m merging) mergeSystems(base, top *yaml.Node) {
	own := base.Content
	changed := map[*yaml.Node]bool{}
	for _, system := range top.Content {
		below, ok := m.named(own, system)
		switch {
		case !ok:
		case below == nil:
			base.Content = append(base.Content, system)
		case changed[below]:
			m.report(system, "", "system %s is changed twice", quote(textOf(system, "name")))
		default:
			m.merge(below, system)
			below.Line, below.Column, m.from[below] = system.Line, system.Column, m.sourceOf(system)
			changed[below] = true
		}
	}
}

// named returns the system that another system changes: the one with the same name and, if given, the same data set. It returns
// nil if the other system is new. It returns false after a mistake: nothing to change, or more than one candidate.
func (m merging) named(systems []*yaml.Node, system *yaml.Node) (*yaml.Node, bool) {
	name, dataset := textOf(system, "name"), textOf(system, "dataset")
	var found *yaml.Node
	var names []string
	for _, s := range systems {
		names = append(names, textOf(s, "name"))
		if !changes(system, s) {
			continue
		}
		if found != nil {
			m.report(system, "give its dataset", "there are several systems %s in %s", quote(name), m.base)
			return nil, false
		}
		found = s
	}
	if found == nil && name != "" && textOf(system, "kind") == "" {
		m.reportUnknown(system, name, dataset, names)
		return nil, false
	}
	return found, true
}

// changes reports whether system has the name of other and, if it gives a data set, the same data set.
func changes(system, other *yaml.Node) bool {
	name, dataset := textOf(system, "name"), textOf(system, "dataset")
	return name != "" && name == textOf(other, "name") && (dataset == "" || dataset == textOf(other, "dataset"))
}

// reportUnknown reports a change of a system that does not exist.
func (m merging) reportUnknown(system *yaml.Node, name, dataset string, names []string) {
	at, hint, on := system.Content[indexOf(system, "name")+1], suggest(name, "systems", names), ""
	if slices.Contains(names, name) {
		hint, on = "give kind and all the rest, or another dataset", " on "+cut(dataset)
	}
	m.report(at, hint, "no system %s%s in %s, and a new one needs the key \"kind\"", quote(name), on, m.base)
}
