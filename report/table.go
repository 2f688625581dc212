package report

import (
	"cmp"
	"slices"
	"strings"

	"gan2014/results"
)

// A Table is Table 1 as it is printed, measured beside published numbers. It
// is one model for every renderer: text, Markdown, CSV and HTML differ in
// marks and alignment, not in what they say.
type Table struct {
	Groups []Group
	Notes  []string // footnote i is Notes[i-1]
}

// A Group holds the rows of one dataset.
type Group struct {
	Dataset string
	Over    string // what every ± of the group is over; empty when they differ, and each has a footnote
	Rows    []Row
}

// A Row is one system under one recipe and protocol, or a published number that nothing measured stands beside.
type Row struct {
	System              string
	Measured, Published *Score   // nil: there is none
	Difference          *float64 // measured − published, nats; nil without a finite pair

	SDOverSeeds   *float64 // nats; nil when fewer than 2 seeds
	Seeds         int
	Sigma         *float64
	SigmaAtEdge   bool
	SigmaNotes    []int
	Samples       int // of the measurement, as everything from here on
	TestExamples  int
	Grid, Budget  string
	Protocol      string
	ProtocolNotes []int
	RunIDs        []int64
}

// A Score is a mean log-likelihood in nats with its uncertainty.
type Score struct {
	LL     float64
	StdErr *float64 // nil when unknown
	Over   string   // what StdErr is over: "test examples", "folds"
	Source string   // where a published score is printed
	Notes  []int    // 1-based footnotes
}

// NewTable pairs every measured row with the published number of the same
// system and dataset. Datasets with a measurement come first; apart from that
// the order of rows is kept.
func NewTable(rows []results.Table1Row) Table {
	var t Table
	for _, dataset := range datasets(rows) {
		g := Group{Dataset: dataset, Rows: pair(rows, dataset)}
		g.Over = g.commonOver()
		t.Groups = append(t.Groups, g)
	}
	t.annotate()
	return t
}

// datasets lists the datasets of the rows, measured ones first.
func datasets(rows []results.Table1Row) []string {
	var measured, quoted []string
	for _, r := range rows {
		if r.Origin == results.Measured && !slices.Contains(measured, r.Dataset) {
			measured = append(measured, r.Dataset)
		}
	}
	for _, r := range rows {
		if !slices.Contains(measured, r.Dataset) && !slices.Contains(quoted, r.Dataset) {
			quoted = append(quoted, r.Dataset)
		}
	}
	return append(measured, quoted...)
}

// pair makes the table rows of one dataset. Every measured row of a system
// stands beside the system's first published number; a published number
// without partner has a row of its own.
func pair(rows []results.Table1Row, dataset string) []Row {
	var out []Row
	for _, system := range systems(rows, dataset) {
		var measured, published []results.Table1Row
		for _, r := range rows {
			switch {
			case r.System != system || r.Dataset != dataset:
			case r.Origin == results.Measured:
				measured = append(measured, r)
			default:
				published = append(published, r)
			}
		}
		for _, m := range measured {
			row := measuredRow(m)
			if len(published) > 0 {
				row.Published = score(published[0])
				if d := row.Measured.LL - row.Published.LL; isFinite(d) {
					row.Difference = &d
				}
			}
			out = append(out, row)
		}
		if len(measured) > 0 && len(published) > 0 {
			published = published[1:]
		}
		for _, p := range published {
			out = append(out, Row{System: p.System, Published: score(p)})
		}
	}
	return out
}

// systems lists the systems of a dataset in the order of their first row.
func systems(rows []results.Table1Row, dataset string) []string {
	var out []string
	for _, r := range rows {
		if r.Dataset == dataset && !slices.Contains(out, r.System) {
			out = append(out, r.System)
		}
	}
	return out
}

func measuredRow(r results.Table1Row) Row {
	return Row{
		System: r.System, Measured: score(r),
		SDOverSeeds: r.SDOverSeeds, Seeds: r.Seeds,
		Sigma: r.Sigma, SigmaAtEdge: r.SigmaAtEdge,
		Samples: r.Samples, TestExamples: r.TestExamples,
		Grid: r.Grid, Budget: r.Budget, Protocol: r.Protocol, RunIDs: r.RunIDs,
	}
}

func score(r results.Table1Row) *Score {
	return &Score{LL: r.LL, StdErr: r.StdErr, Over: r.StdErrOver, Source: r.Source}
}

// commonOver is what all ± of the group are over, or empty when they differ.
func (g Group) commonOver() string {
	var overs []string
	for _, r := range g.Rows {
		for _, s := range []*Score{r.Measured, r.Published} {
			if s != nil && s.StdErr != nil {
				overs = append(overs, s.Over)
			}
		}
	}
	if overs = slices.Compact(overs); len(overs) == 1 {
		return overs[0]
	}
	return ""
}

// annotate numbers the footnotes in reading order.
func (t *Table) annotate() {
	for i := range t.Groups {
		g := &t.Groups[i]
		for j := range g.Rows {
			r := &g.Rows[j]
			if m := r.Measured; m != nil {
				m.Notes = t.noteOver(*m, g.Over)
				if r.Seeds > 1 {
					m.Notes = append(m.Notes, t.note("Mean over the seeds, of the score and of its ±. The spread over the seeds is SD, their sample standard deviation."))
				}
			}
			if r.Protocol != "" {
				r.ProtocolNotes = []int{t.note("Protocol: " + r.Protocol)}
			}
			if r.SigmaAtEdge {
				r.SigmaNotes = []int{t.note("σ, of at least one seed, is at the edge of its grid, so a better one may lie outside.")}
			}
			if p := r.Published; p != nil {
				if p.Source != "" {
					p.Notes = []int{t.note("Quoted, not measured here: " + p.Source)}
				}
				p.Notes = append(p.Notes, t.noteOver(*p, g.Over)...)
			}
		}
	}
}

// noteOver says what a ± is over where the group does not say it for all.
func (t *Table) noteOver(s Score, common string) []int {
	switch {
	case s.StdErr == nil:
		return nil
	case s.Over == "":
		return []int{t.note("It is not recorded what this ± is over.")}
	case s.Over == common:
		return nil
	default:
		return []int{t.note("± is the standard error over " + s.Over + ".")}
	}
}

// note returns the 1-based number of a footnote, adding it when it is new.
func (t *Table) note(text string) int {
	if i := slices.Index(t.Notes, text); i >= 0 {
		return i + 1
	}
	t.Notes = append(t.Notes, text)
	return len(t.Notes)
}

// heading names the group: "MNIST, ± is the standard error over test examples".
func (g Group) heading() string {
	heading := datasetName(g.Dataset) + caveat(g.Dataset)
	if g.Over != "" {
		heading += ", ± is the standard error over " + g.Over
	}
	return heading
}

// caveat is what has to be said wherever a number of the data set stands.
func caveat(dataset string) string {
	switch dataset {
	case "tfd-like":
		return " (synthetic faces; not comparable with TFD)"
	case "fer2013":
		return " (other faces; not comparable with TFD)"
	case "cifar10":
		return " (normalised values; not in the paper)"
	}
	return ""
}

// value is the score as it is printed: measured with one decimal, published with the digits of its source.
func (s *Score) value() string {
	if s == nil {
		return "–"
	}
	format := func(x float64) string { return fixed(x, 1) }
	if s.Source != "" {
		format = quoted
	}
	if s.StdErr == nil {
		return format(s.LL)
	}
	return format(s.LL) + " ± " + format(*s.StdErr)
}

// datasetName is the dataset's name in prose.
func datasetName(dataset string) string {
	switch dataset {
	case "mnist", "tfd":
		return strings.ToUpper(dataset)
	case "cifar10":
		return "CIFAR-10"
	case "tfd-like":
		return "TFD-like"
	case "fer2013":
		return "FER2013"
	case "fashion-mnist":
		return "Fashion-MNIST"
	default:
		return dataset
	}
}

// largestBudgetFirst orders rows for the verdict: the largest budget, then the
// paper's grid, then the number of seeds. The score has no say in it, because
// it comes from test data.
func largestBudgetFirst(a, b Row) int {
	return cmp.Or(
		cmp.Compare(budgetRank(b.Budget), budgetRank(a.Budget)),
		cmp.Compare(gridRank(b.Grid), gridRank(a.Grid)),
		cmp.Compare(b.Seeds, a.Seeds),
	)
}

// budgetRank orders the budgets of the specs; 0 is an unknown one.
func budgetRank(budget string) int {
	return 1 + slices.Index([]string{"minutes", "hour", "paper"}, budget)
}

func gridRank(grid string) int {
	if grid == "paper" {
		return 1
	}
	return 0
}
