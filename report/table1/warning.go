package table1

import (
	"fmt"
	"strings"

	"gan2014/report/record"
)

// warn finds the warnings of every measured row.
func (t *Table) warn(x *record.Index) {
	for _, g := range t.Groups {
		for i, r := range g.Rows {
			if r.Measured != nil {
				g.Rows[i].Warnings = x.Warnings(r.RunIDs)
			}
		}
	}
}

// A Warning says what no reader of a row may overlook.
type Warning struct{ Row, Text string }

// Warnings returns the warnings of the table: one for each system, data set and budget, whatever its grids.
func (t Table) Warnings() []Warning {
	var all []Warning
	seen := map[Warning]bool{}
	for _, g := range t.Groups {
		for _, r := range g.Rows {
			if len(r.Warnings) == 0 {
				continue
			}
			if w := newWarning(r, g.Dataset); !seen[w] {
				seen[w], all = true, append(all, w)
			}
		}
	}
	return all
}

// Warnings returns the warnings of the numbers in the overview.
func (o Overview) Warnings() []Warning {
	var all []Warning
	for _, r := range o.rows() {
		for i, c := range r.Cells {
			if c.Warned() {
				all = append(all, newWarning(*c.Row, o.Datasets[i].Dataset))
			}
		}
	}
	return all
}

func newWarning(r Row, dataset string) Warning {
	return Warning{fmt.Sprintf("%s, %s, budget %s", r.System, record.DatasetName(dataset), r.Budget), strings.Join(r.Warnings, " ")}
}
