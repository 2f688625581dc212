package spec

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// An Error is a mistake in a spec and its place.
type Error struct {
	File   string // as given to Parse, or "-set" for an override
	Line   int    // from 1; the number of the argument for an override
	Col    int    // from 1, in characters
	Msg    string
	Hint   string // what to do, such as `did you mean "relu"?`; "" if there is nothing to add
	Source string // the line as written
	rank   int    // of its source
}

// Error shows the mistake in three lines: position and message, the source line, and a caret with the hint.
func (e *Error) Error() string {
	printable := func(r rune) rune {
		if r != '\t' && unicode.IsControl(r) {
			return unicode.ReplacementChar
		}
		return r
	}
	source := []rune(strings.Map(printable, e.Source))
	blank := func(r rune) rune {
		if r == '\t' {
			return r
		}
		return ' '
	}
	indent := strings.Map(blank, string(source[:min(e.Col-1, len(source))]))
	text := fmt.Sprintf("%s:%d:%d: %s\n    %s\n    %s^ %s", e.File, e.Line, e.Col, e.Msg, string(source), indent, e.Hint)
	return strings.TrimRight(text, " ")
}

// Errors are all the mistakes of a spec in order of position: those of the file, then those of the overrides.
type Errors []*Error

// Error shows each mistake, one below the other.
func (es Errors) Error() string {
	texts := make([]string, len(es))
	for i, e := range es {
		texts[i] = e.Error()
	}
	return strings.Join(texts, "\n")
}

// Unwrap gives access to each Error through errors.As.
func (es Errors) Unwrap() []error {
	errs := make([]error, len(es))
	for i, e := range es {
		errs[i] = e
	}
	return errs
}

// sorted returns the mistakes in order of position, each once.
func (es Errors) sorted() Errors {
	seen := map[Error]bool{} // combinations of a sweep share mistakes
	es = slices.DeleteFunc(es, func(e *Error) bool {
		again := seen[*e]
		seen[*e] = true
		return again
	})
	slices.SortStableFunc(es, func(a, b *Error) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), a.Line-b.Line, a.Col-b.Col)
	})
	return es
}
