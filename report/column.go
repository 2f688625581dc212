package report

// A cell is one entry of a printed table: its text, and the numbers of its
// footnotes, which hang outside so that digits still align.
type cell struct {
	Text  string
	Notes []int
}

// A column of Table 1. The renderers for people print all of them.
type column struct {
	Name  string // heading
	Long  string // what the heading means, where it needs saying
	Right bool   // numbers are aligned right
	Cell  func(Row) cell
}

// columns are the columns of Table 1 in print.
func columns() []column {
	return []column{
		{"System", "", false, func(r Row) cell { return cell{Text: r.System} }},
		{"Measured", "mean log-likelihood of the test set, nats", true, func(r Row) cell {
			if r.Measured == nil {
				return cell{Text: r.Measured.value()}
			}
			return cell{r.Measured.value(), r.Measured.Notes}
		}},
		{"Published", "quoted from the source in the footnote, nats", true, func(r Row) cell {
			if r.Published == nil {
				return cell{Text: r.Published.value()}
			}
			return cell{r.Published.value(), r.Published.Notes}
		}},
		{"Diff.", "measured minus published, nats", true, func(r Row) cell { return cell{Text: optional(r.Difference, signed, 1)} }},
		{"SD", "standard deviation over seeds, nats", true, func(r Row) cell { return cell{Text: optional(r.SDOverSeeds, fixed, 1)} }},
		{"Seeds", "", true, func(r Row) cell { return cell{Text: positive(r.Seeds)} }},
		{"σ", "bandwidth of the Parzen window, chosen on validation data", true, func(r Row) cell {
			return cell{optional(r.Sigma, fixed, 3), r.SigmaNotes}
		}},
		{"Grid", "of bandwidths", false, func(r Row) cell { return cell{orDash(r.Grid), r.ProtocolNotes} }},
		{"Samples", "", true, func(r Row) cell { return cell{Text: positive(r.Samples)} }},
		{"Budget", "", false, func(r Row) cell { return cell{Text: orDash(r.Budget)} }},
	}
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
