package spec

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// A key describes a key of a spec: its name, its meaning, and the values it takes.
type key struct {
	name    string   // as written; for list items and for values under free names, the word that messages use
	meaning string   // one line, with the unit
	source  string   // its source in the paper or the original code; "" if neither has it
	absent  string   // the meaning of leaving it out; "" if it is required
	of      []string // the kinds of its mapping that have the key; nil means all
	studies []string // the studies that have the key; nil means all
	part    bool     // for a mapping: keys may be missing, because it is merged with another

	form  form
	span  span           // limits of a number, or of the number of items of a list
	words []word         // for a choice
	keys  []key          // for a mapping
	names *regexp.Regexp // for a mapping with free names: which names are allowed
	item  *key           // for a list: its items; for a mapping with free names: its values
	or    *key           // an alternative form of the value
}

// A form is the YAML form of a value.
type form string

const (
	asMapping form = "mapping"               // with the keys of key.keys
	asNames   form = "mapping of free names" // with values of the form key.item
	asList    form = "list"
	asNumber  form = "number"
	asInteger form = "integer"
	asText    form = "text"
	asLabel   form = "label" // text that may be part of a path
	asChoice  form = "choice"
	asFlag    form = "true or false"
	asAny     form = "any value"
)

// A word is one value of a choice.
type word struct{ text, meaning string }

// says pairs a word with its meaning.
func says[T ~string](text T, meaning string) word { return word{string(text), meaning} }

// only lists the kinds of a mapping that have a key.
func only[T ~string](kinds ...T) []string {
	var of []string
	for _, kind := range kinds {
		of = append(of, string(kind))
	}
	return of
}

// key returns the description of a key of the mapping, or nil.
func (k *key) key(name string) *key {
	i := slices.IndexFunc(k.keys, func(k key) bool { return k.name == name })
	if i < 0 {
		return nil
	}
	return &k.keys[i]
}

// Keys returns the names of the keys of a spec, such as "budget".
func Keys() []string { return language.keyNames() }

func (k *key) keyNames() []string {
	var names []string
	for _, k := range k.keys {
		names = append(names, k.name)
	}
	return names
}

// choosers lists the keys of a mapping whose values decide which other keys it has.
var choosers = []string{"kind", "study"}

// chosenBy returns the values of one of the choosers with which a mapping has the key. nil means all.
func (k *key) chosenBy(chooser string) []string {
	if chooser == "study" {
		return k.studies
	}
	return k.of
}

// fits reports whether a mapping has the key with a value of one of the choosers. The value is "" if it is missing or unknown.
func (k *key) fits(chooser, value string) bool {
	of := k.chosenBy(chooser)
	return of == nil || slices.Contains(of, value)
}

func (k *key) texts() []string {
	var texts []string
	for _, w := range k.words {
		texts = append(texts, w.text)
	}
	return texts
}

// walk calls visit for each key below a path, in order. In the paths, * stands for an item's index or a free name.
func (k *key) walk(at string, visit func(path string, k *key)) {
	below := func(name string, k *key) {
		path := strings.TrimPrefix(at+"."+name, ".")
		visit(path, k)
		k.walk(path, visit)
	}
	for i := range k.keys {
		below(k.keys[i].name, &k.keys[i])
	}
	if k.item != nil {
		below("*", k.item)
	}
	if k.or != nil {
		k.or.walk(at, visit)
	}
}

// A span is the interval of allowed numbers.
type span struct {
	least, most  float64
	above, below bool // whether least, or most, is itself excluded
}

func from(least, most float64) span { return span{least: least, most: most} }

func (s span) holds(x float64) bool {
	return (x > s.least || x == s.least && !s.above) && (x < s.most || x == s.most && !s.below)
}

func (s span) String() string {
	if !s.above && !s.below {
		return "from " + decimals(s.least) + " to " + decimals(s.most)
	}
	low, high := "at least ", "at most "
	if s.above {
		low = "above "
	}
	if s.below {
		high = "below "
	}
	return low + decimals(s.least) + " and " + high + decimals(s.most)
}

// decimals writes a limit without an exponent.
func decimals(x float64) string { return strings.TrimSuffix(fmt.Sprintf("%.1f", x), ".0") }
