// Package report draws what people read of a database of results: one page that reads like a short paper, with Table 1, Table 2, the
// curves, the samples and the provenance of every run; the tables as files; the figures as files.
//
//	results.DB ─ record.Read ─▶ records ─ table1.NewTable ─▶ text, Markdown, LaTeX, CSV, JSON
//	                                    ├ table2.New ──────▶ Markdown
//	                                    ├ figures ─────────▶ panels of chart ─▶ figures/*.{svg,pdf,png}
//	                                    ├ newStudies ──────▶ figures, tables and claims of the studies
//	                                    └ newPage ─────────▶ page, with all of them ─▶ report.html
//
// The page is one file. It loads nothing, needs no script, and its bytes depend on the database and the artifacts alone, so that a
// difference between two reports is a difference between results.
package report

import (
	"context"
	"fmt"
	"path/filepath"

	"gan2014/internal/atomicfile"
	"gan2014/report/table1"
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
func ReadTable(ctx context.Context, db *results.DB) (table1.Table, error) {
	rows, err := db.Table1(ctx)
	if err != nil {
		return table1.Table{}, err
	}
	runs, err := db.Runs(ctx)
	if err != nil {
		return table1.Table{}, err
	}
	return table1.NewTable(rows, runs), nil
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
	return append(tableFiles(p.Table), File{"table2.md", []byte(p.Table2.Markdown())})
}

// tableFiles are Table 1 for programs and papers.
func tableFiles(t table1.Table) []File {
	return []File{
		{"table1.md", []byte(t.Markdown())},
		{"table1.tex", []byte(t.LaTeX())},
		{"table1.csv", []byte(t.CSV())},
		{"table1.json", []byte(t.JSON())},
	}
}
