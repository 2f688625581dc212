package spec

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A value is a node of the tree with the description of its key. Messages call it by name: its key or, for an item of a list, the
// word for such an item.
type value struct {
	*key
	name  string
	node  *yaml.Node
	place *yaml.Node // where messages point if something is missing: the key or, in a list, the node itself
}

// other returns the value with the alternative form of its key.
func (v value) other() value {
	v.key = v.or
	return v
}

// An object reads a mapping with known keys. If the value is no mapping, it reports that once and returns zeros.
type object struct {
	*parser
	value
	chosen map[string]string // values of the choosers, if known
	fields map[string]value
	meant  map[string]bool // missing keys of which a misspelling is already reported
	silent bool
}

func (p *parser) object(v value) *object {
	o := &object{parser: p, value: v, chosen: map[string]string{}, fields: map[string]value{}, meant: map[string]bool{}}
	entries, ok := p.entries(v)
	o.silent = !ok
	for _, field := range entries {
		if field.key = v.key.key(field.name); field.key != nil {
			o.fields[field.name] = field
			continue
		}
		hint := ""
		if len(p.errs) < enough {
			hint = suggestKey(field.name, v.key)
			if guess, ok := Nearest(field.name, v.keyNames()); ok {
				o.meant[guess] = true
			}
		}
		p.report(field.place, hint, "unknown key %s", quote(field.name))
	}
	for _, chooser := range choosers {
		if v, ok := o.fields[chooser]; ok && slices.Contains(v.texts(), v.node.Value) {
			o.chosen[chooser] = v.node.Value
		}
	}
	for _, field := range o.fields {
		o.rejectKeyOfOthers(field)
	}
	return o
}

// rejectKeyOfOthers reports a key that mappings of this kind, or of this study, do not have.
func (o *object) rejectKeyOfOthers(field value) {
	for _, chooser := range choosers {
		if chosen := o.chosen[chooser]; chosen != "" && !field.fits(chooser, chosen) {
			o.report(field.place, "", "%s is for %s %s only, not for %s", field.name, chooser, strings.Join(field.chosenBy(chooser), " or "), chosen)
			return
		}
	}
}

// enough is the number of mistakes after which suggestions stop. They take time, and nobody reads so many.
const enough = 1000

// suggestKey returns the hint for a key that a mapping does not have.
func suggestKey(name string, of *key) string {
	if _, ok := Nearest(name, of.keyNames()); !ok {
		if places := mappingsWith(name); len(places) > 0 {
			if len(places) > 3 {
				places = append(places[:2:2], "others")
			}
			return fmt.Sprintf("%s is a key of %s", name, strings.Join(places, " and of "))
		}
	}
	return suggest(name, "keys", of.keyNames())
}

// mappingsWith lists the paths of the mappings that have a key.
func mappingsWith(name string) []string {
	var places []string
	language.walk("", func(path string, k *key) {
		if place, ok := strings.CutSuffix(path, "."+name); ok && k.name == name {
			places = append(places, place)
		}
	})
	return places
}

// entries lists the values of a mapping in the order of the text. It returns false if v is not a mapping.
func (p *parser) entries(v value) ([]value, bool) {
	if v.node.Kind != yaml.MappingNode {
		p.wrongForm(v, "a mapping")
		return nil, false
	}
	var entries []value
	for i := 0; i+1 < len(v.node.Content); i += 2 {
		at := v.node.Content[i]
		entries = append(entries, value{name: at.Value, node: v.node.Content[i+1], place: at, key: v.item})
	}
	return entries, true
}

func (o *object) has(name string) bool { _, ok := o.fields[name]; return ok }

// get returns the value of a key. It reports a missing key, unless the key is optional or not for this kind.
func (o *object) get(name string) (value, bool) {
	v, ok := o.fields[name]
	if o.silent {
		return v, ok
	}
	k := o.key.key(name)
	if k == nil {
		panic("spec: key is not described: " + name)
	}
	for _, chooser := range choosers {
		if !k.fits(chooser, o.chosen[chooser]) {
			return value{}, false
		}
	}
	if k.absent == "" {
		o.require(name)
	}
	return v, ok
}

// require reports a key that is missing.
func (o *object) require(name string) {
	if !o.has(name) && !o.silent && !o.partial && !o.meant[name] {
		o.report(o.place, "", "%s needs the key %q", o.name, name)
	}
}

// reject reports a known key that is not allowed here.
func (o *object) reject(name, format string, args ...any) {
	if v, ok := o.fields[name]; ok {
		o.report(v.place, "", format, args...)
	}
}

func (o *object) object(name string) *object {
	v, ok := o.get(name)
	if !ok {
		return &object{parser: o.parser, silent: true}
	}
	return o.parser.object(v)
}

// list returns the items of a list.
func (o *object) list(name string) []value {
	v, ok := o.get(name)
	if !ok {
		return nil
	}
	return o.parser.list(v)
}

func (p *parser) list(v value) []value {
	if v.node.Kind != yaml.SequenceNode {
		p.wrongForm(v, "a list")
		return nil
	}
	if n := len(v.node.Content); !v.span.holds(float64(n)) {
		p.report(v.node, "", "%s must have %v items, not %d", v.name, v.span, n)
		return nil
	}
	var items []value
	for _, node := range v.node.Content {
		items = append(items, value{key: v.item, name: v.item.name, node: node, place: node})
	}
	return items
}

// named returns the values of a mapping with free names.
func (p *parser) named(v value) []value {
	entries, ok := p.entries(v)
	if ok && len(entries) == 0 {
		p.report(v.place, "", "%s needs at least one %s", v.name, v.item.name)
	}
	for _, e := range entries {
		p.checkLabel(e.place, v.item.name, e.name)
	}
	return entries
}
