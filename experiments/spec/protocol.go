package spec

import "go.yaml.in/yaml/v3"

// share completes the evaluation of each system, except studies, key by key. The system's own evaluation overrides that of this
// spec, which overrides that of the system's base spec if there are several bases.
func (p *parser) share(root *yaml.Node) {
	systems := child(root, "systems")
	if systems == nil {
		return
	}
	for _, system := range systems.Content {
		if system.Kind == yaml.MappingNode && textOf(system, "kind") != string(Theory) {
			merging{parser: p}.merge(system, p.protocol(p.protocols[system], root, system))
		}
	}
}

// protocol merges the evaluations of several mappings, later ones over earlier ones, into a mapping with nothing else. It ignores
// nil.
func (p *parser) protocol(layers ...*yaml.Node) *yaml.Node {
	whole := &yaml.Node{Kind: yaml.MappingNode}
	for _, layer := range layers {
		if evaluation := child(layer, "evaluation"); evaluation != nil {
			key := layer.Content[indexOf(layer, "evaluation")]
			merging{parser: p}.merge(whole, &yaml.Node{Kind: yaml.MappingNode, Content: []*yaml.Node{p.clone(key), p.clone(evaluation)}})
		}
	}
	return whole
}
