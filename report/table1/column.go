package table1

import (
	"fmt"

	"gan2014/internal/stats"
	"gan2014/internal/typeset"
)

// A Cell is one entry of a printed table: its text, and the numbers of its
// footnotes, which stand outside the column so that digits align.
type Cell struct {
	Text  string
	Notes []int
}

// A Column of Table 1.
type Column struct {
	Key   string // for a choice of columns
	Name  string // heading
	Long  string // explanation of the heading; may be empty
	Right bool   // aligned right, for numbers
	Cell  func(Row) Cell
}

// Columns returns the columns of Table 1 in print.
func Columns() []Column {
	return []Column{
		{Key: "system", Name: "System", Cell: func(r Row) Cell { return Cell{r.System, r.SystemNotes} }},
		{Key: "budget", Name: "Budget", Cell: func(r Row) Cell { return Cell{Text: typeset.OrDash(r.Budget)} }},
		{Key: "measured", Name: "Measured", Long: "mean log-likelihood of the test set, nats", Right: true, Cell: measuredCell},
		{Key: "published", Name: "Published", Long: "quoted from the source in the footnote, nats", Right: true, Cell: func(r Row) Cell {
			if r.Published == nil {
				return Cell{Text: r.Published.value()}
			}
			return Cell{r.Published.value(), r.Published.Notes}
		}},
		{Key: "difference", Name: "Diff.", Long: "measured minus published, nats", Right: true, Cell: func(r Row) Cell {
			return Cell{Text: optional(r.Difference, typeset.Signed, 1)}
		}},
		{Key: "sd", Name: "SD", Long: "standard deviation over seeds, nats", Right: true, Cell: func(r Row) Cell {
			return Cell{Text: optional(r.SDOverSeeds, typeset.Fixed, 1)}
		}},
		{Key: "interval", Name: "95 % CI", Long: "confidence interval of the mean over seeds, by Student’s t, nats", Right: true, Cell: interval},
		{Key: "seeds", Name: "Seeds", Long: "in the mean, and of how many if some have no score", Right: true, Cell: seedsCell},
		{Key: "sigma", Name: "σ", Long: "bandwidth of the Parzen window, chosen on validation data", Right: true, Cell: func(r Row) Cell {
			return Cell{optional(r.Sigma, typeset.Fixed, 3), r.SigmaNotes}
		}},
		{Key: "grid", Name: "Grid", Long: "of bandwidths", Cell: func(r Row) Cell { return Cell{typeset.OrDash(r.Grid), r.ProtocolNotes} }},
		{Key: "samples", Name: "Samples", Right: true, Cell: func(r Row) Cell { return Cell{Text: positive(r.Samples)} }},
	}
}

// headingsOf returns the names of columns as a line of the table.
func headingsOf(columns []Column) []Cell {
	var line []Cell
	for _, c := range columns {
		line = append(line, Cell{Text: c.Name})
	}
	return line
}

// Cells returns the entries of a row in these columns.
func Cells(columns []Column, r Row) []Cell {
	var line []Cell
	for _, c := range columns {
		line = append(line, c.Cell(r))
	}
	return line
}

// measuredCell returns the cell of a row's score, or of the status of the runs without a score.
func measuredCell(r Row) Cell {
	switch {
	case r.Measured != nil:
		return Cell{r.Measured.value(), r.Measured.Notes}
	case r.Missing != "":
		return Cell{string(r.Missing), r.MissingNotes}
	}
	return Cell{Text: "–"}
}

// interval formats the confidence interval of the mean over seeds.
func interval(r Row) Cell {
	if r.HalfWidth == nil || !stats.IsFinite(r.Measured.LL) {
		return Cell{Text: "–"}
	}
	return Cell{Text: typeset.Fixed(r.Measured.LL-*r.HalfWidth, 1) + " to " + typeset.Fixed(r.Measured.LL+*r.HalfWidth, 1)}
}

func optional(x *float64, format func(float64, int) string, decimals int) string {
	if x == nil {
		return "–"
	}
	return format(*x, decimals)
}

func positive(n int) string {
	if n <= 0 {
		return "–"
	}
	return typeset.Grouped(int64(n))
}

// Caption returns the caption of the table.
func Caption() string {
	return "Table 1. Mean log-likelihood of the test set under a Gaussian Parzen window fitted to the samples of each system, in nats; higher is better."
}

// seedsCell formats the number of seeds in the mean and the number of all seeds: "2 of 3".
func seedsCell(r Row) Cell {
	if all := r.allSeeds(); all > r.Seeds {
		return Cell{Text: fmt.Sprintf("%d of %d", r.Seeds, all)}
	}
	return Cell{Text: positive(r.Seeds)}
}
