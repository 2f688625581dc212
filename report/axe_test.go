package report

import (
	"os"
	"path/filepath"
	"testing"

	"gan2014/results"

	"github.com/chromedp/cdproto/emulation"
	cdpruntime "github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// TestAxe checks every page of two reports, in light and dark and at two widths, by the rules of axe-core for accessibility. `make axe` fetches
// axe-core and names its file in GAN2014_AXE.
func TestAxe(t *testing.T) {
	path := os.Getenv("GAN2014_AXE")
	if path == "" {
		t.Skip("NOT CHECKED: the rules of axe-core for accessibility; make axe checks them")
	}
	rules, err := os.ReadFile(path)
	must(t, err)
	for name, database := range map[string]func(*testing.T) (*results.DB, string){
		"every status": func(t *testing.T) (*results.DB, string) { return everyStatus(t, "") },
		"study": func(t *testing.T) (*results.DB, string) {
			db, dir := newDB(t)
			addStudy(t, db, "A study", "", 1, aStudy(""))
			return db, dir
		},
	} {
		t.Run(name, func(t *testing.T) { openInBrowser(t, database).testAxe(t, string(rules)) })
	}
}

// testAxe checks all pages of the browser's report.
func (b *browser) testAxe(t *testing.T, rules string) {
	pages, err := filepath.Glob(filepath.Join(b.dir, "*.html"))
	must(t, err)
	more, err := filepath.Glob(filepath.Join(b.dir, "*", "*.html"))
	must(t, err)
	for _, page := range append(pages, more...) {
		for _, scheme := range []string{"light", "dark"} {
			for _, width := range []int64{1280, 390} {
				var found []string
				b.do(t,
					emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}),
					chromedp.EmulateViewport(width, 900), chromedp.Navigate("file://"+page), chromedp.Evaluate(rules, nil),
					chromedp.Evaluate(`axe.run().then(r => r.violations.map(v => v.id + ", " + v.nodes.length + " times, such as " + v.nodes[0].html.slice(0, 200)))`, &found,
						func(p *cdpruntime.EvaluateParams) *cdpruntime.EvaluateParams { return p.WithAwaitPromise(true) }))
				for _, violation := range found {
					t.Errorf("%s, %s, %d pixels wide: %s", filepath.Base(page), scheme, width, violation)
				}
			}
		}
	}
}
