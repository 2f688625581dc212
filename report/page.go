package report

import (
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"gan2014"
	"gan2014/internal/typeset"
	"gan2014/report/chart"
	"gan2014/report/record"
	"gan2014/report/table1"
	"gan2014/report/table2"
	"gan2014/results"
)

// A page holds the values that the templates page/*.html show.
type page struct {
	Verdicts    []table1.Verdict
	Overviews   []table1.Overview
	Caption     string
	Columns     []table1.Column
	Table       table1.Table
	Listed      table1.Table   // Table without the variants of sweeps
	Sweeps      []sweepSection // variants of systems
	Exports     []export
	Meanings    []meaning
	Comparisons []table1.Comparison
	Table2      table2.Table
	Metrics     []metricTable // of each data set with measures other than the likelihood
	Statuses    []statusCount
	Figure2     []figure2Panel
	Gallery     []sheetImage // sheets of the longest trained runs, like the paper's Figures 2 and 3
	Curves      []curves     // learning curves of each recipe over its seeds
	Theory      studies
	OnlyTheory  bool // all runs are studies
	Runs        []section
	Controls    []table1.Control
	Deviations  []deviation
	Short       []string // the budgets in use that are below the paper's
	Checklist   checklist
	Changes     []change
	Notice      string // what makes the page too large
	Damage      string // which runs and pictures are damaged, and what to do
}

// A section is the part of the page about one run.
type section struct {
	record.Record
	Name           string
	Progress       record.Progress
	SupersededBy   int64 // a later done run of the same key; 0: none
	ChangeID       string
	Again          string // commands that compute the run again
	Figures        []plot
	Claims         []claim // claims of a study that the page's theory part does not show
	InTheory       bool    // the page's theory part shows the run
	Sheets         []sheetImage
	InGallery      []sheetImage // the sheets of the run that Figure 2 and the gallery show
	NoRoom         int          // number of sheets for which the page has no room
	NoRoomForPlots int          // number of plots for which the page has no room
}

// A meaning explains in words the difference in a row of Table 1.
type meaning struct{ Row, Text string }

// An export is Table 1 in another format, for copying.
type export struct{ Name, Text string }

// A statusCount is the number of runs with a status.
type statusCount struct {
	Status results.Status
	N      int
}

// newPage builds the page for outDir. It looks for pictures in outDir, and then in the other folders.
func newPage(d Data, outDir string, others []string) (p page, err error) {
	defer chart.Recovered(&err)
	p = compose(d, append([]string{outDir}, others...))
	for _, path := range d.paths {
		p.Checklist.Databases = append(p.Checklist.Databases, source{relative(outDir, path), d.schema})
	}
	return p, nil
}

// compose builds a page from the data. Pictures get the room that texts leave, and plots the room that pictures leave.
func compose(d Data, folders []string) page {
	table, x := d.Table, d.runs
	runs := record.Runs(x.Records)
	p := page{
		Overviews: table.Overviews(), Caption: table1.Caption(), Columns: table1.Columns(), Table: table, Exports: exports(table),
		Verdicts: table1.Verdicts(table), Comparisons: table1.Comparisons(table, x),
		Table2: table2.New(x), Metrics: newMetricTables(x),
		Statuses: countStatuses(runs), Short: shortBudgets(runs), Deviations: deviations(gan2014.Recipe()),
		Checklist: newChecklist(x), Changes: changes(runs),
	}
	p.Sweeps = newSweeps(x)
	p.Listed = withoutSwept(table, p.Sweeps)
	p.Meanings, p.Controls = meanings(p.Listed), table1.Controls(p.Listed)
	p.OnlyTheory = record.OnlyStudies(runs)
	p.Theory, p.Curves, p.Runs = newStudies(x), seedCurves(x), sections(x)
	p.Theory.draw()
	p.pointToTheory()
	if !p.OnlyTheory {
		p.Figure2 = newFigure2(p.Runs)
	}
	images := embedder{dirs: folders, left: p.roomForPictures()}
	p.addPictures(&images)
	p.Damage = damage(runs, images.bad)
	p.numberFigures()
	return p
}

// sections returns the sections of all runs, without pictures.
func sections(x *record.Index) (out []section) {
	for _, r := range x.Records {
		s := section{
			Record: r, Name: record.RunName(r.Run), Progress: r.Progress(), SupersededBy: x.Superseding(r.Run),
			Again: rerunCommands(r.Environment.Commit, r.Environment.Command), Figures: figures(r),
		}
		if r.Environment.Changes != "" {
			s.ChangeID = changeID(r.Environment.Changes)
		}
		out = append(out, s)
	}
	return out
}

// pointToTheory refers in the section of each study to its figures in the theory part of the page. A study without figures there gets its
// claims in its section.
func (p *page) pointToTheory() {
	for i := range p.Runs {
		s := &p.Runs[i]
		s.InTheory = slices.ContainsFunc(p.Theory, func(t study) bool { return t.Run == s.ID })
		if !s.InTheory {
			s.Claims = claims([]*record.Record{&s.Record})
		}
	}
}

// numberFigures numbers the figures and sheets in reading order. Figure 2 is the paper's, and Figure 1 would be the paper's too, so beside
// Figure 2 the numbers begin at 3.
func (p *page) numberFigures() {
	n := 0
	if len(p.Figure2) > 0 {
		n = 2
	}
	next := func() int { n++; return n }
	for _, s := range p.Sweeps {
		if s.Figure != nil {
			s.Figure.Number = next()
		}
	}
	for i := range p.Gallery {
		p.Gallery[i].Number = strconv.Itoa(next())
	}
	for i := range p.Curves {
		numberPlots(p.Curves[i].Figures, next)
	}
	p.Theory.number(next)
	for i := range p.Runs {
		s := &p.Runs[i]
		numberPlots(s.Figures, next)
		for j := range s.Sheets {
			s.Sheets[j].Number = strconv.Itoa(next())
		}
		for _, f := range p.Figure2 {
			if f.Run != nil && f.Run.ID == s.ID {
				s.InGallery = append(s.InGallery, *f.Sheet)
			}
		}
		for _, sheet := range p.Gallery {
			if sheet.Run == s.ID {
				s.InGallery = append(s.InGallery, sheet)
			}
		}
	}
}

func numberPlots(plots []plot, next func() int) {
	for i := range plots {
		if !plots[i].NoRoom {
			plots[i].Number = next()
		}
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
