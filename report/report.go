// Package report draws the report of a database of results: one page to send around, with Table 1, Figure 2, Table 2, the theory and the
// checklist; a site, with a page for each system and each run; the tables as files; and the figures as files.
//
//	results.DB ─ Read ─▶ Data ─ table1 ─────▶ Markdown, LaTeX, CSV, JSON; in the shape of the paper: pages and terminal
//	                          ├ table2 ─────▶ Markdown
//	                          ├ figures ────▶ panels of chart ─▶ figures/*.{svg,pdf,png}
//	                          └ site ───────▶ report.html, report/index.html, report/system-*.html, report/run-*.html
//
// Read reads the database once for all outputs, but for what only the page of a run shows.
//
// report.html is one file. No page loads anything but pictures of runs, and none needs a script. The bytes of a page depend only on the database
// and the artifacts, so that two reports differ only if their results differ. A page of the site is drawn again only if what it shows has
// changed (digest.go).
package report

import (
	"context"
	"fmt"
	"path/filepath"

	"gan2014/internal/atomicfile"
	"gan2014/report/table1"
	"gan2014/report/table2"
)

// The names of the page to send around, of the folder of the site and of the folder of figures, in the output folder.
const (
	PageName    = "report.html"
	SiteName    = "report"
	FiguresName = "figures"
)

// A File is one file of a report. Its name is relative to the output folder.
type File struct {
	Name string
	Data []byte
}

// Write writes report.html, the site, table1.{md,tex,csv,json} and table2.md into outDir, each file atomically. It reads artifacts from
// outDir, and from the other folders if outDir lacks them. If a file cannot be drawn or written, Write writes the others and returns an
// [IncompleteError].
func (d Data) Write(ctx context.Context, outDir string, others ...string) error {
	if err := atomicfile.MkdirAll(outDir); err != nil {
		return fmt.Errorf("create output folder: %w", err)
	}
	s, err := newSite(d, outDir, others, "")
	if err != nil {
		return err
	}
	var lost losses
	html, err := s.whole()
	lost.add(PageName, err)
	files := d.tables()
	if err == nil {
		files = append([]File{{PageName, html}}, files...)
	}
	for _, f := range files {
		lost.add(f.Name, atomicfile.WriteBytes(filepath.Join(outDir, f.Name), f.Data))
	}
	lost.addAll(s.write(ctx))
	return lost.err()
}

// tables returns the files of both tables.
func (d Data) tables() []File {
	return append(tableFiles(d.Table), File{"table2.md", []byte(table2.New(d.runs).Markdown())})
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
