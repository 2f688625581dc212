package report

import (
	"context"
	"strings"

	"gan2014/internal/typeset"
	"gan2014/report/record"
	"gan2014/results"
)

// Text draws in lines of a width, or as [Table.Text] for a file, what a database is about: Table 1, unless all its runs are studies, and what studies found.
func Text(ctx context.Context, db *results.DB, width int) (string, error) {
	table, err := ReadTable(ctx, db)
	if err != nil {
		return "", err
	}
	records, err := record.Read(ctx, db)
	if err != nil {
		return "", err
	}
	theory := newStudies(records)
	var parts []string
	if !record.OnlyStudies(record.Runs(records)) {
		parts = append(parts, table.Text(width))
	}
	if text := theory.text(typeset.ProseWidth(width)); text != "" {
		parts = append(parts, text)
	}
	return strings.Join(parts, "\n"), nil
}

// text has a paragraph for each claim.
func (all studies) text(width int) string {
	if all.Verdict() == "" {
		return ""
	}
	var b strings.Builder
	b.WriteString(typeset.Wrap("The theory, measured. "+all.Verdict(), "", width))
	for _, s := range all {
		b.WriteString("\n" + typeset.Line(s.Name) + "\n")
		for _, e := range s.Exhibits {
			for _, c := range e.Claims {
				b.WriteString("  " + typeset.Wrap(typeset.Line(c.Verdict()+": "+c.Claim+" Measured: "+c.Measured), "    ", width-2))
			}
		}
	}
	return b.String()
}
