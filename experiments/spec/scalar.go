package spec

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

func (o *object) integer(name string) int { return o.integerOr(name, 0) }

// integerOr reads a whole number, or returns absent if the key is left out.
func (o *object) integerOr(name string, absent int) int {
	if v, ok := o.get(name); ok {
		return o.parser.integer(v)
	}
	return absent
}

var decimal = regexp.MustCompile(`^[-+]?[0-9]+$`)

// integer reads a whole number in decimal digits. It reports a mistake and returns 0.
func (p *parser) integer(v value) int {
	if !plain(v.node) || !decimal.MatchString(v.node.Value) {
		p.wrongForm(v, "an integer")
		return 0
	}
	n, err := strconv.Atoi(v.node.Value)
	if err != nil || !v.span.holds(float64(n)) {
		p.report(v.node, "", "%s must be %v, not %s", v.name, v.span, describe(v.node))
		return 0
	}
	return n
}

func (o *object) number(name string) float64 { return o.numberOr(name, 0) }

// numberOr reads a number, or returns absent if the key is left out.
func (o *object) numberOr(name string, absent float64) float64 {
	if v, ok := o.get(name); ok {
		return o.parser.number(v)
	}
	return absent
}

var float = regexp.MustCompile(`^[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?$`)

// number reads a finite number in decimal digits. It reports a mistake and returns 0.
func (p *parser) number(v value) float64 {
	if !plain(v.node) || !float.MatchString(v.node.Value) {
		p.wrongForm(v, "a number")
		return 0
	}
	x, err := strconv.ParseFloat(v.node.Value, 64)
	if err != nil || !v.span.holds(x) {
		p.report(v.node, "", "%s must be %v, not %s", v.name, v.span, describe(v.node))
		return 0
	}
	return x + 0 // turns -0 into 0
}

// flag reads true or false. A key that is left out is false.
func (o *object) flag(name string) bool {
	v, ok := o.get(name)
	if !ok {
		return false
	}
	if !plain(v.node) || v.node.Value != "true" && v.node.Value != "false" {
		o.wrongForm(v, "true or false")
	}
	return v.node.Value == "true"
}

// label reads a short name that may be part of a path or a key.
func (o *object) label(key string) string {
	s := o.title(key)
	if s != "" && !o.checkLabel(o.fields[key].node, key, s) {
		return ""
	}
	return s
}

func (p *parser) checkLabel(at *yaml.Node, what, s string) bool {
	if labels.MatchString(s) {
		return true
	}
	p.report(at, "", "%s must be up to 40 letters, digits, - or _, not %s", what, quote(s))
	return false
}

// longest limits the length of a text, in characters.
const longest = 160

// title reads one line of text.
func (o *object) title(key string) string {
	v, ok := o.get(key)
	if !ok {
		return ""
	}
	return o.line(v)
}

// line reads one line of text. It reports a mistake and returns "".
func (p *parser) line(v value) string {
	if v.node.Kind != yaml.ScalarNode || v.node.Tag != "!!str" {
		p.wrongForm(v, "text")
		return ""
	}
	s := v.node.Value
	unprintable := strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) })
	if s == "" || unprintable || strings.TrimSpace(s) != s || utf8.RuneCountInString(s) > longest {
		p.report(v.node, "", "%s must be 1 to %d printable characters, not %s", v.name, longest, quote(s))
		return ""
	}
	return s
}

// choice reads one of a few words. It reports a mistake and returns "".
func choice[T ~string](o *object, name string) T {
	if v, ok := o.get(name); ok {
		return T(o.parser.word(v))
	}
	return ""
}

// word reads one of the words of a choice. It returns "" after reporting another.
func (p *parser) word(v value) string {
	words := v.texts()
	if v.node.Kind == yaml.ScalarNode && slices.Contains(words, v.node.Value) {
		return v.node.Value
	}
	hint := ""
	if guess, ok := Nearest(v.node.Value, words); ok {
		hint = didYouMean(guess)
	}
	p.report(v.node, hint, "%s must be %s, not %s", v.name, strings.Join(words, " or "), describe(v.node))
	return ""
}

// wrongForm reports a value whose form does not match its key.
func (p *parser) wrongForm(v value, want string) {
	hint := ""
	if want == "text" && v.node.Kind == yaml.ScalarNode && v.node.Value != "" {
		hint = "quote it"
	}
	p.report(v.node, hint, "%s must be %s, not %s", v.name, want, describe(v.node))
}

func plain(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Style == 0 }

// describe describes a node in a few words.
func describe(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.MappingNode:
		return "a mapping"
	case n.Kind == yaml.SequenceNode:
		return "a list"
	case n.Value == "" && n.Style == 0:
		return "empty"
	case n.Style != 0 || n.Tag == "!!str":
		return quote(n.Value)
	default:
		return cut(n.Value)
	}
}

// quote quotes a text and cuts it to a length that fits in a message.
func quote(s string) string { return strconv.Quote(cut(s)) }

func cut(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}
