package typeset

import (
	"fmt"
	"io"
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

// Print writes the rows.
func (t *Table) Print(w io.Writer) error {
	var widths []int
	for _, row := range t.rows {
		for i := range len(row) - 1 {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], Width(row[i]))
		}
	}
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
