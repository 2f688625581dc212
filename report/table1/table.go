// Package table1 pairs measured with published log-likelihoods and formats them as Table 1: Markdown, LaTeX, CSV and JSON with every
// row, and an [Overview] in the shape of the paper. It also
// evaluates them in three ways: whether chance explains a difference ([Row.Meaning]), whether a score exceeds the score of real images
// ([Control]), and whether two systems differ seed by seed ([Comparison]).
package table1

import (
	"cmp"
	"slices"

	"gan2014/internal/stats"
	"gan2014/internal/typeset"
	"gan2014/report/record"
	"gan2014/results"
)

// A Table is Table 1 in the form in which it is printed, with measured and
// published numbers side by side. All renderers use it: Markdown, LaTeX,
// CSV, JSON and HTML differ in markup and alignment, not in content.
type Table struct {
	Groups []Group
	Notes  []string // footnote i is Notes[i-1]

	numbers map[string]int // of the footnotes
	columns []Column       // in print; nil: all, and in LaTeX those that fit
	chosen  bool           // the rows were chosen, and LaTeX leaves out none of them
}

// A Group holds the rows of one dataset.
type Group struct {
	Dataset string
	Over    string // what every ± of the group is over; empty when they differ, and then each has a footnote
	Rows    []Row
}

// A Row is one system under one recipe and protocol, or a published number without a measured one.
type Row struct {
	System              string
	VariantOf           string // the system that a sweep varied to make this one; empty outside sweeps
	Control             bool   // a control and no model: its samples are training images, or made of them
	SystemNotes         []int
	Measured, Published *Score   // nil: there is none
	Difference          *float64 // measured − published, nats; nil without a finite pair

	SDOverSeeds   *float64 // nats; nil when fewer than 2 seeds
	HalfWidth     *float64 // half width of the 95 % interval of the mean over seeds, nats; nil when fewer than 2 seeds
	Seeds         int
	Lost          map[results.Status]int // number of seeds that are not in the mean, by status; nil if there are none
	Medians       *Medians               // nil unless some seeds failed and others have a score
	Sigma         *float64
	SigmaAtEdge   bool
	SigmaNotes    []int
	Samples       int // this field and the following describe the measurement
	TestExamples  int
	Grid, Budget  string
	Protocol      string
	ProtocolNotes []int
	Recipe        string
	RunIDs        []int64 // the averaged runs, or the runs without a score

	Warnings []string // a sentence each: what of this row no reader may overlook
	Position string   // for a trained system: which controls it lies above and below, in a sentence; may be empty
	Place    string   // Position without the scores of the controls

	Missing      results.Status // for a row without a score: the best status of its runs
	MissingNotes []int
}

// A Score is a mean log-likelihood in nats with its uncertainty.
type Score struct {
	LL     float64
	StdErr *float64 // nil when unknown, as for one test example
	Over   string   // what StdErr is over: "test examples", "folds"
	Source string   // publication of a published score
	Notes  []int    // 1-based footnotes
}

// NewTable pairs every measured row with the published number of the same
// system and dataset. A recipe without a done run gets a row that says so.
// Datasets with a measurement come first; otherwise the order of rows is kept.
func NewTable(rows []results.Table1Row, x *record.Index) Table {
	var t Table
	rows = append(slices.Clone(rows), unscoredRows(rows, x)...)
	for _, of := range byDataset(rows) {
		g := Group{Dataset: of[0].Dataset, Rows: pair(of, x)}
		g.Over = g.commonOver()
		t.Groups = append(t.Groups, g)
	}
	t.warn(x)
	t.place(x)
	t.countSeeds(x)
	t.annotate(x)
	return t
}

// byDataset divides the rows by data set, measured ones first.
func byDataset(rows []results.Table1Row) [][]results.Table1Row {
	of := map[string][]results.Table1Row{}
	var measured, quoted []string
	for _, r := range rows {
		if r.Origin == results.Measured && !slices.Contains(measured, r.Dataset) {
			measured = append(measured, r.Dataset)
		}
		if of[r.Dataset] == nil {
			quoted = append(quoted, r.Dataset)
		}
		of[r.Dataset] = append(of[r.Dataset], r)
	}
	quoted = slices.DeleteFunc(quoted, func(d string) bool { return slices.Contains(measured, d) })
	var all [][]results.Table1Row
	for _, dataset := range append(measured, quoted...) {
		all = append(all, of[dataset])
	}
	return all
}

// pair returns the table rows of one dataset. It puts the system's first
// published number beside every measured row of the system and of its variants.
// A published number without a measured row gets its own row.
func pair(rows []results.Table1Row, x *record.Index) []Row {
	var out []Row
	for _, s := range bySystem(rows, x) {
		for _, m := range s.measured {
			row := measuredRow(m)
			if run := x.First(m.RunIDs); run != nil {
				row.VariantOf, row.Control = run.VariantOf, record.IsControl(run.Run)
			}
			if len(s.published) > 0 {
				row.Published = score(s.published[0])
				row.Difference = difference(row.Measured, row.Published)
			}
			out = append(out, row)
		}
		published := s.published
		if len(s.measured) > 0 && len(published) > 0 {
			published = published[1:]
		}
		for _, p := range published {
			out = append(out, Row{System: p.System, Published: score(p)})
		}
	}
	return out
}

func measuredRow(r results.Table1Row) Row {
	row := Row{System: r.System, Budget: r.Budget, Recipe: r.Recipe, RunIDs: r.RunIDs}
	if r.Origin != results.Measured {
		return row
	}
	row.Measured = score(r)
	row.SDOverSeeds, row.Seeds = r.SDOverSeeds, r.Seeds
	if r.SDOverSeeds != nil {
		half := stats.HalfWidth(*r.SDOverSeeds, r.Seeds, confidence)
		row.HalfWidth = &half
	}
	row.Sigma, row.SigmaAtEdge = r.Sigma, r.SigmaAtEdge
	row.Samples, row.TestExamples = r.Samples, r.TestExamples
	row.Grid, row.Protocol = r.Grid, r.Protocol
	return row
}

// confidence is the confidence level of all intervals.
const confidence = 0.95

// difference returns measured minus published, or nil unless both exist and are finite.
func difference(measured, published *Score) *float64 {
	if measured == nil {
		return nil
	}
	d := measured.LL - published.LL
	if !stats.IsFinite(d) {
		return nil
	}
	return &d
}

func score(r results.Table1Row) *Score {
	return &Score{LL: r.LL, StdErr: r.StdErr, Over: r.StdErrOver, Source: r.Source}
}

// commonOver returns what all ± of the group are over, or an empty text when they differ.
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

// value formats the score for print: a measured one with one decimal, a published one with the digits of its source. It prints a dash for a
// measured score's missing standard error.
func (s *Score) value() string {
	if s == nil {
		return "–"
	}
	format := func(x float64) string { return typeset.Fixed(x, 1) }
	if s.Source != "" {
		format = typeset.Quoted
	}
	switch {
	case s.StdErr != nil:
		return format(s.LL) + " ± " + format(*s.StdErr)
	case s.Source == "" && stats.IsFinite(s.LL):
		return format(s.LL) + " ± –"
	}
	return format(s.LL)
}

// largestBudgetFirst orders rows for the verdict: by the largest budget, then
// the paper's grid, then the number of seeds, then the later runs. It does not
// use the score, because the score comes from test data.
func largestBudgetFirst(a, b Row) int {
	return cmp.Or(
		cmp.Compare(record.BudgetRank(b.Budget), record.BudgetRank(a.Budget)),
		cmp.Compare(gridRank(b.Grid), gridRank(a.Grid)),
		cmp.Compare(b.Seeds, a.Seeds),
		slices.Compare(b.RunIDs, a.RunIDs),
	)
}

func gridRank(grid string) int {
	if grid == "paper" {
		return 1
	}
	return 0
}

// Heading returns the heading of the group: "MNIST, ± is the standard error over test examples".
func (g Group) Heading() string {
	heading := record.DatasetName(g.Dataset) + record.Caveat(g.Dataset)
	if g.Over != "" {
		heading += ", ± is the standard error over " + g.Over
	}
	return heading
}
