package chart

import (
	"html"
	"html/template"
	"regexp"
	"strings"
)

// vgsvg writes a document of its own: a fixed size in points, Liberation
// fonts and colours for white paper. pageSVG removes these.
var (
	svgProlog = regexp.MustCompile(`(?s)^.*?<svg[^>]*viewBox="([^"]*)"[^>]*>\s*`)
	svgPath   = regexp.MustCompile(` d="[^"]*"`)
	svgDigits = regexp.MustCompile(`(\.\d)\d+`) // beyond a tenth of a unit, which is less than a pixel
	svgFont   = regexp.MustCompile(`font-family:[^;"]*;font-variant:[^;"]*;font-weight:[^;"]*;font-style:[^;"]*;`)
)

// pageSVG converts vgsvg's document to an element of a page. The element scales
// with its viewBox, uses the font and the colours of the page, and has a title
// and a description for readers who cannot see it.
func pageSVG(document, id, title, desc string) template.HTML {
	prolog := svgProlog.FindStringSubmatch(document)
	if prolog == nil {
		panic("chart: vgsvg wrote no viewBox")
	}
	body := svgPath.ReplaceAllStringFunc(document[len(prolog[0]):], func(d string) string { return svgDigits.ReplaceAllString(d, "$1") })
	body = svgFont.ReplaceAllString(body, "")
	body = strings.NewReplacer(
		"#1B1B1B", "currentColor",
		"#595959", "var(--muted)",
		"#E0E0E0", "var(--hair)",
		"#0072B2", "var(--blue)",
		"#D55E00", "var(--rust)",
		"#009E73", "var(--green)",
		"#AA5588", "var(--plum)",
		"\n\t", " ",
	).Replace(body)
	head := `<svg role="img" viewBox="` + prolog[1] + `" aria-labelledby="` + id + `-title ` + id + `-desc">` +
		`<title id="` + id + `-title">` + html.EscapeString(title) + `</title>` +
		`<desc id="` + id + `-desc">` + html.EscapeString(desc) + "</desc>\n"
	return template.HTML(head + strings.TrimRight(body, "\n"))
}
