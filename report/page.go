package report

import (
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"gan2014"
	"gan2014/internal/typeset"
	"gan2014/report/record"
	"gan2014/report/sweep"
	"gan2014/report/table1"
	"gan2014/report/table2"
	"gan2014/results"
)

// A page holds the values that the templates of report.html show. Its many parts that grow with the number of runs are limited: the site has
// all of them.
type page struct {
	Verdicts    []table1.Verdict
	Overviews   []table1.Overview
	Caption     string
	Columns     []table1.Column
	Table       table1.Table   // the rows that the page shows, without the variants of sweeps
	Rows        int            // number of all rows without those of sweeps
	Sweeps      []sweepSection // variants of systems
	Exports     []export       // none if the page does not show all rows
	Meanings    []meaning
	Comparisons []table1.Comparison
	Compared    int // number of all comparisons of two pairs or more
	OnePair     int // number of comparisons that have one pair, which says nothing about chance
	Table2      table2.Table
	Metrics     metricTables // of each data set with measures other than the likelihood
	Statuses    []statusCount
	Figure2     []figure2Panel
	Gallery     []sheetImage // sheets of the longest trained runs, like the paper's Figures 2 and 3
	NoRoom      int          // number of sheets of the gallery that have no room
	Annealed    []extension  // the likelihood of generators without a window; one or none
	Extensions  []extension  // of section 7 of the paper, that runs have measured
	Theory      studies
	OnlyTheory  bool    // all runs are studies
	Count       int     // number of runs
	Runs        []entry // all runs, or none if they are too many for a list
	Controls    []table1.Control
	Deviations  []deviation
	Short       []string // the budgets in use that are below the paper's
	Checklist   checklist
	Changes     []change
	Notice      string // what makes the page too large
	Damage      string // which runs and pictures are damaged, and what to do
}

// The largest numbers of things that report.html lists.
const (
	pageRows        = 300
	pageRuns        = 100
	pageVariants    = 400
	pageMeasured    = 100 // systems with other measures, of each data set
	pageComparisons = 100
	pageCommands    = 20
	pageChanges     = 256 << 10 // bytes of uncommitted changes
)

// A meaning explains in words the difference in a row of Table 1.
type meaning struct{ Row, Text string }

// An export is Table 1 in another format, for copying.
type export struct{ Name, Text string }

// A statusCount is the number of runs with a status.
type statusCount struct {
	Status results.Status
	N      int
}

// compose builds the page from the data, without pictures.
func compose(d Data, runs []entry, sweeps []sweep.Sweep) page {
	x := d.runs
	all := record.Runs(x.Records)
	p := page{
		Overviews: d.Table.Overviews(), Caption: table1.Caption(), Columns: table1.Columns(), Sweeps: newSweeps(sweeps, pageVariants),
		Verdicts: table1.Verdicts(d.Table), Comparisons: table1.Comparisons(d.Table, x),
		Table2: table2.New(x), Metrics: newMetricTables(x),
		Statuses: countStatuses(all), Short: shortBudgets(all), Deviations: deviations(gan2014.Recipe()),
		Checklist: newChecklist(x), Count: len(runs), Changes: fewChanges(changes(all)),
		Theory: newStudies(x), Annealed: newAnnealed(x), Extensions: newExtensions(x), OnlyTheory: record.OnlyStudies(all), Damage: damage(all, nil),
	}
	listed := withoutSwept(d.Table, p.Sweeps)
	p.Table, p.Rows = firstRows(listed, pageRows), listed.Count()
	p.Meanings, p.Controls = meanings(p.Table), table1.Controls(listed)
	if d.Table.Count() <= pageRows {
		p.Exports = exports(d.Table)
	}
	found := len(p.Comparisons)
	p.Comparisons = slices.DeleteFunc(p.Comparisons, func(c table1.Comparison) bool { return c.Pairs < 2 })
	p.Compared, p.OnePair = len(p.Comparisons), found-len(p.Comparisons)
	p.Comparisons = p.Comparisons[:min(p.Compared, pageComparisons)]
	if len(runs) <= pageRuns {
		p.Runs = runs
	}
	if !p.OnlyTheory {
		p.Figure2 = newFigure2(runs)
	}
	return p
}

// firstRows returns at most so many rows of a table, those of systems before the variants that sweeps made of them.
func firstRows(t table1.Table, most int) table1.Table {
	own := 0
	for _, g := range t.Groups {
		for _, r := range g.Rows {
			if r.VariantOf == "" {
				own++
			}
		}
	}
	own = min(own, most)
	variants := most - own
	return t.Select(func(_ string, r table1.Row) bool {
		left := &own
		if r.VariantOf != "" {
			left = &variants
		}
		*left--
		return *left >= 0
	})
}

// number numbers the figures and sheets in reading order. Figure 2 is the paper's, and Figure 1 would be the paper's too, so beside
// Figure 2 the numbers begin at 3.
func (p *page) number() {
	n := 0
	if len(p.Figure2) > 0 {
		n = 2
	}
	next := func() int { n++; return n }
	numberSweeps(p.Sweeps, next)
	for i := range p.Gallery {
		p.Gallery[i].Number = strconv.Itoa(next())
	}
	for _, e := range slices.Concat(p.Annealed, p.Extensions) {
		numberSheets(e.Sheets, next)
		numberPlots(e.Figures, next)
	}
	p.Theory.number(next)
}

func numberSweeps(sweeps []sweepSection, next func() int) {
	for _, s := range sweeps {
		if s.Figure != nil {
			s.Figure.Number = next()
		}
	}
}

func numberPlots(plots []plot, next func() int) {
	for i := range plots {
		plots[i].Number = next()
	}
}

func meanings(t table1.Table) []meaning {
	var out []meaning
	for _, g := range t.Groups {
		for _, r := range g.Rows {
			if text := r.Meaning(); text != "" {
				out = append(out, meaning{fmt.Sprintf("%s on %s, %s grid, budget %s", r.System, record.DatasetName(g.Dataset), typeset.OrDash(r.Grid), typeset.OrDash(r.Budget)), text})
			}
		}
	}
	return out
}

func exports(t table1.Table) []export {
	var out []export
	for _, f := range tableFiles(t) {
		out = append(out, export{f.Name, string(f.Data)})
	}
	return out
}

// relative returns path relative to dir, so that the page reveals as few folder names of this machine as possible.
func relative(dir, path string) string {
	absDir, dirErr := filepath.Abs(dir)
	absPath, pathErr := filepath.Abs(path)
	if dirErr == nil && pathErr == nil {
		if rel, err := filepath.Rel(absDir, absPath); err == nil && strings.Count(rel, "..") < 3 {
			return filepath.ToSlash(rel)
		}
	}
	return filepath.Base(path)
}

// countStatuses returns the number of runs for each status that occurs, good statuses first.
func countStatuses(runs []results.Run) []statusCount {
	var out []statusCount
	for _, s := range record.Statuses {
		n := 0
		for _, r := range runs {
			if r.Status == s {
				n++
			}
		}
		if n > 0 {
			out = append(out, statusCount{s, n})
		}
	}
	return out
}

// shortBudgets lists the budgets other than the paper's, in the order of their first run.
func shortBudgets(runs []results.Run) []string {
	var out []string
	for _, r := range runs {
		if !record.IsStudy(r) && r.Budget != "" && r.Budget != "paper" && !slices.Contains(out, r.Budget) {
			out = append(out, r.Budget)
		}
	}
	return out
}
