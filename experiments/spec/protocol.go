package spec

import "go.yaml.in/yaml/v3"

// share gives each system but studies the whole of its evaluation, key by key: that of the base which it is from, if there are several, below
// that of this spec, below its own.
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

// protocol is a mapping with nothing but the evaluation of several mappings, each over those before it; nil has none.
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
