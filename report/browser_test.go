package report

import (
	"context"
	"encoding/json"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"gan2014/results"

	"github.com/chromedp/cdproto/emulation"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	cdppage "github.com/chromedp/cdproto/page"
	cdpruntime "github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// A browser has the page of a test open. It records the page's requests and error messages.
type browser struct {
	ctx context.Context
	dir string // of the report

	lock                 sync.Mutex
	requests, complaints []string
}

// openInBrowser opens the report of a database in a headless Chromium, which starts once for all parts of a test.
func openInBrowser(t *testing.T, database func(*testing.T) (*results.DB, string)) *browser {
	t.Helper()
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("chromium is not installed: the page was not tried in a browser")
	}
	db, dir := database(t)
	must(t, read(t, db).Write(t.Context(), dir))

	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(chromium), chromedp.NoSandbox, chromedp.WSURLReadTimeout(time.Minute))
	ctx, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewContext(ctx)
	t.Cleanup(stop)
	b := &browser{ctx: ctx, dir: dir}
	chromedp.ListenTarget(ctx, b.listen)
	b.do(t, network.Enable(), cdplog.Enable(), chromedp.EmulateViewport(1280, 900), chromedp.Navigate(b.address(PageName)))
	return b
}

// address returns the address of a file of the report.
func (b *browser) address(file string) string { return "file://" + filepath.Join(b.dir, file) }

func (b *browser) listen(event any) {
	b.lock.Lock()
	defer b.lock.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		b.requests = append(b.requests, e.Request.URL)
	case *cdpruntime.EventConsoleAPICalled:
		b.complaints = append(b.complaints, "console."+string(e.Type))
	case *cdpruntime.EventExceptionThrown:
		b.complaints = append(b.complaints, e.ExceptionDetails.Error())
	case *cdplog.EventEntryAdded:
		b.complaints = append(b.complaints, e.Entry.Text)
	}
}

func (b *browser) do(t *testing.T, actions ...chromedp.Action) {
	t.Helper()
	must(t, chromedp.Run(b.ctx, actions...))
}

// testNoComplaints checks that the browser has found no mistake in the pages that were open so far.
func (b *browser) testNoComplaints(t *testing.T) {
	b.lock.Lock()
	defer b.lock.Unlock()
	if len(b.complaints) > 0 {
		t.Errorf("the browser complains: %q", b.complaints)
	}
}

// eval evaluates an expression whose value is a list of texts.
func (b *browser) eval(t *testing.T, expression string) (list []string) {
	t.Helper()
	b.do(t, chromedp.Evaluate(expression, &list))
	return list
}

func TestInBrowser(t *testing.T) {
	b := openInBrowser(t, func(t *testing.T) (*results.DB, string) { return everyStatus(t, "") })
	t.Run("asks for nothing", b.testQuiet)
	t.Run("sorts", b.testSorting)
	t.Run("contrast", b.testContrast)
	t.Run("fits a phone", b.testNarrow)
	t.Run("prints", b.testPrint)
	t.Run("complains of nothing", b.testNoComplaints)
}

func TestTheoryInBrowser(t *testing.T) {
	b := openInBrowser(t, func(t *testing.T) (*results.DB, string) {
		db, dir := newDB(t)
		addStudy(t, db, "A study", "", 1, aStudy(""))
		return db, dir
	})
	t.Run("contrast", b.testContrast)
	t.Run("fits a phone", b.testNarrow)
	t.Run("prints", b.testPrint)
}

func TestFigure2InBrowser(t *testing.T) {
	b := openInBrowser(t, figure2Database)
	t.Run("first screen", b.testOverview)
	t.Run("panels", b.testPanels)
	t.Run("contrast", b.testContrast)
	t.Run("fits a phone", b.testNarrow)
	t.Run("prints", b.testPrint)
}

// TestSiteInBrowser checks the pages of the site: that their pictures are shown, that a reader gets from each to the others by links, and that all
// can be read on a phone.
func TestSiteInBrowser(t *testing.T) {
	b := openInBrowser(t, figure2Database)
	t.Run("links", b.testLinks)
	for _, page := range []string{"index.html", "system-adversarial-nets-mnist.html", "run-2.html"} {
		b.do(t, chromedp.Navigate(b.address("report/"+page)))
		t.Run(page, func(t *testing.T) {
			if broken := b.eval(t, `[...document.images].filter(i => !i.complete || !i.naturalWidth).map(i => i.src)`); len(broken) > 0 {
				t.Errorf("pictures are not shown: %q", broken)
			}
			t.Run("contrast", b.testContrast)
			t.Run("fits a phone", b.testNarrow)
			t.Run("likelihood", b.testLikelihood)
			t.Run("prints", b.testPrint)
		})
	}
	b.do(t, chromedp.Navigate(b.address(PageName)))
	t.Run("likelihood", b.testLikelihood)
	t.Run("complains of nothing", b.testNoComplaints)
}

// testLinks goes from the index to a system, a run, its neighbour, back, and to the report on one page, which links no other file.
func (b *browser) testLinks(t *testing.T) {
	b.do(t, chromedp.Navigate(b.address("report/index.html")))
	for _, step := range []struct{ link, page string }{
		{`#systems ~ * a[href="system-adversarial-nets-mnist.html"]`, "report/system-adversarial-nets-mnist.html"},
		{`table.runs a[href="run-1.html"]`, "report/run-1.html"},
		{`.pager a[rel="next"]`, "report/run-2.html"},
		{`.crumbs li:nth-child(2) a`, "report/system-adversarial-nets-desk-recipe-tfd-like.html"},
		{`.crumbs li:first-child a`, "report/index.html"},
		{`footer a[href="../report.html"]`, PageName},
	} {
		b.do(t, chromedp.Evaluate(fmt.Sprintf("document.querySelector(%q).click()", step.link), nil), chromedp.WaitReady("footer"))
		for range 100 { // the browser loads the page beside the script
			if at := b.eval(t, `[location.href.split("#")[0]]`); at[0] == b.address(step.page) {
				break
			}
			time.Sleep(20 * time.Millisecond)
		}
		if at := b.eval(t, `[location.href.split("#")[0]]`); at[0] != b.address(step.page) {
			t.Fatalf("%s leads to %s, want %s", step.link, at[0], step.page)
		}
	}
	if dead := b.eval(t, `[...document.links].map(a => a.getAttribute("href")).filter(h => !h.startsWith("#") && !h.startsWith("https://arxiv.org/"))`); len(dead) > 0 {
		t.Errorf("links that are dead where the file is passed on alone: %q", dead)
	}
}

// testLikelihood checks that the log-likelihoods of every table are in sight on a phone without scrolling sideways, and that the first column of
// a table that scrolls stays in sight.
func (b *browser) testLikelihood(t *testing.T) {
	b.do(t, chromedp.EmulateViewport(390, 844))
	hidden := b.eval(t, `[...document.querySelectorAll("table")].flatMap(table => {
		const heads = [...table.rows].flatMap(r => [...r.cells]).filter(c => /^(measured|LL|Log-likelihood)/i.test(c.textContent.trim()) && c.closest("thead"));
		return heads.filter(c => c.offsetWidth && c.getBoundingClientRect().right > innerWidth).map(c => table.className + " " + c.textContent + " " + c.getBoundingClientRect().right);
	})`)
	if len(hidden) > 0 {
		t.Errorf("out of sight on a phone: %q", hidden)
	}
	if n := b.eval(t, `[...document.querySelectorAll("thead th")].map(c => c.textContent.trim()).filter(text => /^(measured|LL|Log-likelihood)/i.test(text))`); len(n) == 0 {
		t.Error("the page has no log-likelihood")
	}
	moved := b.eval(t, `[...document.querySelectorAll(".scroll")].filter(s => s.scrollWidth > s.clientWidth).flatMap(s => {
		s.scrollLeft = 200;
		const first = s.querySelector("tbody tr:not(.group) th");
		const left = first.getBoundingClientRect().left - s.getBoundingClientRect().left;
		s.scrollLeft = 0;
		return left < -1 || left > 1 ? [s.textContent.trim().slice(0, 40) + " " + left] : [];
	})`)
	if len(moved) > 0 {
		t.Errorf("the first column scrolls away: %q", moved)
	}
	b.do(t, chromedp.EmulateViewport(1280, 900))
}

// testPanels checks that the panels of Figure 2 stand in two rows of two on a desktop, and in one column on a phone.
func (b *browser) testPanels(t *testing.T) {
	places := func() (columns, rows int) {
		left, top := map[string]bool{}, map[string]bool{}
		for _, place := range b.eval(t, `[...document.querySelector(".figure2").children].map(e => e.offsetLeft + " " + e.offsetTop)`) {
			x, y, _ := strings.Cut(place, " ")
			left[x], top[y] = true, true
		}
		return len(left), len(top)
	}
	if columns, rows := places(); columns != 2 || rows != 2 {
		t.Errorf("%d columns and %d rows on a desktop", columns, rows)
	}
	b.do(t, chromedp.EmulateViewport(390, 844))
	if columns, rows := places(); columns != 1 || rows != 4 {
		t.Errorf("%d columns and %d rows on a phone", columns, rows)
	}
	b.do(t, chromedp.EmulateViewport(1280, 900))
}

// testOverview checks that the first screen of a desktop has Table 1, without scrolling, on the paper's grid, and that a click or a key shows
// the other grid. The page's script has no part in it.
func (b *browser) testOverview(t *testing.T) {
	check := func(want string) {
		t.Helper()
		got := b.eval(t, `[...document.querySelectorAll(".overview")].filter(e => e.offsetHeight && e.getBoundingClientRect().right <= innerWidth).map(e => e.caption.textContent)`)
		if len(got) != 1 || !strings.Contains(got[0], want+" grid") {
			t.Errorf("shown are %q, want the %s grid", got, want)
		}
	}
	check("paper")
	if below := b.eval(t, `[...document.querySelectorAll(".overview tbody:first-of-type tr")].filter(e => e.offsetHeight && e.getBoundingClientRect().bottom > innerHeight).map(e => e.textContent)`); len(below) > 0 {
		t.Errorf("below the first screen: %q", below)
	}
	b.do(t, chromedp.Click(`label[for="grid-2"]`))
	check("fine")
	b.do(t, chromedp.Focus(`#grid-2`), chromedp.KeyEvent(kb.ArrowLeft))
	check("paper")
}

func (b *browser) testQuiet(t *testing.T) {
	if broken := b.eval(t, `[...document.images].filter(i => !i.complete || !i.naturalWidth).map(i => i.alt)`); len(broken) > 0 {
		t.Errorf("pictures are not shown: %q", broken)
	}
	b.lock.Lock()
	defer b.lock.Unlock()
	for _, url := range b.requests[1:] { // the first is the page
		if !strings.HasPrefix(url, "data:image/png;") {
			t.Errorf("the page asks for %s", url)
		}
	}
}

// testSorting checks that tables can be sorted by mouse and by keyboard.
func (b *browser) testSorting(t *testing.T) {
	const head = `table.runs thead th:nth-child(9) button` // computing time
	check := func(order, first, last string) {
		t.Helper()
		sorted := b.eval(t, `[...document.querySelectorAll("table.runs [aria-sort]")].map(th => th.textContent + " " + th.getAttribute("aria-sort"))`)
		if !slices.Equal(sorted, []string{"Computing time " + order}) {
			t.Errorf("headings say %q", sorted)
		}
		rows := b.eval(t, `[...document.querySelectorAll("table.runs tbody tr")].map(tr => tr.cells[8].textContent)`)
		if len(rows) != 7 || rows[0] != first || rows[6] != last {
			t.Errorf("%s: %q", order, rows)
		}
	}
	b.do(t, chromedp.Click(head))
	check("descending", "1m02s", "–")
	b.do(t, chromedp.Focus(head), chromedp.KeyEvent(kb.Enter))
	check("ascending", "–", "1m02s")
	b.do(t, chromedp.KeyEvent(" "))
	check("descending", "1m02s", "–")

	// The groups of Table 1 stay together, each below its heading, and rows without a number come last.
	b.do(t, chromedp.Click(`table.table1 thead th:nth-child(3) button`))
	measured := b.eval(t, `[...document.querySelector("table.table1 tbody").rows].map(tr => tr.cells[Math.min(2, tr.cells.length - 1)].firstChild.textContent)`)
	if want := []string{"MNIST, ± is the standard error over test examples", "202.0 ± 2.0", "201.5 ± 2.0", "failed", "–", "–"}; !slices.Equal(measured, want) {
		t.Errorf("measured scores, sorted: %q, want %q", measured, want)
	}
}

// faint is a script that lists texts whose contrast with their background is below 4.5, or 3 for large ones (WCAG 2.2, 1.4.3).
const faint = `(() => {
	const parse = c => { const m = c.match(/[\d.]+/g).map(Number); return m.length < 4 ? [...m, 1] : m; };
	const light = c => { const [r, g, b] = c.slice(0, 3).map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
		return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
	const ground = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c[3] > 0) return c; }
		throw "no background"; };
	const out = new Set();
	const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	while (texts.nextNode()) {
		const e = texts.currentNode.parentElement;
		if (!texts.currentNode.data.trim() || !e.getClientRects().length) continue;
		const style = getComputedStyle(e);
		const color = parse(e.closest("svg") ? style.fill : style.color);
		const [a, b] = [light(color), light(ground(e))].sort((x, y) => y - x);
		const large = parseFloat(style.fontSize) >= 24 || parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700;
		const contrast = (a + 0.05) / (b + 0.05);
		if (contrast < (large ? 3 : 4.5)) out.add(e.className + " " + e.tagName + " " + contrast.toFixed(2) + " " + texts.currentNode.data.trim().slice(0, 30));
	}
	return [...out];
})()`

func (b *browser) testContrast(t *testing.T) {
	var grounds []string
	for _, scheme := range []string{"light", "dark"} {
		b.do(t, emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}))
		if texts := b.eval(t, faint); len(texts) > 0 {
			t.Errorf("%s: too little contrast: %q", scheme, texts)
		}
		grounds = append(grounds, b.eval(t, `[getComputedStyle(document.body).backgroundColor]`)...)
	}
	if grounds[0] == grounds[1] {
		t.Errorf("both schemes have the ground %s", grounds[0])
	}
	b.do(t, emulation.SetEmulatedMedia())
}

// wide is a script that lists elements that reach beyond the right edge and have no scroll bar of their own.
const wide = `[...document.querySelectorAll("body *")].filter(e => !e.closest(".scroll, pre, svg") && !e.matches(".skip")
	&& e.getBoundingClientRect().right > innerWidth + 1).map(e => e.tagName + " " + e.className + " " + e.id)`

func (b *browser) testNarrow(t *testing.T) {
	b.do(t, chromedp.EmulateViewport(390, 844))
	if out := b.eval(t, wide); len(out) > 0 {
		t.Errorf("beyond the edge of a phone: %q", out)
	}
	b.do(t, chromedp.EmulateViewport(1280, 900))
}

// testPrint lays the page out for A4, 210 mm with margins of 14 mm, and checks that nothing needs scrolling.
func (b *browser) testPrint(t *testing.T) {
	b.do(t, emulation.SetEmulatedMedia().WithMedia("print"), chromedp.EmulateViewport(688, 1000))
	cut := b.eval(t, `[...document.querySelectorAll("table, figure, pre, dl")].filter(e => e.getBoundingClientRect().right > innerWidth + 1)
		.map(e => e.tagName + " " + e.className + " " + e.textContent.trim().slice(0, 40) + " " + e.getBoundingClientRect().right)`)
	if len(cut) > 0 {
		t.Errorf("cut at the right edge of the paper: %q", cut)
	}
	const page = 1000 // height of the sheet within its margins
	if below := b.eval(t, fmt.Sprintf(`[...document.querySelectorAll(".overview")].filter(e => e.getBoundingClientRect().bottom > %d).map(e => e.caption.textContent)`, page)); len(below) > 0 {
		t.Errorf("not on the first sheet of paper: %q", below)
	}
	torn := b.eval(t, `[...document.querySelectorAll("tr, figure")].filter(e => getComputedStyle(e).breakInside !== "avoid" || e.offsetHeight > 1000)
		.map(e => e.tagName + " " + e.textContent.trim().slice(0, 40))`)
	if len(torn) > 0 {
		t.Errorf("may be torn apart between two pages: %q", torn)
	}
	var pdf []byte
	b.do(t, chromedp.ActionFunc(func(ctx context.Context) (err error) {
		pdf, _, err = cdppage.PrintToPDF().WithPaperWidth(8.27).WithPaperHeight(11.69).Do(ctx)
		return err
	}))
	if !strings.HasPrefix(string(pdf), "%PDF-") {
		t.Errorf("a PDF of %d bytes", len(pdf))
	}
	b.do(t, emulation.SetEmulatedMedia(), chromedp.EmulateViewport(1280, 900))
}

// TestPageNeedsNoScript checks that the page is readable without its script, and that headings are plain in a browser without scripts.
func TestPageNeedsNoScript(t *testing.T) {
	db, dir := everyStatus(t, "")
	root := parse(t, write(t, db, dir))
	if n := len(nodes(root, "button")); n != 0 {
		t.Errorf("%d buttons that do nothing without the script", n)
	}
	var data struct{ Rows []struct{ Runs []int64 } }
	must(t, json.Unmarshal([]byte(textOf(nodes(root, "script")[0])), &data))
	if len(data.Rows) == 0 {
		t.Error("the page has no data")
	}
}
