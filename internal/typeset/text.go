// Package typeset says how text, numbers of things, sizes and times are written for people: one rule for all that the program prints.
package typeset

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// Text returns s with every character that cannot be seen written as its escape, \u202e: control characters, which could move a
// terminal's cursor or forge its title, and characters that change the direction of text or have no width. Line breaks and tabs
// stay. In JSON, whose escapes these are, the value of a string stays the same.
func Text(s string) string {
	if !strings.ContainsFunc(s, isHidden) && utf8.ValidString(s) {
		return s
	}
	return string(appendText(make([]byte, 0, len(s)+16), []byte(s)))
}

// Line is Text without line breaks and tabs: those too are written as escapes, so that s stays in its cell of a table.
func Line(s string) string {
	return lineBreaks.Replace(Text(s))
}

var lineBreaks = strings.NewReplacer("\n", `\u000a`, "\t", `\u0009`)

// appendText appends text, without what cannot be seen.
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

// isHidden tells the characters that Text replaces.
func isHidden(r rune) bool {
	switch {
	case r == '\n' || r == '\t':
		return false
	case r < utf8.RuneSelf:
		return r < ' ' || r == 0x7f
	}
	return !unicode.IsGraphic(r) || unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r)
}

// OrDash is s, or a dash where there is nothing.
func OrDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

// FirstLine returns the text before the first line break.
func FirstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}
