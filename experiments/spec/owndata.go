package spec

import (
	"encoding/json"
	"slices"

	"go.yaml.in/yaml/v3"
)

// An OwnData describes a data set of the user: images in one file or folder, of which the first train, the next validate, and the following
// test. A spec names the file, and the canonical form of a run has its SHA-256 only. Package own reads the file.
type OwnData struct {
	File   string // path from the folder of the spec
	SHA256 string // of the file, in hexadecimal; "" until the file is read if the spec does not give it
	Size   Shape  // of an image
	Split  Split
	Range  string // of the values, LOW..HIGH, which become 0 to 1; "" until it is recognised if the spec does not give it
}

// A Split is how many images train, validate and test.
type Split struct{ Train, Valid, Test int }

// Images returns the number of images of all parts.
func (s Split) Images() int { return s.Train + s.Valid + s.Test }

// MarshalJSON writes the data set of a system as in a spec: a name, or the description of one of the user's.
func (s System) MarshalJSON() ([]byte, error) {
	type plain System
	if s.Own == nil {
		return json.Marshal(plain(s))
	}
	size := []int{s.Own.Size.Height, s.Own.Size.Width}
	if s.Own.Size.Channels > 1 {
		size = append(size, s.Own.Size.Channels)
	}
	split := s.Own.Split
	return json.Marshal(struct {
		plain
		Dataset any `json:"dataset"`
	}{plain(s), struct {
		Name   string `json:"name"`
		File   string `json:"file,omitempty"`
		SHA256 string `json:"sha256,omitempty"`
		Size   []int  `json:"size"`
		Split  []int  `json:"split"`
		Range  string `json:"range,omitempty"`
	}{s.Dataset, s.Own.File, s.Own.SHA256, size, []int{split.Train, split.Valid, split.Test}, s.Own.Range}})
}

// dataset reads the name of a data set, or the description of one of the user's.
func (p *parser) dataset(o *object) (name string, own *OwnData) {
	v, ok := o.fields["dataset"]
	if !ok || v.node.Kind != yaml.MappingNode {
		return choice[string](o, "dataset"), nil
	}
	d := p.object(v.other())
	name = d.label("name")
	if slices.Contains(Datasets(), name) {
		p.report(d.fields["name"].node, "", "%s is the name of a known data set: give yours another name", name)
	}
	own = &OwnData{File: d.title("file"), SHA256: d.title("sha256"), Range: d.title("range")}
	if !d.has("sha256") {
		d.require("file")
	}
	if own.SHA256 != "" && !hexadecimal.MatchString(own.SHA256) {
		p.report(d.fields["sha256"].node, "", "sha256 must be 64 hexadecimal digits in lower case, not %s", quote(own.SHA256))
	}
	if own.Range != "" && !ranges.MatchString(own.Range) {
		p.report(d.fields["range"].node, "", "range must be LOW..HIGH, as 0..255, not %s", quote(own.Range))
	}
	if size := d.integers("size"); len(size) >= 2 {
		own.Size = Shape{size[0], size[1], append(size, 1)[2]}
	}
	if split := d.integers("split"); len(split) == 3 {
		own.Split = Split{split[0], split[1], split[2]}
	}
	return name, own
}

// integers reads a list of whole numbers.
func (o *object) integers(name string) (all []int) {
	for _, v := range o.list(name) {
		all = append(all, o.parser.integer(v))
	}
	return all
}

// ImageShape returns the shape of the images of the system's data set. It is zero for an unknown data set.
func (s System) ImageShape() Shape {
	if s.Own != nil {
		return s.Own.Size
	}
	return shape(s.Dataset)
}

// sizes returns the numbers of training and validation images of the system's data set, as the function sizes does.
func (s System) sizes() (train, valid int) {
	if s.Own != nil {
		return s.Own.Split.Train, s.Own.Split.Valid
	}
	return sizes(s.Dataset)
}

// TrainingSize returns the number of training images of the system's data set, or 0 if it depends on the user's files.
func (s System) TrainingSize() int {
	train, _ := s.sizes()
	return train
}

var ownDataKey = key{form: asMapping, meaning: "a data set of yours", keys: []key{
	{name: "name", form: asLabel, meaning: "the name of your data set in tables"},
	{name: "file", form: asText, absent: "found by its sha256", meaning: "your images, from the folder of the spec: .npy, .npz, IDX, CSV, all also with .gz, or pictures in a folder, a zip or a tar archive"},
	{name: "sha256", form: asText, absent: "that of the file", meaning: "SHA-256 that the file must have"},
	{name: "size", form: asList, span: from(2, 3), meaning: "height and width of an image, and its channels if it has several",
		item: &key{name: "length", form: asInteger, span: from(1, 4096), meaning: "height, width or channels"}},
	{name: "split", form: asList, span: from(3, 3), meaning: "how many images train, validate and test: in the order of the file, from its first image on",
		item: &key{name: "number", form: asInteger, span: from(1, 10_000_000), meaning: "number of images"}},
	{name: "range", form: asText, absent: "recognised", meaning: "LOW..HIGH of the values, as 0..255; they become 0 to 1"},
}}
