package spec

import (
	"encoding/json"

	"go.yaml.in/yaml/v3"
)

// A Ramp changes linearly from Start in the first epoch to End in epoch Epochs, and then stays at End. If Start equals End, it is
// a constant.
type Ramp struct {
	Start  float64 `json:"start"`
	End    float64 `json:"end"`
	Epochs int     `json:"epochs,omitempty"` // 0 means the last epoch
}

// MarshalJSON writes a constant as a plain number.
func (r Ramp) MarshalJSON() ([]byte, error) {
	if r.Start == r.End {
		return json.Marshal(r.Start)
	}
	type mapping Ramp
	return json.Marshal(mapping(r))
}

// rampKey describes a number that may change with the epochs.
func rampKey(name, meaning string, span span) key {
	return key{name: name, meaning: meaning, form: asMapping, or: &key{form: asNumber, span: span}, keys: []key{
		{name: "start", form: asNumber, span: span, meaning: "value in the first epoch"},
		{name: "end", form: asNumber, span: span, meaning: "value from epoch `epochs` on, which is reached in a straight line"},
		{name: "epochs", form: asInteger, span: from(2, 1_000_000), absent: "the last epoch of the layer", meaning: "the epoch in which the momentum reaches end"},
	}}
}

func (o *object) ramp(name string) Ramp {
	v, ok := o.get(name)
	if !ok {
		return Ramp{}
	}
	if v.node.Kind == yaml.ScalarNode {
		x := o.parser.number(v.other())
		return Ramp{Start: x, End: x}
	}
	r := o.parser.object(v)
	return Ramp{Start: r.number("start"), End: r.number("end"), Epochs: r.integer("epochs")}
}
