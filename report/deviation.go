package report

import (
	"html/template"
	"regexp"
	"strings"
)

// A deviation is a row of the table "Where we differ, and why" in docs/recipe.md.
type deviation struct{ Topic, Original, Here template.HTML }

// deviations reads that table. docs/recipe.md is the one source: people read and change it there, it is embedded in the program, and the
// page quotes it. Its form is fixed, and tested: a line for each row, three cells between bars, no bar within a cell.
func deviations(recipe string) []deviation {
	_, section, _ := strings.Cut(recipe, "\n## Where we differ")
	section, _, _ = strings.Cut(section, "\n## ")
	var out []deviation
	for line := range strings.Lines(section) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		if !strings.HasPrefix(line, "|") || len(cells) != 3 || strings.HasPrefix(cells[0], "---") {
			continue
		}
		out = append(out, deviation{inline(cells[0]), inline(cells[1]), inline(cells[2])})
	}
	return out[min(1, len(out)):] // the first is the heading
}

var (
	codeMark = regexp.MustCompile("`([^`]+)`")
	emphasis = regexp.MustCompile(`\*([^*]+)\*`)
	linkMark = regexp.MustCompile(`\[([^\]]+)\]\([^)]*\)`)
)

// inline turns a line of Markdown with code, emphasis and links into HTML; of a link the text is left.
func inline(markdown string) template.HTML {
	s := template.HTMLEscapeString(strings.TrimSpace(markdown))
	s = linkMark.ReplaceAllString(s, "$1")
	s = codeMark.ReplaceAllString(s, "<code>$1</code>")
	return template.HTML(emphasis.ReplaceAllString(s, "<em>$1</em>"))
}
