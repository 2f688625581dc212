package table1

import (
	"fmt"
	"slices"
	"strings"

	"gan2014/internal/typeset"
)

// LaTeX draws Table 1 for a paper, as a table environment that needs the package booktabs.
func (t Table) LaTeX() string {
	if len(t.Groups) == 0 {
		return "% Table 1 is empty: no run has been evaluated.\n"
	}
	columns := Columns()
	align := ""
	for _, c := range columns {
		align += map[bool]string{true: "r", false: "l"}[c.Right]
	}
	var b strings.Builder
	b.WriteString("% \\usepackage{booktabs}\n")
	b.WriteString("\\begin{table}\n\\centering\\footnotesize\n")
	fmt.Fprintf(&b, "\\caption{%s}\n\\label{tab:table1}\n", typeset.LaTeX(strings.TrimPrefix(Caption(), "Table 1. ")))
	fmt.Fprintf(&b, "\\begin{tabular}{@{}%s@{}}\n\\toprule\n", align)
	writeLaTeXLine(&b, headingsOf(columns))
	for _, g := range t.Groups {
		fmt.Fprintf(&b, "\\midrule\n\\multicolumn{%d}{@{}l}{\\textbf{%s}} \\\\\n", len(columns), typeset.LaTeX(g.Heading()))
		for _, r := range g.Rows {
			writeLaTeXLine(&b, Cells(columns, r))
		}
	}
	b.WriteString("\\bottomrule\n\\end{tabular}\n")
	b.WriteString("\\par\\medskip\\raggedright\n")
	for i, note := range t.Notes {
		fmt.Fprintf(&b, "%s\\,%s\\par\n", latexMark([]int{i + 1}), typeset.LaTeX(note))
	}
	b.WriteString("\\end{table}\n")
	for _, code := range t.LaTeXCodes() {
		b.WriteString("% written as codes, for want of a sign in every LaTeX: " + code + "\n")
	}
	return b.String()
}

func writeLaTeXLine(b *strings.Builder, line []Cell) {
	for i, c := range line {
		if i > 0 {
			b.WriteString(" & ")
		}
		b.WriteString(typeset.LaTeX(c.Text) + latexMark(c.Notes))
	}
	b.WriteString(" \\\\\n")
}

func latexMark(notes []int) string {
	if len(notes) == 0 {
		return ""
	}
	return "\\textsuperscript{" + strings.Join(strings.Fields(strings.Trim(fmt.Sprint(notes), "[]")), ",") + "}"
}

// LaTeXCodes lists the names and notes with characters that are written as codes, and those characters.
func (t Table) LaTeXCodes() []string {
	texts := slices.Clone(t.Notes)
	for _, g := range t.Groups {
		texts = append(texts, g.Heading())
		for _, r := range g.Rows {
			texts = append(texts, r.System, r.Budget, r.Grid)
		}
	}
	var found []string
	for _, text := range texts {
		if codes := typeset.LaTeXCodes(text); len(codes) > 0 {
			line := fmt.Sprintf("%s in %q", strings.Join(codes, " "), typeset.Line(text))
			if !slices.Contains(found, line) {
				found = append(found, line)
			}
		}
	}
	return found
}
