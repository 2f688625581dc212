package typeset

import (
	"strings"
)

// TextWidth is the widest line that prose has, and a terminal that is wider, in columns.
const TextWidth = 100

// ProseWidth is that of captions and footnotes.
func ProseWidth(width int) int {
	if width == 0 {
		return TextWidth
	}
	return min(width, TextWidth)
}

// Wrap breaks s at spaces into lines of at most width runes; lines after the first are indented.
func Wrap(s, indent string, width int) string {
	var b strings.Builder
	n := 0
	for i, word := range strings.Fields(s) {
		w := Width(word)
		switch {
		case i == 0:
		case n+1+w > width:
			b.WriteString("\n" + indent)
			n = len(indent)
		default:
			b.WriteString(" ")
			n++
		}
		b.WriteString(word)
		n += w
	}
	return b.String() + "\n"
}
