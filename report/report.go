// Package report draws what people read of a database of results: one page that reads like a short paper, with Table 1, Table 2, the
// curves, the samples and the provenance of every run; the tables as files; the figures as files.
//
//	results.DB ─ Read ─▶ Data ─ table1 ─────▶ text, Markdown, LaTeX, CSV, JSON
//	                          ├ table2 ─────▶ Markdown
//	                          ├ figures ────▶ panels of chart ─▶ figures/*.{svg,pdf,png}
//	                          ├ newStudies ─▶ figures, tables and claims of the studies
//	                          └ newPage ────▶ page, with all of them ─▶ report.html
//
// Read reads the database, once for all of these.
//
// The page is one file. It loads nothing, needs no script, and its bytes depend on the database and the artifacts alone, so that a
// difference between two reports is a difference between results.
package report

import (
	"fmt"
	"path/filepath"

	"gan2014/internal/atomicfile"
	"gan2014/report/table1"
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
func (d Data) Write(outDir string, others ...string) error {
	p, err := newPage(d, outDir, others)
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
func (d Data) Files(outDir string, others ...string) ([]File, error) {
	p, err := newPage(d, outDir, others)
	if err != nil {
		return nil, err
	}
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
