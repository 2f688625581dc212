package table1

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"gan2014/internal/typeset"
)

// LaTeX draws Table 1 for a paper, as a table* environment that needs the package booktabs. Unless rows, columns or a grid were chosen, it has
// one row of each system, that with the largest budget, on the paper's grid if it was measured there, without the variants of sweeps; and the
// columns that fit in the one column of the class article, or across its two. A table that would be higher than a page becomes one for each data
// set.
func (t Table) LaTeX() string {
	t = t.forPaper()
	if len(t.Groups) == 0 {
		return "% Table 1 is empty: no run has been evaluated.\n"
	}
	forms := newLatinNames(t)
	var b strings.Builder
	b.WriteString("% \\usepackage{booktabs}\n")
	const label = "tab:table1"
	if t.rowCount() <= pageRows {
		b.WriteString(t.environment(forms, label))
	} else {
		b.WriteString(t.environments(forms, label))
	}
	for _, form := range t.Transliterations() {
		b.WriteString("% in Latin letters, for want of a sign in every LaTeX: " + form + "\n")
	}
	return b.String()
}

// pageRows is the number of rows that fit on a page with their footnotes.
const pageRows = 32

func (t Table) rowCount() (n int) {
	for _, g := range t.Groups {
		n += len(g.Rows)
	}
	return n
}

// environments returns a table* environment for each data set. The first has the label, and the others one with the name of their data set.
func (t Table) environments(forms latinNames, label string) string {
	var b strings.Builder
	for i, g := range t.Groups {
		part := t.Select(func(dataset string, _ Row) bool { return dataset == g.Dataset })
		part.columns = t.columns
		if i == 0 {
			b.WriteString(part.environment(forms, label))
		} else {
			b.WriteString(part.environment(forms, label+"-"+g.Dataset))
		}
	}
	return b.String()
}

// environment returns the rows as a table* environment with a label.
func (t Table) environment(forms latinNames, label string) string {
	columns := t.printed()
	var b strings.Builder
	b.WriteString("\\begin{table*}\n\\centering\\footnotesize\\setlength{\\tabcolsep}{3.5pt}\n")
	b.WriteString("\\def\\systemname{\\rightskip=0pt plus 1fil\\relax}\n") // \raggedright would redefine the end of a line
	fmt.Fprintf(&b, "\\caption{%s}\n\\label{%s}\n", forms.latex(t.latexCaption()), label)
	fmt.Fprintf(&b, "\\begin{tabular}{@{}%s@{}}\n\\toprule\n", alignment(columns))
	forms.writeLine(&b, columns, headingsOf(columns))
	for _, g := range t.Groups {
		b.WriteString("\\midrule\n")
		for _, line := range forms.heading(g) {
			fmt.Fprintf(&b, "\\multicolumn{%d}{@{}l}{%s} \\\\\n", len(columns), line)
		}
		for _, r := range g.Rows {
			forms.writeLine(&b, columns, Cells(columns, r))
		}
	}
	b.WriteString("\\bottomrule\n\\end{tabular}\n")
	b.WriteString("\\par\\smallskip\\scriptsize\\raggedright\n")
	for i, note := range t.Notes {
		fmt.Fprintf(&b, "%s\\,%s\\par\n", latexMark([]int{i + 1}), forms.latex(note))
	}
	b.WriteString("\\end{table*}\n")
	return b.String()
}

// forPaper returns the rows and columns of the table in LaTeX.
func (t Table) forPaper() Table {
	if !t.chosen {
		longest := t.longest()
		t = t.Select(func(dataset string, r Row) bool {
			kept, measured := longest[dataset+"/"+r.System]
			return r.VariantOf == "" && (!measured || r.Measured != nil && r.Grid == kept.Grid && slices.Equal(r.RunIDs, kept.RunIDs))
		})
	}
	if t.columns == nil {
		keys := []string{"system", "budget", "measured", "published", "sd", "seeds"}
		if len(t.measuredGrids()) > 1 {
			keys = append(keys, "grid")
		}
		t = t.withColumns(keys)
	}
	return t
}

// longest returns, by data set and system, the measured row with the largest budget: on the paper's grid, if the system was measured on it.
func (t Table) longest() map[string]Row {
	kept := map[string]Row{}
	first := t.grids()[0]
	for _, g := range t.Groups {
		for _, r := range g.Rows {
			name := g.Dataset + "/" + r.System
			k, found := kept[name]
			better := (r.Grid == first) != (k.Grid == first) && r.Grid == first || (r.Grid == first) == (k.Grid == first) && largestBudgetFirst(r, k) < 0
			if r.Measured != nil && (!found || better) {
				kept[name] = r
			}
		}
	}
	return kept
}

// latexCaption says what ± is, and names the grid if all rows have the same.
func (t Table) latexCaption() string {
	caption := strings.TrimPrefix(Caption(), "Table 1. ")
	if slices.ContainsFunc(t.Groups, func(g Group) bool { return g.Over != "" }) {
		caption += " ± is the standard error."
	}
	if grids := t.measuredGrids(); len(grids) == 1 && grids[0] != "" {
		caption = strings.TrimSuffix(caption, ".") + ". Bandwidths from the " + grids[0] + " grid."
	}
	return caption
}

// longHeading is the number of letters of a heading that fits the width of a column of text.
const longHeading = 75

// heading returns the heading of a group, in lines that fit the width of a column of text.
func (forms latinNames) heading(g Group) []string {
	name, over := forms.of(latexGroup(g)), forms.of("± over "+g.Over)
	bold, small := "\\textbf{"+typeset.LaTeX(name)+"}", typeset.LaTeX(over)
	switch {
	case g.Over == "":
		return []string{bold}
	case len([]rune(name+over)) > longHeading:
		return []string{bold, small}
	}
	return []string{bold + ", " + small}
}

// alignment returns the argument of tabular. Names of systems are broken into lines.
func alignment(columns []Column) string {
	align := ""
	for _, c := range columns {
		switch {
		case c.Key == "system":
			align += "p{0.24\\linewidth}"
		case c.Right:
			align += "r"
		default:
			align += "l"
		}
	}
	return align
}

func (forms latinNames) writeLine(b *strings.Builder, columns []Column, line []Cell) {
	for i, c := range line {
		if i > 0 {
			b.WriteString(" & ")
		}
		text := typeset.LaTeX(forms.of(c.Text))
		if columns[i].Key == "system" {
			text = "\\systemname " + forms.latex(c.Text)
		}
		b.WriteString(text + latexMark(c.Notes))
	}
	b.WriteString(" \\\\\n")
}

// longWord is the number of letters of a word that may be broken.
const longWord = 16

// latex converts text whose lines LaTeX breaks: between words, and in a long word or one of codes, such as a path.
func (forms latinNames) latex(text string) string {
	words := strings.Split(forms.of(text), " ")
	for i, word := range words {
		if len([]rune(word)) > longWord || strings.ContainsFunc(word, isCode) {
			words[i] = breakable(word)
		} else {
			words[i] = typeset.LaTeX(word)
		}
	}
	return strings.Join(words, " ")
}

// isCode reports whether LaTeX prints the code of a character.
func isCode(r rune) bool { return !typeset.InLaTeX(r) }

// breakable converts a word and allows line breaks after its signs and codes, and a hyphen after many letters.
func breakable(word string) string {
	var text strings.Builder
	part, letters := "", 0
	for _, r := range word {
		part += string(r)
		letters++
		mark := ""
		switch {
		case r == '-': // after which LaTeX breaks by itself
			letters = 0
			continue
		case isCode(r) || strings.ContainsRune(".=_/,:", r):
			mark = "\\allowbreak{}"
		case letters >= longWord && unicode.IsLetter(r):
			mark = "\\-"
		default:
			continue
		}
		text.WriteString(typeset.LaTeX(part) + mark)
		part, letters = "", 0
	}
	return text.String() + typeset.LaTeX(part)
}

func latexMark(notes []int) string {
	if len(notes) == 0 {
		return ""
	}
	return "\\textsuperscript{" + strings.Join(strings.Fields(strings.Trim(fmt.Sprint(notes), "[]")), ",") + "}"
}
