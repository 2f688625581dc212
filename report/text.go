package report

import (
	"slices"
	"strconv"
	"strings"

	"gan2014/internal/typeset"
)

// textWidth is the widest line that prose has, and a terminal that is wider, in columns.
const textWidth = 100

// Text draws Table 1 in lines of at most a width, which a terminal has; 0 is a file, where every column and every name has its room.
func (t Table) Text(width int) string {
	if len(t.Groups) == 0 {
		return "Table 1 is empty: no run has been evaluated.\n"
	}
	var b strings.Builder
	prose := proseWidth(width)
	b.WriteString(wrap(caption(), "", prose))
	columns := textColumns(width)
	widths := t.widths(columns, width)
	b.WriteString("\n")
	writeLine(&b, columns, headingsOf(columns), widths)
	b.WriteString(strings.Repeat("─", lineWidth(widths)) + "\n")
	for _, g := range t.Groups {
		b.WriteString("\n" + wrap(typeset.Line(g.heading()), "", prose))
		for _, r := range g.Rows {
			writeLine(&b, columns, cells(columns, r), widths)
		}
	}
	if len(t.Notes) > 0 {
		b.WriteString("\n")
	}
	for i, note := range t.Notes {
		b.WriteString(wrap(superscripts([]int{i + 1})+" "+typeset.Line(note), "  ", prose))
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
func (t Table) widths(columns []column, width int) []columnWidth {
	widths := make([]columnWidth, len(columns))
	grow := func(line []cell) {
		for i, c := range line {
			widths[i].text = max(widths[i].text, typeset.Width(typeset.Line(c.Text)))
			widths[i].notes = max(widths[i].notes, typeset.Width(superscripts(c.Notes)))
		}
	}
	grow(headingsOf(columns))
	for _, g := range t.Groups {
		for _, r := range g.Rows {
			grow(cells(columns, r))
		}
	}
	if width > 0 {
		widths[0].text = max(8, widths[0].text-max(0, lineWidth(widths)-width))
	}
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

// proseWidth is that of captions and footnotes.
func proseWidth(width int) int {
	if width == 0 {
		return textWidth
	}
	return min(width, textWidth)
}

// textColumns are those that there is room for.
func textColumns(width int) []column {
	if width == 0 {
		return columns()
	}
	return slices.DeleteFunc(columns(), func(c column) bool { return c.Wide })
}

// writeLine aligns one line. Footnote marks stand to the right of the aligned text.
func writeLine(b *strings.Builder, columns []column, line []cell, widths []columnWidth) {
	var out string
	for i, col := range columns {
		text := typeset.CutMiddle(typeset.Line(line[i].Text), widths[i].text)
		notes := superscripts(line[i].Notes)
		room := strings.Repeat(" ", widths[i].text-typeset.Width(text))
		rest := strings.Repeat(" ", widths[i].notes-typeset.Width(notes))
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

// wrap breaks s at spaces into lines of at most width runes; lines after the first are indented.
func wrap(s, indent string, width int) string {
	var b strings.Builder
	n := 0
	for i, word := range strings.Fields(s) {
		w := typeset.Width(word)
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
