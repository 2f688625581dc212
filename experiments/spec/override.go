package spec

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// An override is on its way through the tree: path[:col-1] is behind it.
type override struct {
	*parser
	line  int    // of the argument, from 1
	path  []rune // all of it
	value *yaml.Node
}

// override puts the i-th argument (from 0) into the tree.
func (p *parser) override(root *yaml.Node, i int, arg string) {
	fail := func(col int, msg string) {
		e := p.sets.position(i+1, col)
		e.Msg, e.Hint = msg, "write path=value, as in systems.0.train.batch=50"
		p.errs = append(p.errs, e)
	}
	path, text, ok := strings.Cut(arg, "=")
	if at := newline.FindStringIndex(arg); at != nil {
		fail(utf8.RuneCountInString(arg[:at[0]])+1, "an override is one line")
		return
	}
	if !ok {
		fail(utf8.RuneCountInString(arg)+1, `override has no "="`)
		return
	}
	if !utf8.ValidString(arg) {
		fail(1, "override is not UTF-8 text")
		return
	}
	// Blank lines and columns move the text to its place among the arguments.
	before := utf8.RuneCountInString(path) + 1
	text = strings.Repeat("\n", i) + strings.Repeat(" ", before) + text
	node := p.tree(p.sets, text, i+1, before+1)
	if node == nil {
		return
	}
	p.mark(node)
	o := override{parser: p, line: i + 1, path: []rune(path), value: node}
	o.put(root, 0)
}

func (p *parser) mark(n *yaml.Node) {
	p.overridden[n] = true
	for _, child := range n.Content {
		p.mark(child)
	}
}

// fail reports a mistake in the path.
func (o override) fail(from int, hint, msg string) {
	e := o.sets.position(o.line, from+1)
	e.Msg, e.Hint = msg, hint
	o.errs = append(o.errs, e)
}

// put stores the value below a node, under path[from:].
func (o override) put(at *yaml.Node, from int) {
	switch at.Kind {
	case yaml.MappingNode:
		o.putKey(at, from)
	case yaml.SequenceNode:
		o.putItem(at, from)
	default:
		o.fail(from, "", "there is nothing below "+quote(string(o.path[:max(from-1, 0)])))
	}
}

func (o override) putKey(mapping *yaml.Node, from int) {
	name, _, more := strings.Cut(string(o.path[from:]), ".")
	next := from + utf8.RuneCountInString(name) + 1

	key := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: name, Line: o.line, Column: from + 1}
	o.overridden[key] = true
	child := o.value
	if more {
		child = &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Line: o.line, Column: next + 1}
		o.overridden[child] = true
	}

	for i := 0; i+1 < len(mapping.Content); i += 2 {
		if mapping.Content[i].Value != name {
			continue
		}
		if more {
			o.put(mapping.Content[i+1], next)
		} else {
			mapping.Content[i], mapping.Content[i+1] = key, child
		}
		return
	}
	mapping.Content = append(mapping.Content, key, child)
	if more {
		o.put(child, next)
	}
}

func (o override) putItem(list *yaml.Node, from int) {
	rest := string(o.path[from:])
	var names []string
	index, length := -1, 0 // of the item, and of its name in the path
	for i, item := range list.Content {
		name := systemName(item)
		names = append(names, name)
		if name == "" || rest != name && !strings.HasPrefix(rest, name+".") || len(name) < length {
			continue
		}
		if len(name) == length {
			o.fail(from, "use its index", "there are several "+quote(name))
			return
		}
		index, length = i, len(name)
	}
	first, _, _ := strings.Cut(rest, ".")
	if n, err := strconv.Atoi(first); index < 0 && err == nil && n >= 0 && n < len(list.Content) {
		index, length = n, len(first)
	}
	switch {
	case index < 0:
		hint := ""
		if guess, ok := Nearest(first, names); ok {
			hint = didYouMean(guess)
		}
		o.fail(from, hint, "no item "+quote(first)+" in this list of "+strconv.Itoa(len(list.Content)))
	case length == len(rest):
		list.Content[index] = o.value
	default:
		o.put(list.Content[index], from+utf8.RuneCountInString(rest[:length])+1)
	}
}

// systemName returns the value of the key "name" of a list's item, "" if it has none.
func systemName(item *yaml.Node) string {
	if item.Kind != yaml.MappingNode {
		return ""
	}
	for i := 0; i+1 < len(item.Content); i += 2 {
		if item.Content[i].Value == "name" {
			return item.Content[i+1].Value
		}
	}
	return ""
}
