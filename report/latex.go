package report

import (
	"fmt"
	"strings"
)

// LaTeX draws Table 1 for a paper, as a table environment that needs the package booktabs.
func (t Table) LaTeX() string {
	if len(t.Groups) == 0 {
		return "% Table 1 is empty: no run has been evaluated.\n"
	}
	columns := columns()
	align := ""
	for _, c := range columns {
		align += map[bool]string{true: "r", false: "l"}[c.Right]
	}
	var b strings.Builder
	b.WriteString("% \\usepackage{booktabs}\n\\begin{table}\n\\centering\\footnotesize\n")
	fmt.Fprintf(&b, "\\caption{%s}\n\\label{tab:table1}\n", latexText(strings.TrimPrefix(caption(), "Table 1. ")))
	fmt.Fprintf(&b, "\\begin{tabular}{@{}%s@{}}\n\\toprule\n", align)
	writeLaTeXLine(&b, headingsOf(columns))
	for _, g := range t.Groups {
		fmt.Fprintf(&b, "\\midrule\n\\multicolumn{%d}{@{}l}{\\textbf{%s}} \\\\\n", len(columns), latexText(g.heading()))
		for _, r := range g.Rows {
			writeLaTeXLine(&b, cells(columns, r))
		}
	}
	b.WriteString("\\bottomrule\n\\end{tabular}\n")
	b.WriteString("\\par\\medskip\\raggedright\n")
	for i, note := range t.Notes {
		fmt.Fprintf(&b, "%s\\,%s\\par\n", latexMark([]int{i + 1}), latexText(note))
	}
	b.WriteString("\\end{table}\n")
	return b.String()
}

func writeLaTeXLine(b *strings.Builder, line []cell) {
	for i, c := range line {
		if i > 0 {
			b.WriteString(" & ")
		}
		b.WriteString(latexText(c.Text) + latexMark(c.Notes))
	}
	b.WriteString(" \\\\\n")
}

func latexMark(notes []int) string {
	if len(notes) == 0 {
		return ""
	}
	return "\\textsuperscript{" + strings.Join(strings.Fields(strings.Trim(fmt.Sprint(notes), "[]")), ",") + "}"
}

// latexSigns spells what LaTeX would read as a command, and signs that are not in every font.
var latexSigns = strings.NewReplacer(
	`\`, `\textbackslash{}`, "{", `\{`, "}", `\}`, "%", `\%`, "$", `\$`, "&", `\&`, "#", `\#`, "_", `\_`,
	"~", `\textasciitilde{}`, "^", `\textasciicircum{}`,
	minus, "$-$", "±", `$\pm$`, "∞", `$\infty$`, "–", "--", "’", "'", "<", "$<$", ">", "$>$",
	"·", `$\cdot$`, "×", `$\times$`, "ᵀ", `$^\top$`, "σ", `$\sigma$`, "λ", `$\lambda$`, "ε", `$\varepsilon$`,
)

// latexText is text as pdfLaTeX takes it. It knows Latin letters; others become question marks, for a table that compiles.
func latexText(s string) string {
	const lastLatin = '\u024f'
	return strings.Map(func(r rune) rune {
		if r > lastLatin {
			return '?'
		}
		return r
	}, latexSigns.Replace(printable(s)))
}
