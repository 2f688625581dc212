package table1

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"gan2014/internal/typeset"
)

// latinNames holds the Latin form of each name of a table, for LaTeX. Different names have different forms.
type latinNames map[string]string

// newLatinNames transliterates the names of a table. Where two would be alike, the later gets a number: "Model", "Model (2)". A name that LaTeX
// prints as it is keeps its form.
func newLatinNames(t Table) latinNames {
	forms, taken := latinNames{}, map[string]bool{}
	names := t.latexNames()
	for _, name := range names {
		if form := typeset.Line(name); form == typeset.Latin(name) {
			forms[name], taken[form] = form, true
		}
	}
	for _, name := range names {
		if _, done := forms[name]; done {
			continue
		}
		base := typeset.Latin(name)
		form := base
		for n := 2; taken[form]; n++ {
			form = fmt.Sprintf("%s (%d)", base, n)
		}
		forms[name], taken[form] = form, true
	}
	return forms
}

// latexNames lists the names of systems, budgets, grids and groups in reading order.
func (t Table) latexNames() (names []string) {
	for _, g := range t.Groups {
		names = append(names, latexGroup(g))
		for _, r := range g.Rows {
			names = append(names, r.System, r.Budget, r.Grid)
		}
	}
	return names
}

// latexGroup names a group in LaTeX, without its ±.
func latexGroup(g Group) string { return Group{Dataset: g.Dataset}.Heading() }

// of returns the Latin form of a text, which may be a name.
func (forms latinNames) of(text string) string {
	if form, isName := forms[text]; isName {
		return form
	}
	return typeset.Latin(text)
}

// Transliterations says which names, and which words of footnotes, LaTeX prints in another form: "日本" as "Ri Ben".
func (t Table) Transliterations() (found []string) {
	t = t.forPaper()
	forms := newLatinNames(t)
	add := func(text string) {
		if form := printed(forms.of(text)); form != typeset.Line(text) {
			if line := fmt.Sprintf("%q as %q", typeset.Line(text), form); !slices.Contains(found, line) {
				found = append(found, line)
			}
		}
	}
	names := t.latexNames()
	for _, name := range names {
		add(name)
	}
	for _, note := range t.Notes {
		for _, word := range strings.FieldsFunc(note, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsPunct(r) }) {
			if !slices.ContainsFunc(names, func(name string) bool { return strings.Contains(name, word) }) {
				add(word)
			}
		}
	}
	return found
}

// printed returns a text with codes in place of the characters that LaTeX has no sign for.
func printed(text string) string {
	var b strings.Builder
	for _, r := range text {
		if typeset.InLaTeX(r) {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, "<U+%04X>", r)
		}
	}
	return b.String()
}
