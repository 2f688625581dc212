package typeset

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// A Table aligns the cells of its rows in columns, two spaces apart. The last cell of a row may have any length.
type Table struct{ rows [][]string }

// Row adds a row. Line breaks in cells are escaped.
func (t *Table) Row(cells ...any) {
	var row []string
	for _, cell := range cells {
		row = append(row, Line(fmt.Sprint(cell)))
	}
	t.rows = append(t.rows, row)
}

// Fit leaves out columns until the table is at most so wide, in the given order of their names, which stand in the first row. It returns those that it
// has left out.
func (t *Table) Fit(width int, names ...string) (left []string) {
	for _, name := range names {
		if t.width() <= width {
			break
		}
		if i := slices.Index(t.rows[0], name); i >= 0 {
			for k, row := range t.rows {
				t.rows[k] = slices.Delete(slices.Clone(row), i, i+1)
			}
			left = append(left, name)
		}
	}
	return left
}

func (t *Table) width() (widest int) {
	widths := t.widths()
	for _, row := range t.rows {
		sum := 0
		for i, cell := range row {
			if i < len(row)-1 {
				sum += widths[i] + 2
			} else {
				sum += Width(cell)
			}
		}
		widest = max(widest, sum)
	}
	return widest
}

// widths returns the widths of the columns but the last.
func (t *Table) widths() (widths []int) {
	for _, row := range t.rows {
		for i := range len(row) - 1 {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], Width(row[i]))
		}
	}
	return widths
}

// Print writes the rows.
func (t *Table) Print(w io.Writer) error {
	widths := t.widths()
	var text strings.Builder
	for _, row := range t.rows {
		line := ""
		for i, cell := range row {
			if i < len(row)-1 {
				cell = Pad(cell, widths[i], false) + "  "
			}
			line += cell
		}
		text.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	_, err := io.WriteString(w, text.String())
	return err
}
