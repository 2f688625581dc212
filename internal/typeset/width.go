package typeset

import (
	"strings"

	"github.com/mattn/go-runewidth"
)

// columns knows how many columns of a terminal a character takes. It does not ask the user's locale: output is the same everywhere.
var columns = &runewidth.Condition{StrictEmojiNeutral: true}

// Width is how many columns of a terminal a line takes.
func Width(line string) int { return columns.StringWidth(line) }

// Cut cuts a line to a width; its last character is then an ellipsis.
func Cut(line string, width int) string { return columns.Truncate(line, width, "…") }

// CutMiddle cuts a line to a width in the middle: what tells variants of a system apart stands at the end of their names.
func CutMiddle(line string, width int) string {
	if Width(line) <= width {
		return line
	}
	tail := (width - 1) / 2
	return columns.Truncate(line, width-1-tail, "") + "…" + columns.TruncateLeft(line, Width(line)-tail, "")
}

// Pad fills a line with spaces up to a width, on the left for what is aligned on the right.
func Pad(line string, width int, left bool) string {
	room := strings.Repeat(" ", max(0, width-Width(line)))
	if left {
		return room + line
	}
	return line + room
}
