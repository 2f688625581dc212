package report

import (
	"html/template"
	"regexp"
	"strings"
)

// A deviation is a row of the table "Where we differ, and why" in docs/recipe.md.
type deviation struct{ Topic, Original, Here template.HTML }

// deviations reads that table. docs/recipe.md is the only source: people edit the table there, the program embeds it, and the page quotes
// it. A test checks its form: a line for each row, three cells between bars, no bar within a cell.
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

// inline converts a line of Markdown with code, emphasis and links to HTML. It keeps only the text of a link.
func inline(markdown string) template.HTML {
	s := template.HTMLEscapeString(strings.TrimSpace(markdown))
	s = linkMark.ReplaceAllString(s, "$1")
	s = codeMark.ReplaceAllString(s, "<code>$1</code>")
	return template.HTML(emphasis.ReplaceAllString(s, "<em>$1</em>"))
}
