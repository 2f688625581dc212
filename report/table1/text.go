package table1

import (
	"slices"
	"strings"

	"gan2014/internal/typeset"
)

// Text formats Table 1 in lines of at most the given width, for a terminal. Width 0 is for a file: it shows every column and every name in
// full.
func (t Table) Text(width int) string {
	if len(t.Groups) == 0 {
		return "Table 1 is empty: no run has been evaluated.\n"
	}
	var b strings.Builder
	prose := typeset.ProseWidth(width)
	b.WriteString(typeset.Wrap(Caption(), "", prose))
	columns := textColumns(width)
	widths := t.widths(columns, width)
	b.WriteString("\n")
	writeLine(&b, columns, headingsOf(columns), widths)
	b.WriteString(strings.Repeat("─", lineWidth(widths)) + "\n")
	for _, g := range t.Groups {
		b.WriteString("\n" + typeset.Wrap(typeset.Line(g.Heading()), "", prose))
		for _, r := range g.Rows {
			writeLine(&b, columns, Cells(columns, r), widths)
		}
	}
	for _, w := range t.Warnings() {
		b.WriteString("\n" + typeset.Wrap(typeset.Line("WARNING: "+w.Row+": "+w.Text), "  ", prose))
	}
	if len(t.Notes) > 0 {
		b.WriteString("\n")
	}
	for i, note := range t.Notes {
		b.WriteString(typeset.Wrap(typeset.Superscripts([]int{i + 1})+" "+typeset.Line(note), "  ", prose))
	}
	return b.String()
}

// A columnWidth is the width of a column: of its text, and of the footnote marks after it.
type columnWidth struct{ text, notes int }

// gap returns the distance to the next column, which includes the width of the marks.
func (w columnWidth) gap() string {
	if w.notes > 0 {
		return " "
	}
	return "  "
}

// widths gives each column the width of its widest entry. If the line becomes too
// long, widths shortens the column of the systems' names.
func (t Table) widths(columns []Column, width int) []columnWidth {
	widths := make([]columnWidth, len(columns))
	grow := func(line []Cell) {
		for i, c := range line {
			widths[i].text = max(widths[i].text, typeset.Width(typeset.Line(c.Text)))
			widths[i].notes = max(widths[i].notes, typeset.Width(typeset.Superscripts(c.Notes)))
		}
	}
	grow(headingsOf(columns))
	for _, g := range t.Groups {
		for _, r := range g.Rows {
			grow(Cells(columns, r))
		}
	}
	if width > 0 {
		widths[0].text = max(8, widths[0].text-max(0, lineWidth(widths)-width))
	}
	return widths
}

// lineWidth returns the width of a line with these columns.
func lineWidth(widths []columnWidth) int {
	sum := -len(widths[len(widths)-1].gap())
	for _, w := range widths {
		sum += w.text + w.notes + len(w.gap())
	}
	return sum
}

// textColumns returns the columns that fit in a line.
func textColumns(width int) []Column {
	if width == 0 {
		return Columns()
	}
	return slices.DeleteFunc(Columns(), func(c Column) bool { return c.Wide })
}

// writeLine writes one line with aligned columns. Footnote marks stand to the right of the aligned text.
func writeLine(b *strings.Builder, columns []Column, line []Cell, widths []columnWidth) {
	var out string
	for i, col := range columns {
		text := typeset.CutMiddle(typeset.Line(line[i].Text), widths[i].text)
		notes := typeset.Superscripts(line[i].Notes)
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
