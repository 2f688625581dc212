package report

// A cell is one entry of a printed table: its text, and the numbers of its
// footnotes, which hang outside so that digits still align.
type cell struct {
	Text  string
	Notes []int
}

// A column of Table 1.
type column struct {
	Name  string // heading
	Long  string // what the heading means, where it needs saying
	Right bool   // numbers are aligned right
	Wide  bool   // left out where lines are short
	Cell  func(Row) cell
}

// columns are the columns of Table 1 in print.
func columns() []column {
	return []column{
		{Name: "System", Cell: func(r Row) cell { return cell{r.System, r.SystemNotes} }},
		{Name: "Budget", Cell: func(r Row) cell { return cell{Text: orDash(r.Budget)} }},
		{Name: "Measured", Long: "mean log-likelihood of the test set, nats", Right: true, Cell: measuredCell},
		{Name: "Published", Long: "quoted from the source in the footnote, nats", Right: true, Cell: func(r Row) cell {
			if r.Published == nil {
				return cell{Text: r.Published.value()}
			}
			return cell{r.Published.value(), r.Published.Notes}
		}},
		{Name: "Diff.", Long: "measured minus published, nats", Right: true, Cell: func(r Row) cell {
			return cell{Text: optional(r.Difference, signed, 1)}
		}},
		{Name: "SD", Long: "standard deviation over seeds, nats", Right: true, Cell: func(r Row) cell {
			return cell{Text: optional(r.SDOverSeeds, fixed, 1)}
		}},
		{Name: "95 % CI", Long: "confidence interval of the mean over seeds, by Student’s t, nats", Right: true, Wide: true, Cell: interval},
		{Name: "Seeds", Long: "in the mean, and of how many if some have no score", Right: true, Cell: seedsCell},
		{Name: "σ", Long: "bandwidth of the Parzen window, chosen on validation data", Right: true, Cell: func(r Row) cell {
			return cell{optional(r.Sigma, fixed, 3), r.SigmaNotes}
		}},
		{Name: "Grid", Long: "of bandwidths", Cell: func(r Row) cell { return cell{orDash(r.Grid), r.ProtocolNotes} }},
		{Name: "Samples", Right: true, Wide: true, Cell: func(r Row) cell { return cell{Text: positive(r.Samples)} }},
	}
}

// headingsOf are the names of columns, as a line of the table.
func headingsOf(columns []column) []cell {
	var line []cell
	for _, c := range columns {
		line = append(line, cell{Text: c.Name})
	}
	return line
}

// cells are the entries of a row in these columns.
func cells(columns []column, r Row) []cell {
	var line []cell
	for _, c := range columns {
		line = append(line, c.Cell(r))
	}
	return line
}

// measuredCell has a score, or what became of the runs that should have given one.
func measuredCell(r Row) cell {
	switch {
	case r.Measured != nil:
		return cell{r.Measured.value(), r.Measured.Notes}
	case r.Missing != "":
		return cell{string(r.Missing), r.MissingNotes}
	}
	return cell{Text: "–"}
}

// interval is that of the mean over seeds.
func interval(r Row) cell {
	if r.HalfWidth == nil || !isFinite(r.Measured.LL) {
		return cell{Text: "–"}
	}
	return cell{Text: fixed(r.Measured.LL-*r.HalfWidth, 1) + " to " + fixed(r.Measured.LL+*r.HalfWidth, 1)}
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
	return Grouped(int64(n))
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

// caption is the table's.
func caption() string {
	return "Table 1. Mean log-likelihood of the test set under a Gaussian Parzen window fitted to the samples of each system, in nats; higher is better."
}
