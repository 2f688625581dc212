package report

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"html/template"
	"slices"
	"strings"
	"time"

	"gan2014/results"
)

//go:embed template.html
var pageTemplate string

//go:embed style.css
var pageStyle string

// A page holds what template.html shows.
type page struct {
	Style    template.CSS
	Verdicts []verdict
	Caption  string
	Columns  []column
	Table    Table
	Statuses []statusCount
	Runs     []section
	Controls []control
	Short    []string // budgets below the paper's that were used
}

// A section is what the page says of one run.
type section struct {
	record
	Name         string
	SupersededBy int64 // a later run of the same key that is done; 0: none
	Figures      []figure
	Sheets       []sheetImage
}

// A statusCount says how many runs have a status.
type statusCount struct {
	Status results.Status
	N      int
}

// newPage reads everything the page shows.
func newPage(ctx context.Context, db *results.DB, outDir string, others []string) (page, error) {
	rows, err := db.Table1(ctx)
	if err != nil {
		return page{}, err
	}
	records, err := read(ctx, db)
	if err != nil {
		return page{}, err
	}
	runs := runsOf(records)
	table := NewTable(rows, runs)
	p := page{
		Style: template.CSS(pageStyle), Caption: caption(), Columns: columns(), Table: table,
		Verdicts: verdicts(table), Controls: controls(table),
		Statuses: countStatuses(runs), Short: shortBudgets(runs),
	}
	images := embedder{dirs: append([]string{outDir}, others...), left: maxEmbedded}
	for _, r := range records {
		figures, err := figures(r)
		if err != nil {
			return page{}, fmt.Errorf("report run %d: %w", r.ID, err)
		}
		p.Runs = append(p.Runs, section{
			record: r, Name: runName(r.Run), SupersededBy: superseding(runs, r.Run),
			Figures: figures, Sheets: images.sheets(r),
		})
	}
	p.numberFigures()
	return p, nil
}

// numberFigures counts figures and sheets in reading order.
func (p *page) numberFigures() {
	n := 0
	next := func() int { n++; return n }
	for i := range p.Runs {
		for j := range p.Runs[i].Figures {
			p.Runs[i].Figures[j].Number = next()
		}
		for j := range p.Runs[i].Sheets {
			p.Runs[i].Sheets[j].Number = next()
		}
	}
}

// countStatuses lists the statuses that occur, good ones first.
func countStatuses(runs []results.Run) []statusCount {
	var out []statusCount
	for _, s := range statuses {
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
		if r.Budget != "" && r.Budget != "paper" && !slices.Contains(out, r.Budget) {
			out = append(out, r.Budget)
		}
	}
	return out
}

// superseding is the last done run of the same key after run; 0 when there is none.
func superseding(runs []results.Run, run results.Run) int64 {
	var id int64
	for _, r := range runs {
		if r.Key == run.Key && r.ID > run.ID && r.Status == results.Done {
			id = max(id, r.ID)
		}
	}
	return id
}

// render fills the template.
func (p page) render() ([]byte, error) {
	t, err := template.New("report").Funcs(template.FuncMap{
		"cells":    func(r Row) []cell { return cells(columns(), r) },
		"heading":  Group.heading,
		"fixed":    fixed,
		"short":    short,
		"grouped":  func(n int) string { return Grouped(int64(n)) },
		"size":     byteSize,
		"duration": duration,
		"date":     date,
		"dataset":  datasetName,
		"join":     strings.Join,
		"indent":   indentJSON,
		"first":    firstLine,
		"count":    count,
		"inc":      func(i int) int { return i + 1 },
	}).Parse(pageTemplate)
	if err != nil {
		return nil, fmt.Errorf("parse report template: %w", err)
	}
	var b bytes.Buffer
	if err := t.Execute(&b, p); err != nil {
		return nil, fmt.Errorf("render report: %w", err)
	}
	return b.Bytes(), nil
}

func date(t time.Time) string {
	if t.IsZero() {
		return "–"
	}
	return t.UTC().Format("2006-01-02 15:04 UTC")
}

// indentJSON lays out canonical JSON for reading; what is not JSON is returned as it is.
func indentJSON(s string) string {
	var b bytes.Buffer
	if json.Indent(&b, []byte(s), "", "  ") != nil {
		return s
	}
	return b.String()
}

// firstLine is the beginning of an error for the list of runs; the run's section has all of it.
func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return shorten(line, 120)
}
