package spec

import (
	"bytes"
	"encoding/json"
	"slices"

	"go.yaml.in/yaml/v3"
)

// A document is the written form of a spec.
type document struct {
	Name       string      `json:"name,omitempty"`
	Budget     string      `json:"budget"`
	Seeds      []int64     `json:"seeds,omitempty"`
	Evaluation *Evaluation `json:"evaluation,omitempty"`
	Systems    []System    `json:"systems"`
	Cluster    *Cluster    `json:"cluster,omitempty"`
}

// document returns the written form of the spec. It contains the evaluation once if all systems share it.
func (s *Spec) document() document {
	d := document{s.Name, s.Budget, s.Seeds, s.common(), slices.Clone(s.Systems), s.Cluster}
	for i := range d.Systems {
		if d.Evaluation != nil {
			d.Systems[i].Evaluation = nil
		}
	}
	return d
}

// common returns the evaluation that all systems share, or nil if they differ.
func (s *Spec) common() *Evaluation {
	var first []byte
	for i, system := range s.Systems {
		text, err := json.Marshal(system.Evaluation)
		if i == 0 {
			first = text
		}
		if err != nil || !bytes.Equal(text, first) {
			return nil
		}
	}
	return s.Systems[0].Evaluation
}

// JSON returns the effective spec, which plans the same runs as s. It contains everything that s extends, all overrides, each
// combination of the matrix as a system, and every optional key. Parse accepts it.
func (s *Spec) JSON() []byte {
	text, err := indented(s.document())
	if err != nil {
		panic("spec: spec is not valid: " + err.Error())
	}
	return text
}

// YAML returns the effective spec as YAML.
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

// unfold formats a tree for readers: mappings and lists of scalars on one line, and quotes only where necessary.
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
