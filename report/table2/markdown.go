package table2

import (
	"strings"

	"gan2014/internal/typeset"
)

// Markdown draws Table 2 as GitHub-flavoured Markdown.
func (c Table) Markdown() string {
	var b strings.Builder
	b.WriteString(typeset.Markdown(c.Caption()) + "\n\n|")
	for _, f := range c.Families {
		b.WriteString(" | " + f)
	}
	b.WriteString(" |\n|:---" + strings.Repeat("|:---", len(c.Families)) + "|\n")
	for _, row := range c.Rows {
		b.WriteString("| **" + row.Operation + "**")
		for _, a := range row.Answers {
			b.WriteString(" | “" + a.Quote + "”")
			for _, f := range a.Facts {
				b.WriteString("<br>")
				if f.System != "" {
					b.WriteString("**" + typeset.Markdown(f.System) + ":** ")
				}
				b.WriteString(typeset.Markdown(f.Text))
			}
		}
		b.WriteString(" |\n")
	}
	for _, remark := range c.Remarks() {
		b.WriteString("\n" + typeset.Markdown(remark) + "\n")
	}
	return b.String()
}
