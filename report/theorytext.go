package report

import (
	"strings"

	"gan2014/internal/typeset"
	"gan2014/report/record"
)

// Text formats the results as text: Table 1, unless all runs are studies, and the findings of the studies. Lines have the given width, or
// the width that [table1.Table.Text] uses for a file.
func (d Data) Text(width int) string {
	var parts []string
	if !record.OnlyStudies(record.Runs(d.records)) {
		parts = append(parts, d.Table.Text(width))
	}
	if text := newStudies(d.records).text(typeset.ProseWidth(width)); text != "" {
		parts = append(parts, text)
	}
	return strings.Join(parts, "\n")
}

// text formats each claim as a paragraph.
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
