// Package report turns the database of results into what people read: Table 1
// as text, Markdown, CSV and HTML, and one page with the table, the curves,
// the samples and the provenance of every run.
//
//	results.DB ─ NewTable ─▶ Table ─▶ Text, Markdown, CSV
//	           └ page ─────▶ figures (gonum/plot, inline SVG) ─▶ report.html
//
// The page is one file. It loads nothing, runs no script, and its bytes depend
// on the database and the artifacts alone, so that a difference between two
// reports is a difference between results. [Sheet] draws the sample sheets
// that the page shows; the caller stores them as artifacts of kind "samples".
package report

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"gan2014/internal/atomicfile"
	"gan2014/results"
)

// Write writes report.html, table1.md and table1.csv into outDir, each
// atomically. Artifacts are read from outDir.
func Write(ctx context.Context, db *results.DB, outDir string) error {
	rows, err := db.Table1(ctx)
	if err != nil {
		return err
	}
	page, err := newPage(ctx, db, outDir, rows)
	if err != nil {
		return err
	}
	html, err := page.render()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(outDir, 0o777); err != nil {
		return fmt.Errorf("create output folder: %w", err)
	}
	for _, f := range []struct {
		name string
		data []byte
	}{
		{"table1.csv", []byte(CSV(rows))},
		{"table1.md", []byte(Markdown(rows))},
		{"report.html", html},
	} {
		if err := atomicfile.WriteBytes(filepath.Join(outDir, f.name), f.data); err != nil {
			return fmt.Errorf("write %s: %w", f.name, err)
		}
	}
	return nil
}
