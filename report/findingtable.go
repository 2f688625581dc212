package report

import (
	"gan2014/internal/stats"
	"gan2014/internal/typeset"
	"gan2014/results"
)

// A findingTable shows numbers of a study that do not form a curve: a row for each line, and a column for each abscissa 0, 1, …
type findingTable struct {
	ID, Caption string
	Columns     []string
	Rows        []findingRow
}

type findingRow struct {
	Name  string
	Cells []string
}

func newFindingTable(run results.Run, d drawing) findingTable {
	t := findingTable{ID: figureID(run, d.Name), Caption: d.Caption, Columns: d.Columns}
	for _, l := range d.lines {
		row := findingRow{Name: l.Name, Cells: make([]string, len(t.Columns))}
		for i := range row.Cells {
			row.Cells[i] = "–"
		}
		for _, p := range l.Points {
			if i := int(p.X); i >= 0 && i < len(row.Cells) {
				row.Cells[i] = withInterval(p)
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// withInterval formats a value with three digits, and with its interval if it has one.
func withInterval(p results.LinePoint) string {
	if !hasInterval(p) {
		return brief(p.Y)
	}
	return brief(p.Y) + " (" + brief(p.Low) + " to " + brief(p.High) + ")"
}

func hasInterval(p results.LinePoint) bool {
	return stats.IsFinite(p.Low) && stats.IsFinite(p.High) && (p.Low != p.Y || p.High != p.Y)
}

// brief formats a number near 1 with two decimals.
func brief(x float64) string { return typeset.Fixed(x, 2) }
