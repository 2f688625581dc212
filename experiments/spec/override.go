package spec

import (
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// override applies the i-th override (from 0) to the tree.
func (p *parser) override(root *yaml.Node, i int, arg string) {
	fail := func(col int, msg string) {
		p.fail(p.sets.position(i+1, col), "write path=value, as in systems.0.train.batch=50", msg)
	}
	at, text, ok := strings.Cut(arg, "=")
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
	// Blank lines and columns put the text at its position among the arguments.
	before := utf8.RuneCountInString(at) + 1
	text = strings.Repeat("\n", i) + strings.Repeat(" ", before) + text
	value := p.tree(p.sets, text, i+1, before+1)
	if value == nil {
		return
	}
	path{parser: p, in: p.sets, line: i + 1, col: 1, text: []rune(at), value: value}.put(root, 0)
}
