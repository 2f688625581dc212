package spec

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

func (o *object) integer(key string, least, most int) int {
	if v, ok := o.get(key); ok {
		return o.parser.integer(v, least, most)
	}
	return 0
}

var decimal = regexp.MustCompile(`^[-+]?[0-9]+$`)

// integer reads a whole number in decimal digits, or reports a mistake and returns 0.
func (p *parser) integer(v value, least, most int) int {
	if !plain(v.node) || !decimal.MatchString(v.node.Value) {
		p.wrongType(v, "an integer")
		return 0
	}
	n, err := strconv.Atoi(v.node.Value)
	if err != nil || n < least || n > most {
		p.report(v.node, "", "%s must be from %d to %d, not %s", v.name, least, most, describe(v.node))
		return 0
	}
	return n
}

// A bound limits a number.
type bound struct {
	text  string
	holds func(float64) bool
}

func above(x float64) bound {
	return bound{fmt.Sprint("above ", x), func(v float64) bool { return v > x }}
}
func below(x float64) bound {
	return bound{fmt.Sprint("below ", x), func(v float64) bool { return v < x }}
}
func atLeast(x float64) bound {
	return bound{fmt.Sprint("at least ", x), func(v float64) bool { return v >= x }}
}
func atMost(x float64) bound {
	return bound{fmt.Sprint("at most ", x), func(v float64) bool { return v <= x }}
}

var float = regexp.MustCompile(`^[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?$`)

// number reads a finite number in decimal digits, or reports a mistake and returns 0.
func (o *object) number(key string, bounds ...bound) float64 {
	v, ok := o.get(key)
	if !ok {
		return 0
	}
	if !plain(v.node) || !float.MatchString(v.node.Value) {
		o.wrongType(v, "a number")
		return 0
	}
	x, err := strconv.ParseFloat(v.node.Value, 64)
	var must []string
	valid := err == nil
	for _, b := range bounds {
		must = append(must, b.text)
		valid = valid && b.holds(x)
	}
	if !valid {
		o.report(v.node, "", "%s must be %s, not %s", key, strings.Join(must, " and "), describe(v.node))
		return 0
	}
	return math.Abs(x) // every number here is at least 0, and -0 is 0
}

// label reads a short name that may stand in a path or a key.
func (o *object) label(key string) string {
	s := o.title(key)
	if s != "" && !o.checkLabel(o.fields[key].node, key, s) {
		return ""
	}
	return s
}

var labels = regexp.MustCompile(`^[A-Za-z0-9_-]{1,40}$`)

func (p *parser) checkLabel(at *yaml.Node, what, s string) bool {
	if labels.MatchString(s) {
		return true
	}
	p.report(at, "", "%s must be up to 40 letters, digits, - or _, not %s", what, quote(s))
	return false
}

// title reads one line of text.
func (o *object) title(key string) string {
	v, ok := o.get(key)
	if !ok {
		return ""
	}
	if v.node.Kind != yaml.ScalarNode || v.node.Tag != "!!str" {
		o.wrongType(v, "text")
		return ""
	}
	s := v.node.Value
	unprintable := strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) })
	if s == "" || unprintable || strings.TrimSpace(s) != s || utf8.RuneCountInString(s) > 80 {
		o.report(v.node, "", "%s must be 1 to 80 printable characters, not %s", key, quote(s))
		return ""
	}
	return s
}

// choice reads one of a few words, or reports a mistake and returns "".
func choice[T ~string](o *object, key string, allowed []T) T {
	v, ok := o.get(key)
	if !ok {
		return ""
	}
	var words []string
	for _, a := range allowed {
		if v.node.Kind == yaml.ScalarNode && v.node.Value == string(a) {
			return a
		}
		words = append(words, string(a))
	}
	hint := ""
	if guess, ok := Nearest(v.node.Value, words); ok {
		hint = didYouMean(guess)
	}
	o.report(v.node, hint, "%s must be %s, not %s", key, strings.Join(words, " or "), describe(v.node))
	return ""
}

// wrongType reports a value that is not what its key needs.
func (p *parser) wrongType(v value, want string) {
	hint := ""
	if want == "text" && v.node.Kind == yaml.ScalarNode && v.node.Value != "" {
		hint = "quote it"
	}
	p.report(v.node, hint, "%s must be %s, not %s", v.name, want, describe(v.node))
}

func plain(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Style == 0 }

// describe says in a few words what a node is.
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

// quote quotes text, cut to a length that fits in a message.
func quote(s string) string { return strconv.Quote(cut(s)) }

func cut(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}
