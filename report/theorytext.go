package report

import (
	"context"
	"strings"

	"gan2014/results"
)

// Text draws for a terminal what a database is about: Table 1, unless all its runs are studies, and what studies found.
func Text(ctx context.Context, db *results.DB) (string, error) {
	table, err := ReadTable(ctx, db)
	if err != nil {
		return "", err
	}
	records, err := read(ctx, db)
	if err != nil {
		return "", err
	}
	theory := newStudies(records)
	var parts []string
	if !onlyStudies(runsOf(records)) {
		parts = append(parts, table.Text())
	}
	if text := theory.text(); text != "" {
		parts = append(parts, text)
	}
	return strings.Join(parts, "\n"), nil
}

// text has a paragraph for each claim, at most 100 columns wide.
func (all studies) text() string {
	if all.Verdict() == "" {
		return ""
	}
	var b strings.Builder
	b.WriteString(wrap("The theory, measured. "+all.Verdict(), "", textWidth))
	for _, s := range all {
		b.WriteString("\n" + printable(s.Name) + "\n")
		for _, e := range s.Exhibits {
			for _, c := range e.Claims {
				b.WriteString("  " + wrap(printable(c.Verdict()+": "+c.Claim+" Measured: "+c.Measured), "    ", textWidth-2))
			}
		}
	}
	return b.String()
}
