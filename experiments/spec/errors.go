package spec

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"gan2014/internal/typeset"
)

// An Error is a mistake in a spec, with its position.
type Error struct {
	File   string // as given to Parse, or "-set" for an override
	Line   int    // from 1; the number of the argument for an override
	Col    int    // from 1, in characters
	Msg    string
	Hint   string // what to do, such as `did you mean "relu"?`; "" adds nothing
	Source string // the line as written
	rank   int    // rank of its source
}

// Error formats the mistake in three lines: position and message, the nearby part of the source line, and a caret with the hint.
func (e *Error) Error() string {
	source, column := excerpt(e.Source, e.Col)
	text := fmt.Sprintf("%s:%d:%d: %s\n    %s\n    %s^ %s", e.File, e.Line, e.Col, shorten(e.Msg), source, strings.Repeat(" ", column), shorten(e.Hint))
	return strings.TrimRight(text, " ")
}

// room is the number of columns of the source line to show on each side of the mistake.
const room = 50

// excerpt returns the part of a source line near a column, and the terminal column of the mistake in that part. col counts
// characters from 1; column counts from 0. A tab is as wide as a blank, a wide character as two.
func excerpt(line string, col int) (text string, column int) {
	side := room
	if len(line) <= 8*room && typeset.Width(typeset.Line(line)) <= 2*room {
		side = 2 * room // the whole line is shown
	}
	start := 0 // first byte of the mistake
	for range col - 1 {
		_, size := utf8.DecodeRuneInString(line[start:])
		start += size
	}
	from, before := start, ""
	for from > 0 {
		r, size := utf8.DecodeLastRuneInString(line[:from])
		sign := visible(r)
		if typeset.Width(sign+before) > side {
			before = "…" + before
			break
		}
		before, from = sign+before, from-size
	}
	to, after := start, ""
	for to < len(line) {
		r, size := utf8.DecodeRuneInString(line[to:])
		sign := visible(r)
		if typeset.Width(after+sign) > side {
			after += "…"
			break
		}
		after, to = after+sign, to+size
	}
	return before + after, typeset.Width(before)
}

// visible returns a character of the source in a form that stays on one line.
func visible(r rune) string {
	if r == '\t' {
		return " "
	}
	return typeset.Line(string(r))
}

// longestMessage limits the width of a message, and of a hint, in columns. Both may quote long parts of a spec.
const longestMessage = 500

func shorten(s string) string { return typeset.Cut(typeset.Line(s), longestMessage) }

// shown limits the number of mistakes to print. More mistakes are usually repetitions of one.
const shown = 20

// Errors holds all mistakes of a spec in order of position: those of the file, then those of the overrides.
type Errors []*Error

// Error formats up to twenty mistakes, one below the other, and counts the others.
func (es Errors) Error() string {
	var texts []string
	for _, e := range es[:min(len(es), shown)] {
		texts = append(texts, e.Error())
	}
	if more := len(es) - shown; more > 0 {
		texts = append(texts, "and "+typeset.Count(more, "more mistake", "more mistakes"))
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

// sorted returns the mistakes in order of position, without duplicates.
func (es Errors) sorted() Errors {
	seen := map[Error]bool{} // combinations of a sweep repeat mistakes
	es = slices.DeleteFunc(es, func(e *Error) bool {
		key := *e
		key.Source = "" // the position determines it
		again := seen[key]
		seen[key] = true
		return again
	})
	slices.SortStableFunc(es, func(a, b *Error) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), a.Line-b.Line, a.Col-b.Col)
	})
	return es
}
