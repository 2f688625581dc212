// Package report turns the database of results into what people read: Table 1
// in six formats, the paper's Table 2 with what the runs say of it in two, and
// one page that reads like a short paper, with the curves, the samples and the
// provenance of every run.
//
//	results.DB ─ read ─▶ records ─ NewTable ─▶ Table ─▶ Text, Markdown, LaTeX, CSV, JSON
//	                             └ figures ──▶ panels (gonum/plot) ─▶ figures/*.{svg,pdf,png}
//	                             └ newStudies ▶ theory: figures, tables and claims of the studies
//	                             └ newPage ──▶ page, with all ──────▶ report.html
//
// The page is one file. It loads nothing, needs no script, and its bytes depend
// on the database and the artifacts alone, so that a difference between two
// reports is a difference between results. [Sheet] draws the sample sheets
// that the page shows; the caller stores them as artifacts of kind "samples".
package report

import (
	"context"
	"fmt"
	"path/filepath"

	"gan2014/internal/atomicfile"
	"gan2014/results"
)

// PageName is the file of the page in the output folder, figuresName the folder of figures.
const (
	PageName    = "report.html"
	figuresName = "figures"
)

// A File is one of a report's, by its name in the output folder.
type File struct {
	Name string
	Data []byte
}

// Write writes report.html, table1.{md,tex,csv,json}, table2.md and the figures into outDir, each file atomically. Artifacts are read
// from outDir, or, where they are not there, from the other folders. What cannot be drawn or written does not keep the rest from
// being: the error is then an [IncompleteError].
func Write(ctx context.Context, db *results.DB, outDir string, others ...string) error {
	p, err := newPage(ctx, db, outDir, others)
	if err != nil {
		return err
	}
	if err := atomicfile.MkdirAll(outDir); err != nil {
		return fmt.Errorf("create output folder: %w", err)
	}
	var lost losses
	files := p.exports()
	html, err := p.render()
	lost.add(PageName, err)
	if err == nil {
		files = append([]File{{PageName, html}}, files...)
	}
	for _, f := range files {
		lost.add(f.Name, atomicfile.WriteBytes(filepath.Join(outDir, f.Name), f.Data))
	}
	lost.addAll(p.writeFigures(filepath.Join(outDir, figuresName)))
	return lost.err()
}

// Files draws what Write writes but for the figures, the page first.
func Files(ctx context.Context, db *results.DB, outDir string, others ...string) ([]File, error) {
	p, err := newPage(ctx, db, outDir, others)
	if err != nil {
		return nil, err
	}
	return p.files()
}

// ReadTable reads Table 1.
func ReadTable(ctx context.Context, db *results.DB) (Table, error) {
	rows, err := db.Table1(ctx)
	if err != nil {
		return Table{}, err
	}
	runs, err := db.Runs(ctx)
	if err != nil {
		return Table{}, err
	}
	return NewTable(rows, runs), nil
}

func (p page) files() ([]File, error) {
	html, err := p.render()
	if err != nil {
		return nil, err
	}
	return append([]File{{PageName, html}}, p.exports()...), nil
}

// exports are the tables beside the page.
func (p page) exports() []File {
	return append(p.Table.files(), File{"table2.md", []byte(p.Challenges.markdown())})
}

// files are the table's, for programs and papers.
func (t Table) files() []File {
	return []File{
		{"table1.md", []byte(t.Markdown())},
		{"table1.tex", []byte(t.LaTeX())},
		{"table1.csv", []byte(t.CSV())},
		{"table1.json", []byte(t.JSON())},
	}
}
