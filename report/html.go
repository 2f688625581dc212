package report

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"strings"
	"time"

	"gan2014/internal/typeset"
	"gan2014/report/chart"
	"gan2014/report/record"
	"gan2014/report/table1"
)

//go:embed page/*.html
var pageTemplates embed.FS

//go:embed page/style.css
var pageStyle string

//go:embed page/table1.css
var table1Style string

//go:embed page/figure2.css
var figure2Style string

//go:embed page/theory.css
var theoryStyle string

//go:embed page/sort.js
var pageScript string

// render fills the templates. A page that is too large gets a notice that names its largest part.
func (p page) render() (html []byte, err error) {
	defer chart.Recovered(&err)
	html, err = p.fill()
	if err != nil || len(html) <= pageRoom {
		return html, err
	}
	part, size := p.largestPart()
	p.Notice = fmt.Sprintf("This page has more than %s. Its largest part are its %s, %s.", typeset.Bytes(pageRoom), part, typeset.Bytes(int64(size)))
	return p.fill()
}

func (p page) fill() ([]byte, error) {
	t, err := template.New("page.html").Funcs(template.FuncMap{
		"style":        func() template.CSS { return template.CSS(pageStyle) },
		"table1Style":  func() template.CSS { return template.CSS(table1Style) },
		"figure2Style": func() template.CSS { return template.CSS(figure2Style) },
		"theoryStyle":  func() template.CSS { return template.CSS(theoryStyle) },
		"script":       func() template.JS { return template.JS(pageScript) },
		"policy":       policy,
		"json":         func(t table1.Table) template.JS { return template.JS(t.JSON()) },
		"cells":        func(r table1.Row) []table1.Cell { return table1.Cells(table1.Columns(), r) },
		"heading":      table1.Group.Heading,
		"again":        rerunCommands,
		"fixed":        typeset.Fixed,
		"signed":       typeset.Signed,
		"short":        typeset.Short,
		"grouped":      func(n int) string { return typeset.Grouped(int64(n)) },
		"size":         typeset.Bytes,
		"duration":     typeset.Elapsed,
		"date":         date,
		"dataset":      record.DatasetName,
		"recipe":       nameWithRecipe,
		"join":         strings.Join,
		"withRoom":     withRoom,
		"joined":       joinError,
		"indent":       indentJSON,
		"first":        firstLine,
		"count":        typeset.Count[int],
		"inc":          func(i int) int { return i + 1 },
	}).ParseFS(pageTemplates, "page/*.html")
	if err != nil {
		return nil, fmt.Errorf("parse report template: %w", err)
	}
	var b bytes.Buffer
	if err := t.Execute(&b, p); err != nil {
		return nil, fmt.Errorf("render report: %w", err)
	}
	return []byte(typeset.Text(b.String())), nil // the escapes are valid in the page's JSON too
}

// policy forbids the page to load anything, and to run any script except its own.
func policy() string {
	sum := sha256.Sum256([]byte(pageScript))
	return "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-" +
		base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// largestPart names the largest part of the page, with its size in bytes.
func (p page) largestPart() (name string, size int) {
	for _, part := range []struct {
		name string
		size int
	}{{"pictures", p.pictureBytes()}, {"plots", p.plotBytes()}, {"specs, logs and changes", p.textBytes()}} {
		if part.size > size {
			name, size = part.name, part.size
		}
	}
	return name, size
}

func date(t time.Time) string {
	if t.IsZero() {
		return "–"
	}
	return t.UTC().Format("2006-01-02 15:04 UTC")
}

// joinError keeps a ± and the number after it on one line.
func joinError(s string) string { return strings.ReplaceAll(s, "± ", "±\u00a0") }

// indentJSON indents canonical JSON for reading. It returns text that is not JSON unchanged.
func indentJSON(s string) string {
	var b bytes.Buffer
	if json.Indent(&b, []byte(s), "", "  ") != nil {
		return s
	}
	return b.String()
}

// firstLine returns the beginning of an error, for the list of runs. The run's section shows the whole error.
func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return typeset.Cut(line, 120)
}
