package spec

import (
	"encoding/json"

	"go.yaml.in/yaml/v3"
)

// A Ramp goes in a straight line from Start in the first epoch to End in epoch Epochs, and stays there. If Start is End, it is one
// number.
type Ramp struct {
	Start  float64 `json:"start"`
	End    float64 `json:"end"`
	Epochs int     `json:"epochs,omitempty"` // 0 is the last one
}

// MarshalJSON writes one number as such.
func (r Ramp) MarshalJSON() ([]byte, error) {
	if r.Start == r.End {
		return json.Marshal(r.Start)
	}
	type mapping Ramp
	return json.Marshal(mapping(r))
}

// rampKey is a number that changes with the epochs, or does not.
func rampKey(name, meaning string, span span) key {
	return key{name: name, meaning: meaning, form: asMapping, or: &key{form: asNumber, span: span}, keys: []key{
		{name: "start", form: asNumber, span: span, meaning: "that of the first epoch"},
		{name: "end", form: asNumber, span: span, meaning: "that of epoch `epochs` and those after it, to which it goes in a straight line"},
		{name: "epochs", form: asInteger, span: from(2, 1_000_000), absent: "the last epoch of the layer", meaning: "the epoch in which it reaches end"},
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
