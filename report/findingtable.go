package report

import (
	"strings"

	"gan2014/internal/stats"
	"gan2014/internal/typeset"
	"gan2014/results"
)

// A findingTable shows numbers of a study that are no curve: a row for each line, and a column for each abscissa 0, 1, …
type findingTable struct {
	ID, Caption string
	Columns     []string
	Rows        []findingRow
}

type findingRow struct {
	Name  string
	Cells []string
}

func newFindingTable(run results.Run, figure string, lines []results.Line) findingTable {
	group, name, _ := strings.Cut(figure, "/")
	t := findingTable{ID: figureID(run, figure), Caption: captionOf(name) + " At the end of the training: the mean over seeds, and its 95 % interval.", Columns: columnsOf(group)}
	for _, l := range lines {
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

func columnsOf(group string) []string {
	if strings.HasPrefix(group, "mnist") {
		return []string{"Classes covered", "Class entropy, nats"}
	}
	return []string{"Modes covered", "Share of good samples"}
}

// captionOf says what a table of that name is of.
func captionOf(name string) string {
	switch name {
	case "ring":
		return "A ring of 8 Gaussians; a good sample is within three standard deviations of a centre."
	case "grid":
		return "A grid of 25 Gaussians; of samples that are spread evenly over its square a share of 0.07 is good."
	}
	return "The ten classes of MNIST; the entropy of equally many of each is log 10 = 2.303."
}

// withInterval is a value with three digits and its interval, if it has one.
func withInterval(p results.LinePoint) string {
	if !hasInterval(p) {
		return brief(p.Y)
	}
	return brief(p.Y) + " (" + brief(p.Low) + " to " + brief(p.High) + ")"
}

func hasInterval(p results.LinePoint) bool {
	return stats.IsFinite(p.Low) && stats.IsFinite(p.High) && (p.Low != p.Y || p.High != p.Y)
}

// brief has two decimals, for numbers that are near 1.
func brief(x float64) string { return typeset.Fixed(x, 2) }
