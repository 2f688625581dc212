package spec

import (
	"slices"

	"go.yaml.in/yaml/v3"
)

// join combines the specs that another spec extends. If there are several, each system keeps the evaluation of its own spec.
func (p *parser) join(all []base, top *yaml.Node) *yaml.Node {
	if len(all) == 1 {
		return all[0].root
	}
	j := joining{parser: p, top: top}
	whole := &yaml.Node{Kind: yaml.MappingNode, Line: top.Line, Column: top.Column}
	for _, b := range all {
		j.at = b.at
		j.hold(b.root)
		j.mappings(whole, b.root, top, "")
	}
	return whole
}

// A joining combines specs. If two of them give different values for the same key, the spec that extends both must give the value.
type joining struct {
	*parser
	top *yaml.Node // the extending spec
	at  *yaml.Node // the name, in the extending spec, of the spec that is being added
}

// hold moves the evaluation of a spec to its systems.
func (j joining) hold(root *yaml.Node) {
	if indexOf(root, "matrix") >= 0 {
		j.report(j.at, "extend it alone", "a spec with a matrix cannot be combined with other specs")
	}
	if systems := child(root, "systems"); systems != nil {
		for _, system := range systems.Content {
			j.protocols[system] = j.protocol(j.protocols[system], root)
		}
	}
	remove(root, "evaluation")
}

// mappings adds the missing keys of base from other. It reports a value that differs between both, unless top, the mapping of the
// extending spec, gives the value; top may be nil. path leads to the mappings.
func (j joining) mappings(base, other, top *yaml.Node, path string) {
	for i := 0; i+1 < len(other.Content); i += 2 {
		key, value := other.Content[i], other.Content[i+1]
		below, above := child(base, key.Value), child(top, key.Value)
		switch {
		case below == nil:
			base.Content = append(base.Content, key, value)
		case below.Kind == yaml.MappingNode && value.Kind == yaml.MappingNode && (above == nil || above.Kind == yaml.MappingNode):
			j.mappings(below, value, above, path+key.Value+".")
		case below.Kind == yaml.SequenceNode && value.Kind == yaml.SequenceNode && path+key.Value == "systems":
			j.systems(below, value)
		case above == nil && label(below) != label(value):
			first, second := j.position(below), j.position(value)
			j.report(j.at, "give it here", "%s differs between %s:%d:%d and %s:%d:%d", cut(path+key.Value),
				first.File, first.Line, first.Col, second.File, second.Line, second.Col)
		}
	}
}

// systems combines systems with the same name and data set, and appends the others.
func (j joining) systems(base, other *yaml.Node) {
	for _, system := range other.Content {
		i := slices.IndexFunc(base.Content, func(s *yaml.Node) bool { return changes(system, s) && changes(s, system) })
		if i < 0 {
			base.Content = append(base.Content, system)
			continue
		}
		same, top, path := base.Content[i], j.change(system), "systems."+textOf(system, "name")+"."
		for _, s := range []*yaml.Node{same, system} {
			j.protocols[s] = j.protocol(j.protocols[s], s)
			remove(s, "evaluation")
		}
		j.mappings(same, system, top, path)
		j.mappings(j.protocols[same], j.protocols[system], j.protocol(j.top, top), path)
	}
}

// change returns the system of the extending spec that changes the given system, or nil.
func (j joining) change(system *yaml.Node) *yaml.Node {
	if systems := child(j.top, "systems"); systems != nil && systems.Kind == yaml.SequenceNode {
		for _, s := range systems.Content {
			if changes(s, system) {
				return s
			}
		}
	}
	return nil
}
