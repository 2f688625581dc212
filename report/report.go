// Package report draws the report of a database of results: one page that reads like a short paper, with Table 1, Figure 2, Table 2, the
// curves, the samples and the provenance of every run; the tables as files; and the figures as files.
//
//	results.DB ─ Read ─▶ Data ─ table1 ─────▶ Markdown, LaTeX, CSV, JSON; in the shape of the paper: page and terminal
//	                          ├ table2 ─────▶ Markdown
//	                          ├ figures ────▶ panels of chart ─▶ figures/*.{svg,pdf,png}
//	                          ├ newFigure2 ─▶ panels of Figure 2, of the runs trained longest
//	                          ├ newStudies ─▶ figures, tables and claims of the studies
//	                          └ newPage ────▶ page, with all of them ─▶ report.html
//
// Read reads the database once for all outputs.
//
// The page is one file. It loads nothing and needs no script. Its bytes depend only on the database and the artifacts, so that two reports
// differ only if their results differ.
package report

import (
	"fmt"
	"path/filepath"

	"gan2014/internal/atomicfile"
	"gan2014/report/table1"
)

// PageName is the name of the page's file in the output folder, and FiguresName that of the folder of figures.
const (
	PageName    = "report.html"
	FiguresName = "figures"
)

// A File is one file of a report. Its name is relative to the output folder.
type File struct {
	Name string
	Data []byte
}

// Write writes report.html, table1.{md,tex,csv,json} and table2.md into outDir, each file atomically. It reads artifacts from
// outDir, and from the other folders if outDir lacks them. If a file cannot be drawn or written, Write writes the others and returns an
// [IncompleteError].
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
	return lost.err()
}

// Files draws all files of the report except the figures. The page comes first.
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

// exports returns the files of the tables.
func (p page) exports() []File {
	return append(tableFiles(p.Table), File{"table2.md", []byte(p.Table2.Markdown())})
}

// tableFiles returns Table 1 in the formats for programs and papers.
func tableFiles(t table1.Table) []File {
	return []File{
		{"table1.md", []byte(t.Markdown())},
		{"table1.tex", []byte(t.LaTeX())},
		{"table1.csv", []byte(t.CSV())},
		{"table1.json", []byte(t.JSON())},
	}
}
