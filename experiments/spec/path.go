package spec

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// A path leads to a place in the tree for a value. It consists of keys and of indices or names of items, joined by dots. Its
// methods advance along text; they have consumed text[:from-1].
type path struct {
	*parser
	in        *source // where the path is written, starting at line and col
	line, col int
	text      []rune
	value     *yaml.Node
}

// fail reports a mistake in the path.
func (t path) fail(from int, hint, msg string) {
	t.parser.fail(t.in.position(t.line, t.col+from), hint, msg)
}

// put stores the value below a node, at the path text[from:].
func (t path) put(at *yaml.Node, from int) {
	switch at.Kind {
	case yaml.MappingNode:
		t.putKey(at, from)
	case yaml.SequenceNode:
		t.putItem(at, from)
	default:
		t.fail(from, "", "there is nothing below "+quote(string(t.text[:max(from-1, 0)])))
	}
}

func (t path) putKey(mapping *yaml.Node, from int) {
	name, _, more := strings.Cut(string(t.text[from:]), ".")
	if string(t.text[:from]) == "matrix." {
		name, more = string(t.text[from:]), false // the keys of a matrix are paths themselves
	}
	if name == "" {
		t.fail(from, "", "key must be text, not empty")
		return
	}
	next := from + utf8.RuneCountInString(name) + 1

	i := indexOf(mapping, name)
	if i >= 0 && more {
		t.put(mapping.Content[i+1], next)
		return
	}
	key := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: name, Line: t.line, Column: t.col + from}
	child := t.value
	if more {
		child = &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Line: t.line, Column: t.col + next}
	}
	t.from[key], t.from[child] = t.in, t.in
	if i >= 0 {
		t.replace(&mapping.Content[i+1])
		mapping.Content[i] = key
		return
	}
	mapping.Content = append(mapping.Content, key, child)
	if more {
		t.put(child, next)
	}
}

func (t path) putItem(list *yaml.Node, from int) {
	i, length := t.find(list, from)
	switch {
	case i < 0:
		return
	case from+length == len(t.text):
		t.replace(&list.Content[i])
	default:
		t.put(list.Content[i], from+length+1)
	}
}

// replace stores the value in place of a node. A matrix cannot replace a node that an override set.
func (t path) replace(node **yaml.Node) {
	if t.in != t.sets && t.sourceOf(*node) == t.sets {
		t.report(*node, "vary it there, or write matrix={}", "the matrix varies %s", quote(string(t.text)))
	}
	*node = t.value
}

// find returns the item of a list with which text[from:] begins, and the length of that beginning in characters. The text names
// the item by its index, its name, or its data set and name, as in mnist/DBN. If there is no such item, find reports that and
// returns -1.
func (t path) find(list *yaml.Node, from int) (index, length int) {
	rest := string(t.text[from:])
	var names []string
	index = -1
	for i, item := range list.Content {
		name, full := textOf(item, "name"), textOf(item, "dataset")+"/"+textOf(item, "name")
		names = append(names, name)
		for _, called := range []string{name, full} {
			if name == "" || rest != called && !strings.HasPrefix(rest, called+".") || len(called) < length {
				continue
			}
			if len(called) == length {
				t.fail(from, "say which, as in "+full, "there are several "+quote(called))
				return -1, 0
			}
			index, length = i, len(called)
		}
	}
	if index >= 0 {
		return index, utf8.RuneCountInString(rest[:length])
	}
	first, _, _ := strings.Cut(rest, ".")
	if n, err := strconv.Atoi(first); err == nil && n >= 0 && n < len(list.Content) {
		return n, len(first)
	}
	hint := ""
	if guess, ok := Nearest(first, names); ok {
		hint = didYouMean(guess)
	}
	t.fail(from, hint, "no item "+quote(first)+" in this list of "+strconv.Itoa(len(list.Content)))
	return -1, 0
}

// indexOf returns the position of a key in the content of a mapping, or -1.
func indexOf(mapping *yaml.Node, name string) int {
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		if mapping.Content[i].Value == name {
			return i
		}
	}
	return -1
}

// remove removes a key from a mapping, if it is there.
func remove(mapping *yaml.Node, name string) {
	if i := indexOf(mapping, name); i >= 0 {
		mapping.Content = slices.Delete(mapping.Content, i, i+2)
	}
}

// child returns the value of a key of a mapping. It returns nil if n is no mapping or lacks the key.
func child(n *yaml.Node, name string) *yaml.Node {
	if n == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	if i := indexOf(n, name); i >= 0 {
		return n.Content[i+1]
	}
	return nil
}

// textOf returns the scalar value of a key of a mapping, or "".
func textOf(n *yaml.Node, name string) string {
	if c := child(n, name); c != nil {
		return c.Value
	}
	return ""
}
