package typeset

import (
	"strings"
)

// TextWidth is the largest width of a line of prose in columns, also on a wider terminal.
const TextWidth = 100

// ProseWidth is the width of captions and footnotes.
func ProseWidth(width int) int {
	if width == 0 {
		return TextWidth
	}
	return min(width, TextWidth)
}

// Wrap breaks s at spaces into lines of at most width runes. It indents the lines after the first.
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

// Fold breaks s into lines of at most width columns: at spaces, and inside a word that is wider than a line. It indents the lines after the
// first, and cuts nothing.
func Fold(s, indent string, width int) (lines []string) {
	line := ""
	for word := range strings.FieldsSeq(s) {
		if joined := line + " " + word; strings.TrimSpace(line) != "" && Width(joined) <= width {
			line = joined
			continue
		}
		if strings.TrimSpace(line) != "" {
			lines, line = append(lines, line), indent
		}
		for _, r := range word {
			if Width(line+string(r)) > width && strings.TrimSpace(line) != "" {
				lines, line = append(lines, line), indent
			}
			line += string(r)
		}
	}
	return append(lines, line)
}
