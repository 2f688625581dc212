package report

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
	b.WriteString(caption() + "\n")
	for _, g := range t.Groups {
		fmt.Fprintf(&b, "\n**%s**\n\n", markdownText(g.heading()))
		writeMarkdownHead(&b)
		for _, r := range g.Rows {
			for _, c := range cells(columns(), r) {
				b.WriteString("| " + markdownText(c.Text) + superscript(c.Notes) + " ")
			}
			b.WriteString("|\n")
		}
	}
	b.WriteString("\n")
	for i, note := range t.Notes {
		fmt.Fprintf(&b, "%s %s  \n", superscript([]int{i + 1}), markdownText(note))
	}
	return b.String()
}

func writeMarkdownHead(b *strings.Builder) {
	rule := ""
	for _, c := range columns() {
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

// markdownText escapes what Markdown or HTML would read as a mark.
func markdownText(s string) string {
	return strings.NewReplacer(
		`\`, `\\`, "|", `\|`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`,
		"<", "&lt;", ">", "&gt;", "&", "&amp;",
	).Replace(typeset.Line(s))
}

// markdown draws Table 2 as GitHub-flavoured Markdown.
func (c challenges) markdown() string {
	var b strings.Builder
	b.WriteString(markdownText(c.Caption()) + "\n\n|")
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
					b.WriteString("**" + markdownText(f.System) + ":** ")
				}
				b.WriteString(markdownText(f.Text))
			}
		}
		b.WriteString(" |\n")
	}
	for _, remark := range c.Remarks() {
		b.WriteString("\n" + markdownText(remark) + "\n")
	}
	return b.String()
}
