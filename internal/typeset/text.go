// Package typeset formats text, numbers, sizes and times for people, so that everything the program prints follows the same rules. It also
// escapes text for terminals, LaTeX, Markdown and CSV.
package typeset

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// Text returns s with every invisible character replaced by its escape, such as \u202e. Invisible are control characters, which could
// move a terminal's cursor or forge its title, and characters that change the direction of text or have no width. Line breaks and tabs
// stay. The escapes are JSON's, so strings in JSON keep their values.
func Text(s string) string {
	if !strings.ContainsFunc(s, isHidden) && utf8.ValidString(s) {
		return s
	}
	return string(appendText(make([]byte, 0, len(s)+16), []byte(s)))
}

// Line returns s like Text, but also escapes line breaks and tabs, so that s stays in its cell of a table.
func Line(s string) string {
	return lineBreaks.Replace(Text(s))
}

var lineBreaks = strings.NewReplacer("\n", `\u000a`, "\t", `\u0009`)

// appendText appends text with its invisible characters escaped.
func appendText(to, text []byte) []byte {
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		switch {
		case r == utf8.RuneError && size == 1:
			to = fmt.Appendf(to, `\x%02x`, text[0])
		case !isHidden(r):
			to = append(to, text[:size]...)
		case r <= 0xffff:
			to = fmt.Appendf(to, `\u%04x`, r)
		default:
			high, low := utf16.EncodeRune(r)
			to = fmt.Appendf(to, `\u%04x\u%04x`, high, low)
		}
		text = text[size:]
	}
	return to
}

// isHidden reports whether Text escapes a character.
func isHidden(r rune) bool {
	switch {
	case r == '\n' || r == '\t':
		return false
	case r < utf8.RuneSelf:
		return r < ' ' || r == 0x7f
	}
	return !unicode.IsGraphic(r) || unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r)
}

// OrDash returns s, or a dash if s is empty.
func OrDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

// List joins words for a sentence: "a, b and c".
func List(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

// FirstLine returns the text before the first line break.
func FirstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}
