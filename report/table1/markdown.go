package table1

import (
	"fmt"
	"strings"

	"gan2014/internal/typeset"
)

// Markdown draws Table 1 as GitHub-flavoured Markdown, one table per dataset.
func (t Table) Markdown() string {
	if len(t.Groups) == 0 {
		return "Table 1 is empty: no run has been evaluated.\n"
	}
	var b strings.Builder
	b.WriteString(Caption() + "\n")
	for _, g := range t.Groups {
		fmt.Fprintf(&b, "\n**%s**\n\n", typeset.Markdown(g.Heading()))
		writeMarkdownHead(&b, t.printed())
		for _, r := range g.Rows {
			for _, c := range Cells(t.printed(), r) {
				b.WriteString("| " + typeset.Markdown(c.Text) + superscript(c.Notes) + " ")
			}
			b.WriteString("|\n")
		}
	}
	b.WriteString("\n")
	for i, note := range t.Notes {
		fmt.Fprintf(&b, "%s %s  \n", superscript([]int{i + 1}), typeset.Markdown(note))
	}
	return b.String()
}

func writeMarkdownHead(b *strings.Builder, columns []Column) {
	rule := ""
	for _, c := range columns {
		b.WriteString("| " + c.Name + " ")
		if c.Right {
			rule += "|---:"
		} else {
			rule += "|:---"
		}
	}
	b.WriteString("|\n" + rule + "|\n")
}

func superscript(notes []int) string {
	if len(notes) == 0 {
		return ""
	}
	s := make([]string, len(notes))
	for i, n := range notes {
		s[i] = fmt.Sprint(n)
	}
	return "<sup>" + strings.Join(s, ",") + "</sup>"
}
