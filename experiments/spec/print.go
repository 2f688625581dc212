package spec

import (
	"bytes"
	"encoding/json"
	"slices"

	"go.yaml.in/yaml/v3"
)

// A document is a spec as it is written.
type document struct {
	Name       string      `json:"name,omitempty"`
	Budget     string      `json:"budget"`
	Seeds      []int64     `json:"seeds,omitempty"`
	Evaluation *Evaluation `json:"evaluation,omitempty"`
	Systems    []System    `json:"systems"`
	Cluster    *Cluster    `json:"cluster,omitempty"`
}

// document has the evaluation once if it is that of all systems.
func (s *Spec) document() document {
	d := document{s.Name, s.Budget, s.Seeds, s.common(), slices.Clone(s.Systems), s.Cluster}
	for i := range d.Systems {
		if d.Evaluation != nil {
			d.Systems[i].Evaluation = nil
		}
	}
	return d
}

// common is the evaluation of all systems, nil if they differ.
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

// JSON returns the effective spec, whose runs are those of s: with everything that it extends, all overrides, each
// combination of its matrix as a system, and every key that may be left out. Parse takes it back.
func (s *Spec) JSON() []byte {
	text, err := indented(s.document())
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
