package report

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// textWidth is the widest line Text prints, in terminal columns.
const textWidth = 100

// Text draws Table 1 for a terminal, at most 100 columns wide.
func (t Table) Text() string {
	if len(t.Groups) == 0 {
		return "Table 1 is empty: no run has been evaluated.\n"
	}
	var b strings.Builder
	b.WriteString(wrap(caption(), "", textWidth))
	widths := t.widths()
	b.WriteString("\n")
	writeLine(&b, headingsOf(textColumns()), widths)
	b.WriteString(strings.Repeat("─", lineWidth(widths)) + "\n")
	for _, g := range t.Groups {
		b.WriteString("\n" + wrap(printable(g.heading()), "", textWidth))
		for _, r := range g.Rows {
			writeLine(&b, cells(textColumns(), r), widths)
		}
	}
	if len(t.Notes) > 0 {
		b.WriteString("\n")
	}
	for i, note := range t.Notes {
		b.WriteString(wrap(superscripts([]int{i + 1})+" "+printable(note), "  ", textWidth))
	}
	return b.String()
}

// A columnWidth is the room of a column: for its text and for the footnote marks after it.
type columnWidth struct{ text, notes int }

// gap separates the column from the next; room for marks is a part of it.
func (w columnWidth) gap() string {
	if w.notes > 0 {
		return " "
	}
	return "  "
}

// widths makes room for the widest entry of each column; what is too much for
// the line is taken from the systems' names.
func (t Table) widths() []columnWidth {
	widths := make([]columnWidth, len(textColumns()))
	grow := func(line []cell) {
		for i, c := range line {
			widths[i].text = max(widths[i].text, utf8.RuneCountInString(printable(c.Text)))
			widths[i].notes = max(widths[i].notes, utf8.RuneCountInString(superscripts(c.Notes)))
		}
	}
	grow(headingsOf(textColumns()))
	for _, g := range t.Groups {
		for _, r := range g.Rows {
			grow(cells(textColumns(), r))
		}
	}
	widths[0].text = max(8, widths[0].text-max(0, lineWidth(widths)-textWidth))
	return widths
}

// lineWidth is the width of a line of such columns.
func lineWidth(widths []columnWidth) int {
	sum := -len(widths[len(widths)-1].gap())
	for _, w := range widths {
		sum += w.text + w.notes + len(w.gap())
	}
	return sum
}

// textColumns are those that a terminal is wide enough for.
func textColumns() []column {
	return slices.DeleteFunc(columns(), func(c column) bool { return c.Wide })
}

// writeLine aligns one line. Footnote marks stand to the right of the aligned text.
func writeLine(b *strings.Builder, line []cell, widths []columnWidth) {
	var out string
	for i, col := range textColumns() {
		text := abbreviate(printable(line[i].Text), widths[i].text)
		notes := superscripts(line[i].Notes)
		room := strings.Repeat(" ", widths[i].text-utf8.RuneCountInString(text))
		rest := strings.Repeat(" ", widths[i].notes-utf8.RuneCountInString(notes))
		if col.Right {
			out += room + text + notes + rest
		} else {
			out += text + notes + room + rest
		}
		out += widths[i].gap()
	}
	b.WriteString(strings.TrimRight(out, " ") + "\n")
}

// superscripts prints the numbers of footnotes: ³, or ³,⁷ for two.
func superscripts(notes []int) string {
	digits := []rune("⁰¹²³⁴⁵⁶⁷⁸⁹")
	var s strings.Builder
	for i, n := range notes {
		if i > 0 {
			s.WriteByte(',')
		}
		for _, d := range strconv.Itoa(n) {
			s.WriteRune(digits[d-'0'])
		}
	}
	return s.String()
}

// shorten cuts s to n runes, the last of them an ellipsis.
func shorten(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n-1]) + "…"
}

// abbreviate cuts s to n runes in the middle: what tells variants of a system apart stands at the end of their names.
func abbreviate(s string, n int) string {
	runes := []rune(s)
	if len(runes) <= n {
		return s
	}
	tail := (n - 1) / 2
	return string(runes[:n-1-tail]) + "…" + string(runes[len(runes)-tail:])
}

// printable replaces control characters, so that no name can move a terminal's cursor.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return unicode.ReplacementChar
		}
		return r
	}, s)
}

// wrap breaks s at spaces into lines of at most width runes; lines after the first are indented.
func wrap(s, indent string, width int) string {
	var b strings.Builder
	n := 0
	for i, word := range strings.Fields(s) {
		w := utf8.RuneCountInString(word)
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
