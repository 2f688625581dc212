package table1

import (
	"cmp"
	"slices"
	"strings"

	"gan2014/internal/stats"
	"gan2014/report/record"
)

// An Overview is Table 1 in the shape of the paper, on one grid of bandwidths: a row for each system and, for each data set, its measured
// beside its published number. Of several budgets of a system it has the largest that is done. It leaves out the variants of sweeps. A system has
// the numbers of its desk recipe where its original recipe was not run.
type Overview struct {
	Grid              string
	Datasets          []OverviewDataset
	Systems, Controls []OverviewRow
}

// An OverviewDataset is a pair of columns: numbers measured on one data set, beside numbers published for it.
type OverviewDataset struct {
	Title         string // "MNIST", "Faces"
	Dataset       string // data set of the measured numbers
	From          string // data set of the published numbers; empty if there are none
	Over          string // what the ± of the measured numbers are over; empty if they differ
	PublishedOver string
}

// An OverviewRow is a system with a cell for each data set.
type OverviewRow struct {
	System string
	Cells  []OverviewCell
}

// An OverviewCell holds a system's numbers on a data set.
type OverviewCell struct {
	Row       *Row   // measured row, or a row whose runs are not done; nil: there is none
	Published *Score // nil: there is none
	Best      bool   // highest measured number of the systems, controls apart
	Over      string // what the ± of the measured number is over, if the column does not say it
	Desk      bool   // the number is of the system's desk recipe
}

// faces lists the data sets that can stand in the column of the faces, the paper's first.
var faces = []string{"tfd", "fer2013", "tfd-like"}

// Overviews returns an overview for each grid, the paper's first.
func (t Table) Overviews() []Overview {
	datasets, rows, published, controls := t.overviewDatasets(), t.rowsBySystem(), t.publishedScores(), t.controls()
	systems := rows.joinDesk(t.systems(), datasets)
	var out []Overview
	for _, grid := range t.grids() {
		o := Overview{Grid: grid, Datasets: slices.Clone(datasets)}
		for _, system := range systems {
			row := OverviewRow{System: system}
			for _, d := range datasets {
				c := rows.cell(system, d, grid)
				c.Published = published[systemOn{system, d.From}]
				row.Cells = append(row.Cells, c)
			}
			if controls[system] {
				o.Controls = append(o.Controls, row)
			} else {
				o.Systems = append(o.Systems, row)
			}
		}
		o.markBest()
		o.labelErrors()
		out = append(out, o)
	}
	return out
}

// rowsOf returns the rows of a data set without the variants of sweeps.
func (t Table) rowsOf(dataset string) (rows []Row) {
	for _, g := range t.Groups {
		for _, r := range g.Rows {
			if g.Dataset == dataset && r.VariantOf == "" {
				rows = append(rows, r)
			}
		}
	}
	return rows
}

// grids lists the grids of the measured rows, the paper's first. Without a measurement there is one without a name.
func (t Table) grids() []string {
	var grids []string
	for _, g := range t.Groups {
		for _, r := range t.rowsOf(g.Dataset) {
			if r.Measured != nil && !slices.Contains(grids, r.Grid) {
				grids = append(grids, r.Grid)
			}
		}
	}
	slices.SortStableFunc(grids, func(a, b string) int { return cmp.Compare(gridRank(b), gridRank(a)) })
	if len(grids) == 0 {
		return []string{""}
	}
	return grids
}

// overviewDatasets returns the paper's two columns. If neither was measured and other data sets were, it returns the first two of those.
func (t Table) overviewDatasets() []OverviewDataset {
	faces := t.facesMeasured()
	papers := []OverviewDataset{{Title: "MNIST", Dataset: "mnist", From: "mnist"}, {Title: "Faces", Dataset: faces, From: "tfd"}}
	var others []OverviewDataset
	for _, g := range t.Groups {
		if t.countMeasured(g.Dataset) > 0 {
			others = append(others, OverviewDataset{Title: record.DatasetName(g.Dataset), Dataset: g.Dataset})
		}
	}
	if len(others) == 0 || t.countMeasured("mnist")+t.countMeasured(faces) > 0 {
		return papers
	}
	return others[:min(len(others), len(papers))]
}

// facesMeasured returns the faces on which most rows were measured, of equals those nearest to the paper's.
func (t Table) facesMeasured() string {
	return slices.MaxFunc(faces, func(a, b string) int {
		return cmp.Or(cmp.Compare(t.countMeasured(a), t.countMeasured(b)), cmp.Compare(slices.Index(faces, b), slices.Index(faces, a)))
	})
}

func (t Table) countMeasured(dataset string) (n int) {
	for _, r := range t.rowsOf(dataset) {
		if r.Measured != nil {
			n++
		}
	}
	return n
}

// systems lists the systems of the overviews in the order of their first row.
func (t Table) systems() (names []string) {
	seen := map[string]bool{}
	for _, d := range t.overviewDatasets() {
		for _, r := range append(t.rowsOf(d.Dataset), t.rowsOf(d.From)...) {
			if !seen[r.System] {
				seen[r.System] = true
				names = append(names, r.System)
			}
		}
	}
	return names
}

// controls returns the systems that are controls.
func (t Table) controls() map[string]bool {
	all := map[string]bool{}
	for _, g := range t.Groups {
		for _, r := range g.Rows {
			if r.Control {
				all[r.System] = true
			}
		}
	}
	return all
}

// systemOn is a system on a data set.
type systemOn struct{ system, dataset string }

// rowsBySystem holds the rows without the variants of sweeps.
type rowsBySystem map[systemOn][]Row

func (t Table) rowsBySystem() rowsBySystem {
	all := rowsBySystem{}
	for _, g := range t.Groups {
		for _, r := range t.rowsOf(g.Dataset) {
			at := systemOn{r.System, g.Dataset}
			all[at] = append(all[at], r)
		}
	}
	return all
}

// publishedScores returns the published number of each system. Where only variants of a system were measured, their rows have it.
func (t Table) publishedScores() map[systemOn]*Score {
	all := map[systemOn]*Score{}
	for _, g := range t.Groups {
		for _, r := range g.Rows {
			if at := (systemOn{cmp.Or(r.VariantOf, r.System), g.Dataset}); r.Published != nil && all[at] == nil {
				all[at] = r.Published
			}
		}
	}
	return all
}

// cell chooses the row with the largest budget. The score plays no part, because it comes from test data.
func (all rowsBySystem) cell(system string, d OverviewDataset, grid string) (c OverviewCell) {
	var measured, missing []Row
	for _, r := range all[systemOn{system, d.Dataset}] {
		switch {
		case r.Measured != nil && r.Grid == grid:
			measured = append(measured, r)
		case r.Missing != "":
			missing = append(missing, r)
		}
	}
	slices.SortStableFunc(measured, largestBudgetFirst)
	if rows := append(measured, missing...); len(rows) > 0 {
		c.Row, c.Desk = &rows[0], rows[0].System != system
	}
	return c
}

// markBest marks the highest measured number of each column with several; many other models have their own. Controls have no part in it: their
// samples are training images, or made of them.
func (o *Overview) markBest() {
	if o.More() == nil {
		markBest(o.Systems, len(o.Datasets))
		return
	}
	papers, others := o.split()
	markBest(papers, len(o.Datasets))
	markBest(others, len(o.Datasets))
}

// markBest marks the highest of these rows, whose cells it shares.
func markBest(rows []OverviewRow, columns int) {
	for i := range columns {
		var scores []float64
		for _, r := range rows {
			if m := r.Cells[i].measured(); m != nil && stats.IsFinite(m.LL) {
				scores = append(scores, m.LL)
			}
		}
		if len(scores) < 2 {
			continue
		}
		for _, r := range rows {
			c := &r.Cells[i]
			c.Best = c.measured() != nil && c.measured().LL == slices.Max(scores)
		}
	}
}

// labelErrors says what every ± is over: in the heading of the column if all are over the same, else in the cells.
func (o *Overview) labelErrors() {
	for i := range o.Datasets {
		var measured, published []string
		for _, r := range o.rows() {
			measured = addOver(measured, r.Cells[i].measured())
			published = addOver(published, r.Cells[i].Published)
		}
		d := &o.Datasets[i]
		d.PublishedOver = strings.Join(published, ", ")
		if len(measured) == 1 {
			d.Over = measured[0]
			continue
		}
		for _, rows := range [][]OverviewRow{o.Systems, o.Controls} {
			for j := range rows {
				if c := &rows[j].Cells[i]; c.measured() != nil && c.measured().StdErr != nil {
					c.Over = c.measured().Over
				}
			}
		}
	}
}

func addOver(overs []string, s *Score) []string {
	if s == nil || s.StdErr == nil || s.Over == "" || slices.Contains(overs, s.Over) {
		return overs
	}
	return append(overs, s.Over)
}

func (o Overview) rows() []OverviewRow { return append(slices.Clone(o.Systems), o.Controls...) }

// A Part is some rows of an overview. The systems of the paper's table have no heading.
type Part struct {
	Heading string
	Rows    []OverviewRow
}

// few is the number of other models that stand within the table of the paper's systems.
const few = 5

// Parts returns the parts that have rows: the systems with published numbers, which are those of the paper's table, the others, and the controls. Many
// others have a table of their own: see More.
func (o Overview) Parts() []Part {
	papers, others := o.split()
	heading := "Other models"
	switch {
	case len(papers) == 0:
		heading = ""
	case len(others) > few:
		others = nil
	}
	parts := []Part{{"", papers}, {heading, others}, {"Controls: training images, and samples made of them without a net", o.Controls}}
	return slices.DeleteFunc(parts, func(p Part) bool { return len(p.Rows) == 0 })
}

// More returns the other models where they are many, beside systems of the paper's table. Otherwise it is nil.
func (o Overview) More() *Overview {
	papers, others := o.split()
	if len(papers) == 0 || len(others) <= few {
		return nil
	}
	return &Overview{Grid: o.Grid, Datasets: o.Datasets, Systems: others}
}

// split returns the systems with published numbers and the others.
func (o Overview) split() (papers, others []OverviewRow) {
	for _, r := range o.Systems {
		if slices.ContainsFunc(r.Cells, func(c OverviewCell) bool { return c.Published != nil }) {
			papers = append(papers, r)
		} else {
			others = append(others, r)
		}
	}
	return papers, others
}

// Width returns the number of columns.
func (o Overview) Width() int {
	n := 1
	for _, d := range o.Datasets {
		n++
		if d.From != "" {
			n++
		}
	}
	return n
}
