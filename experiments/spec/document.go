package spec

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// A parser reads one spec and collects its mistakes.
type parser struct {
	file, sets *source
	bundled    map[string]string         // texts of the specs that may be extended, by name
	extended   map[string]*source        // the specs that are extended, by name
	from       map[*yaml.Node]*source    // source of each node that is not from the file
	protocols  map[*yaml.Node]*yaml.Node // evaluations of the base specs of systems, if there are several bases
	variants   map[*yaml.Node]string     // name before the sweep, by the name node of each variant
	partial    bool                      // the mapping being read may lack keys
	errs       Errors
}

// report adds a mistake at a node.
func (p *parser) report(at *yaml.Node, hint, format string, args ...any) {
	p.fail(p.position(at), hint, fmt.Sprintf(format, args...))
}

// fail adds a mistake at a position.
func (p *parser) fail(at *Error, hint, msg string) {
	at.Msg, at.Hint = msg, hint
	p.errs = append(p.errs, at)
}

func (p *parser) position(n *yaml.Node) *Error { return p.sourceOf(n).position(n.Line, n.Column) }

func (p *parser) sourceOf(n *yaml.Node) *source {
	if s, ok := p.from[n]; ok {
		return s
	}
	return p.file
}

// tree parses the single YAML document of a text. It returns nil after a syntax error. The text starts at line and col of the
// source and must have blank lines and columns before that, so that the YAML library counts positions like the source.
func (p *parser) tree(in *source, text string, line, col int) *yaml.Node {
	if i := strings.IndexFunc(text, unreadable); i >= 0 {
		before := newline.Split(text[:i], -1)
		end := before[len(before)-1]
		p.fail(in.position(len(before), utf8.RuneCountInString(end)+1), "", "character is not allowed in a spec")
		return nil
	}

	var doc, next yaml.Node
	decoder := yaml.NewDecoder(strings.NewReader(text))
	switch err := decoder.Decode(&doc); {
	case errors.Is(err, io.EOF):
		p.fail(in.position(line, col), "", "the spec is empty")
		return nil
	case err != nil:
		p.errs = append(p.errs, in.syntax(err, line, col))
		return nil
	}
	switch err := decoder.Decode(&next); {
	case err == nil:
		p.fail(in.position(next.Line, next.Column), "", "a spec is one YAML document, but a second one starts here")
		return nil
	case !errors.Is(err, io.EOF):
		p.errs = append(p.errs, in.syntax(err, line, col))
		return nil
	}

	root := doc.Content[0]
	p.mark(root, in)
	before := len(p.errs)
	p.checkPlain(root)
	if len(p.errs) > before {
		return nil
	}
	p.checkKeys(root)
	return root
}

// unreadable reports whether YAML forbids a character. It is also true for utf8.RuneError, which stands for bytes that are not
// UTF-8.
func unreadable(r rune) bool {
	return r == utf8.RuneError || r == '\ufeff' || r == 0x7f || unicode.IsControl(r) && !strings.ContainsRune("\t\n\r\u0085", r)
}

// mark records the source of each node of a tree.
func (p *parser) mark(n *yaml.Node, in *source) {
	if in == p.file {
		return
	}
	p.from[n] = in
	for _, child := range n.Content {
		p.mark(child, in)
	}
}

// checkPlain reports YAML features that hide the contents of a spec: aliases, anchors, merge keys and tags.
func (p *parser) checkPlain(n *yaml.Node) {
	refuse := func(what string) { p.report(n, "", "%s are not allowed in a spec: write the value out", what) }
	switch {
	case n.Kind == yaml.AliasNode:
		refuse("aliases")
	case n.Anchor != "":
		refuse("anchors")
	case n.Tag == "!!merge" && n.Style == 0:
		refuse("merge keys")
	case n.Style&yaml.TaggedStyle != 0:
		refuse("tags")
	}
	for _, child := range n.Content {
		p.checkPlain(child)
	}
}

// checkKeys reports keys that are not text or appear twice in their mapping, and removes them from the tree.
func (p *parser) checkKeys(n *yaml.Node) {
	if n.Kind == yaml.MappingNode {
		n.Content = p.soundKeys(n.Content)
	}
	for _, child := range n.Content {
		p.checkKeys(child)
	}
}

func (p *parser) soundKeys(content []*yaml.Node) []*yaml.Node {
	var sound []*yaml.Node
	first := map[string]*yaml.Node{}
	for i := 0; i+1 < len(content); i += 2 {
		key := content[i]
		switch before := first[key.Value]; {
		case key.Kind != yaml.ScalarNode || key.Value == "":
			p.report(key, "", "key must be text, not %s", describe(key))
		case before != nil:
			at := p.position(before)
			p.report(key, fmt.Sprintf("first at %s:%d:%d", at.File, at.Line, at.Col), "duplicate key %s", quote(key.Value))
		default:
			first[key.Value] = key
			sound = append(sound, key, content[i+1])
		}
	}
	return sound
}
