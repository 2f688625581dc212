package spec

import (
	"fmt"
	"slices"

	"go.yaml.in/yaml/v3"
)

// A value is a node of the tree under the name that messages give it: its key or, in a list, what the item is.
type value struct {
	name  string
	node  *yaml.Node
	place *yaml.Node // where to point when something is missing from it: its key or, in a list, the node itself
}

// An object reads a mapping whose keys are known. After a first mistake in its shape it is silent, and gives zeros.
type object struct {
	*parser
	value
	fields map[string]value
	meant  map[string]bool // known keys that are missing, but whose misspelling is reported already
	silent bool
}

func (p *parser) object(v value, keys ...string) *object {
	o := &object{parser: p, value: v, fields: map[string]value{}, meant: map[string]bool{}}
	entries, ok := p.entries(v)
	o.silent = !ok
	for _, field := range entries {
		if slices.Contains(keys, field.name) {
			o.fields[field.name] = field
			continue
		}
		if guess, ok := Nearest(field.name, keys); ok {
			o.meant[guess] = true
		}
		p.report(field.place, suggest(field.name, "keys", keys), "unknown key %q", field.name)
	}
	return o
}

// entries lists the values of a mapping in the order of the text. It reports false if v is something else.
func (p *parser) entries(v value) ([]value, bool) {
	if v.node.Kind != yaml.MappingNode {
		p.wrongType(v, "a mapping")
		return nil, false
	}
	var entries []value
	first := map[string]*yaml.Node{}
	for i := 0; i+1 < len(v.node.Content); i += 2 {
		key, node := v.node.Content[i], v.node.Content[i+1]
		if key.Kind != yaml.ScalarNode || key.Value == "" {
			p.report(key, "", "key must be text, not %s", describe(key))
			continue
		}
		if before := first[key.Value]; before != nil {
			e := p.position(before)
			p.report(key, fmt.Sprintf("first at %s:%d:%d", e.File, e.Line, e.Col), "duplicate key %q", key.Value)
			continue
		}
		first[key.Value] = key
		entries = append(entries, value{name: key.Value, node: node, place: key})
	}
	return entries, true
}

func (o *object) has(key string) bool { _, ok := o.fields[key]; return ok }

// get returns a required value.
func (o *object) get(key string) (value, bool) {
	v, ok := o.fields[key]
	if !ok && !o.silent && !o.meant[key] {
		o.report(o.place, "", "%s needs the key %q", o.name, key)
	}
	return v, ok
}

// reject reports a key that is known but has no place here.
func (o *object) reject(key, format string, args ...any) {
	if v, ok := o.fields[key]; ok {
		o.report(v.place, "", format, args...)
	}
}

func (o *object) object(key string, keys ...string) *object {
	v, ok := o.get(key)
	if !ok {
		return &object{parser: o.parser, silent: true}
	}
	return o.parser.object(v, keys...)
}

// list returns the items of a list that may not be empty, each called item.
func (o *object) list(key, item string, most int) []value {
	v, ok := o.get(key)
	switch {
	case !ok:
		return nil
	case v.node.Kind != yaml.SequenceNode:
		o.wrongType(v, "a list")
		return nil
	case len(v.node.Content) == 0 || len(v.node.Content) > most:
		o.report(v.node, "", "%s must have from 1 to %d items, not %d", key, most, len(v.node.Content))
		return nil
	}
	var items []value
	for _, node := range v.node.Content {
		items = append(items, value{name: item, node: node, place: node})
	}
	return items
}
