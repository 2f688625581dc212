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
	"gan2014/report/record"
	"gan2014/report/table1"
)

//go:embed page/*.html
var pageTemplates embed.FS

//go:embed page/style.css
var pageStyle string

//go:embed page/site.css
var siteStyle string

//go:embed page/table1.css
var table1Style string

//go:embed page/figure2.css
var figure2Style string

//go:embed page/theory.css
var theoryStyle string

//go:embed page/follow.js
var followScript string

//go:embed page/sort.js
var pageScript string

// addresses are where links of a page lead.
type addresses struct {
	run     func(id int64) string // empty where a page does not link runs
	allRows string                // the table of all rows
	site    string                // the first page of the site; empty in report.html, which is passed on without the site
}

// templates parses the templates of all pages. follow is the script of served pages that loads a page again when something has changed; it is empty in files.
func templates(to addresses, follow string) (*template.Template, error) {
	t, err := template.New("pages").Funcs(template.FuncMap{
		"style":        func() template.CSS { return template.CSS(pageStyle) },
		"siteStyle":    func() template.CSS { return template.CSS(siteStyle) },
		"table1Style":  func() template.CSS { return template.CSS(table1Style) },
		"figure2Style": func() template.CSS { return template.CSS(figure2Style) },
		"theoryStyle":  func() template.CSS { return template.CSS(theoryStyle) },
		"script":       func() template.JS { return template.JS(pageScript) },
		"follow":       func() template.JS { return template.JS(follow) },
		"policy":       func() string { return policy(follow) },
		"sitePolicy":   func() string { return sitePolicy(follow) },
		"runPage":      to.run,
		"allRows":      func() string { return to.allRows },
		"sitePage":     func() string { return to.site },
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
		"joined":       joinError,
		"indent":       indentJSON,
		"marked":       markCode,
		"breakable":    breakable,
		"first":        firstLine,
		"count":        typeset.Count[int],
		"runs":         nameRuns,
		"list":         typeset.List,
		"inc":          func(i int) int { return i + 1 },
		"sub":          func(a, b int) int { return a - b },
	}).ParseFS(pageTemplates, "page/*.html")
	if err != nil {
		return nil, fmt.Errorf("parse report template: %w", err)
	}
	return t, nil
}

// fill executes a template.
func fill(t *template.Template, name string, data any) ([]byte, error) {
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, name, data); err != nil {
		return nil, fmt.Errorf("render %s: %w", name, err)
	}
	return []byte(typeset.Text(b.String())), nil // the escapes are valid in the page's JSON too
}

// policy forbids a page to load anything, and to run any script except its own. A page that follows changes may ask its own server.
func policy(follow string) string {
	p := "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src 'unsafe-inline'; script-src " + hashOf(pageScript)
	if follow != "" {
		p += " " + hashOf(follow) + "; connect-src 'self'"
	}
	return p
}

// sitePolicy allows pages of the site, beyond that, the pictures of the runs. 'self' is nothing where a page is opened as a file.
func sitePolicy(follow string) string {
	return strings.Replace(policy(follow), "img-src data:", "img-src data: 'self' file:", 1)
}

// hashOf names a script in a policy.
func hashOf(script string) string {
	sum := sha256.Sum256([]byte(script))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

func date(t time.Time) string {
	if t.IsZero() {
		return "–"
	}
	return t.UTC().Format("2006-01-02 15:04 UTC")
}

// joinError keeps a ± and the number after it on one line.
func joinError(s string) string { return strings.ReplaceAll(s, "± ", "±\u00a0") }

// breakable lets a browser break a path after its dots and underscores.
func breakable(path string) template.HTML {
	return template.HTML(strings.NewReplacer(".", ".<wbr>", "_", "_<wbr>").Replace(template.HTMLEscapeString(path)))
}

// markCode marks the commands that a text has between backticks.
func markCode(text string) template.HTML {
	var b strings.Builder
	for i, part := range strings.Split(text, "`") {
		if part = template.HTMLEscapeString(part); i%2 == 1 {
			part = "<code>" + part + "</code>"
		}
		b.WriteString(part)
	}
	return template.HTML(b.String())
}

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
