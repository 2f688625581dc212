package spec

import (
	"bytes"

	"go.yaml.in/yaml/v3"
)

// JSON returns the effective spec, whose runs are those of s: with everything that it extends, all overrides, each
// combination of its matrix as a system, and every key that may be left out. Parse takes it back.
func (s *Spec) JSON() []byte {
	text, err := indented(s)
	if err != nil {
		panic("spec: spec is not valid: " + err.Error())
	}
	return text
}

// YAML returns the same as JSON.
func (s *Spec) YAML() []byte {
	var doc yaml.Node
	if err := yaml.Unmarshal(s.JSON(), &doc); err != nil {
		panic("spec: spec is not valid: " + err.Error())
	}
	unfold(doc.Content[0])
	var text bytes.Buffer
	e := yaml.NewEncoder(&text)
	e.SetIndent(2)
	if err := e.Encode(&doc); err != nil {
		panic("spec: spec is not valid: " + err.Error())
	}
	return text.Bytes()
}

// unfold lays out a tree as a person would: on one line what holds only scalars, without quotes where none are needed.
func unfold(n *yaml.Node) {
	n.Style = yaml.FlowStyle
	for _, child := range n.Content {
		if child.Kind == yaml.ScalarNode {
			child.Style = 0
			continue
		}
		n.Style = 0
		unfold(child)
	}
}
