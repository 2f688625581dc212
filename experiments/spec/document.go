package spec

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// overrides is the file name of the overrides, whose i-th line is the i-th argument.
const overrides = "-set"

// A source is a text that positions refer to.
type source struct {
	name  string
	lines []string
}

// A parser collects the mistakes of one spec.
type parser struct {
	file, sets source
	overridden map[*yaml.Node]bool // nodes that come from an override
	errs       Errors
}

// newline is every line break of YAML 1.1, as the library counts them.
var newline = regexp.MustCompile("\r\n|[\n\r\u0085\u2028\u2029]")

func newParser(file, src string, sets []string) *parser {
	return &parser{
		file:       source{file, newline.Split(src, -1)},
		sets:       source{overrides, sets},
		overridden: map[*yaml.Node]bool{},
	}
}

// report adds a mistake at a node.
func (p *parser) report(at *yaml.Node, hint, format string, args ...any) {
	e := p.position(at)
	e.Msg, e.Hint = fmt.Sprintf(format, args...), hint
	p.errs = append(p.errs, e)
}

func (p *parser) position(n *yaml.Node) *Error {
	src := p.file
	if p.overridden[n] {
		src = p.sets
	}
	return src.position(n.Line, n.Column)
}

// position moves a position into the text if it is outside, as that of an absent value at its end may be.
func (s source) position(line, col int) *Error {
	line = min(max(line, 1), len(s.lines))
	text := s.lines[line-1]
	col = min(max(col, 1), utf8.RuneCountInString(text)+1)
	return &Error{File: s.name, Line: line, Col: col, Source: text}
}

// tree reads the only YAML document of a text of the source, nil after a mistake. The text starts at a line and column; it
// must have blank lines and columns before it, so that the library's positions are those of the source.
func (p *parser) tree(from source, text string, line, col int) *yaml.Node {
	fail := func(e *Error, msg string) *yaml.Node {
		if msg != "" {
			e.Msg = msg
		}
		p.errs = append(p.errs, e)
		return nil
	}
	if i := strings.IndexFunc(text, unreadable); i >= 0 {
		before := newline.Split(text[:i], -1)
		end := before[len(before)-1]
		return fail(from.position(len(before), utf8.RuneCountInString(end)+1), "character is not allowed in a spec")
	}

	var doc, next yaml.Node
	decoder := yaml.NewDecoder(strings.NewReader(text))
	switch err := decoder.Decode(&doc); {
	case errors.Is(err, io.EOF):
		return fail(from.position(line, col), "there is nothing here")
	case err != nil:
		return fail(from.syntax(err, line, col), "")
	}
	switch err := decoder.Decode(&next); {
	case err == nil:
		return fail(from.position(next.Line, next.Column), "a spec is one YAML document, but a second one starts here")
	case !errors.Is(err, io.EOF):
		return fail(from.syntax(err, line, col), "")
	}

	before := len(p.errs)
	p.checkPlain(doc.Content[0], from)
	if len(p.errs) > before {
		return nil
	}
	return doc.Content[0]
}

// unreadable tells the characters that YAML allows in no text, and the mark of bytes that are not UTF-8.
func unreadable(r rune) bool {
	return r == utf8.RuneError || r == '\ufeff' || r == 0x7f || unicode.IsControl(r) && !strings.ContainsRune("\t\n\r\u0085", r)
}

var (
	syntaxLine    = regexp.MustCompile(`^line ([0-9]+): `)
	unknownAnchor = regexp.MustCompile(`^unknown anchor '(.*)' referenced`)
)

// syntax places an error of the library, which knows at most the line. The text starts at a line and column of the source.
func (s source) syntax(err error, line, col int) *Error {
	msg := strings.TrimPrefix(err.Error(), "yaml: ")
	last := len(s.lines)
	if s.name == overrides {
		last = line
	}
	if m := unknownAnchor.FindStringSubmatch(msg); m != nil {
		e := s.find("*"+m[1], line, last)
		e.Msg = "aliases are not used in a spec: write the value out"
		return e
	}
	at := line
	if m := syntaxLine.FindStringSubmatch(msg); m != nil {
		at, _ = strconv.Atoi(m[1])
		msg = msg[len(m[0]):]
		if strings.HasPrefix(msg, "did not find expected") {
			at++ // the library's parser, unlike its scanner, counts lines from 0
		}
	}
	at = min(max(at, line), last)
	for at > line && strings.TrimSpace(s.lines[at-1]) == "" {
		at--
	}
	if strings.Contains(msg, "tab character") || strings.Contains(msg, "cannot start any token") {
		if e := s.find("\t", at, last); strings.Contains(e.Source, "\t") {
			e.Msg, e.Hint = msg, "indent with spaces, not tabs"
			return e
		}
	}
	if at > line {
		col = 1
	}
	text := []rune(s.lines[at-1])
	for col <= len(text) && unicode.IsSpace(text[col-1]) {
		col++
	}
	e := s.position(at, col)
	e.Msg = msg
	return e
}

// find returns the position of a word in the lines from first to last, or that of the first line.
func (s source) find(word string, first, last int) *Error {
	for i, text := range s.lines[first-1 : last] {
		if before, _, ok := strings.Cut(text, word); ok {
			return s.position(first+i, utf8.RuneCountInString(before)+1)
		}
	}
	return s.position(first, 1)
}

// checkPlain reports the parts of YAML that hide what a spec says.
func (p *parser) checkPlain(n *yaml.Node, from source) {
	refuse := func(what string) {
		e := from.position(n.Line, n.Column)
		e.Msg = what + " are not used in a spec: write the value out"
		p.errs = append(p.errs, e)
	}
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
		p.checkPlain(child, from)
	}
}
