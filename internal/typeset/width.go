package typeset

import (
	"strings"

	"github.com/mattn/go-runewidth"
)

// columns gives the number of terminal columns of a character. It ignores the user's locale, so that output is the same everywhere.
var columns = &runewidth.Condition{StrictEmojiNeutral: true}

// Width returns the number of terminal columns of a line.
func Width(line string) int { return columns.StringWidth(line) }

// Cut shortens a line to a width and ends a shortened line with an ellipsis.
func Cut(line string, width int) string { return columns.Truncate(line, width, "…") }

// CutMiddle shortens a line to a width by cutting its middle, because names of variants differ at their end.
func CutMiddle(line string, width int) string {
	if Width(line) <= width {
		return line
	}
	tail := (width - 1) / 2
	return columns.Truncate(line, width-1-tail, "") + "…" + columns.TruncateLeft(line, Width(line)-tail, "")
}

// Pad fills a line with spaces up to a width. For right alignment it puts the spaces on the left.
func Pad(line string, width int, left bool) string {
	room := strings.Repeat(" ", max(0, width-Width(line)))
	if left {
		return room + line
	}
	return line + room
}
