package report

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"gan2014/report/sweep"
	"gan2014/results"

	"github.com/chromedp/chromedp"
)

// sweepDatabase has adversarial nets, a sweep of them over three keys with two seeds, and one of DBN over one key, whose last value failed. The
// test likelihoods fall where those of the validation images rise.
func sweepDatabase(t *testing.T) (*results.DB, string) {
	db, dir := newDB(t)
	addRun(t, db, dir, newRun("Adversarial nets", "", 1), results.Done, "", false)
	add := func(of, values string, seed int64, status results.Status, ll float64) {
		run := newRun(of+" ("+values+")", "", seed)
		run.VariantOf = of
		run.EffectiveSpec = fmt.Sprintf(`{"systems":[{"name":"x","train":{%s}}]}`, values)
		id, err := db.Begin(t.Context(), run)
		must(t, err)
		if status == results.Done {
			must(t, db.Evaluate(t.Context(), id, []results.Evaluation{{Grid: "paper", Protocol: "p", LL: -ll, StdErr: 1, StdErrOver: "test examples", Sigma: 1, Samples: 10,
				ValidExamples: 10, TestExamples: 10, Epoch: 1, Curve: []results.SigmaPoint{{Sigma: 1, ValidLL: ll}}}}))
		}
		must(t, db.Finish(t.Context(), id, results.Ending{Status: status, Seconds: 1}))
	}
	for i, values := range []string{`"k":1,"loss":"a","rate":0.1`, `"k":2,"loss":"b","rate":0.1`, `"k":5,"loss":"b","rate":1`} {
		add("Adversarial nets", values, 1, results.Done, float64(10*i))
		add("Adversarial nets", values, 2, results.Done, float64(10*i+4))
	}
	add("DBN", `"batch":50`, 1, results.Done, 40)
	add("DBN", `"batch":100`, 1, results.Done, 30)
	add("DBN", `"batch":200`, 1, results.Failed, 0)
	return db, dir
}

// TestBestVariantIsInTheGallery checks that the gallery shows one variant of each sweep, and all of a sweep without scores.
func TestBestVariantIsInTheGallery(t *testing.T) {
	variants := func(best ...bool) sweepSection {
		s := sweepSection{}
		for i, b := range best {
			s.Variants = append(s.Variants, sweep.Variant{Best: b, Runs: []int64{int64(len(best)*10 + i)}})
		}
		return s
	}
	shown := map[int64]bool{1: true, 20: true, 21: true, 30: true, 31: true, 32: true}
	keepBestVariants(shown, []sweepSection{variants(false, false), variants(false, true, true)})
	if got, want := slices.Sorted(maps.Keys(shown)), []int64{1, 20, 21, 31}; !slices.Equal(got, want) {
		t.Errorf("shown %d, want %d", got, want)
	}
}

// TestSweepsHaveTablesOfTheirOwn checks the tables and plots of sweeps, and that the table of all rows points to them and does not repeat their
// rows and footnotes, while the files for programs have all rows.
func TestSweepsHaveTablesOfTheirOwn(t *testing.T) {
	db, dir := sweepDatabase(t)
	page := write(t, db, dir)
	root := parse(t, page)
	checkSound(t, root)
	_, rest, _ := strings.Cut(page, `<h2 id="all-rows">`)
	all, rest, _ := strings.Cut(rest, `<details class="exports">`)
	_, sweeps, _ := strings.Cut(rest, `<h2 id="sweeps">`)
	sweeps, _, _ = strings.Cut(sweeps, `</section>`)
	if strings.Contains(all, "loss") || !strings.Contains(all, `<a href="#sweep-1">3 of Adversarial nets, budget minutes</a>; <a href="#sweep-2">3 of DBN, budget minutes</a>`) {
		t.Errorf("the table of all rows:\n%s", all)
	}
	for _, want := range []string{
		`<th scope="col" class="n">train.<wbr>k</th><th scope="col">train.<wbr>loss</th><th scope="col" class="n">train.<wbr>rate</th><th scope="col" class="n">Validation</th>`,
		`<th scope="row" class="n">5</th><td>b</td><td class="n">1</td><td class="n" data-sort="22.000000"><strong>22.0 ±` + "\u00a0" + `2.8</strong></td>`,
		`<span class="status failed">failed</span>`, "Best on validation images: train.batch=50 (40.0 nats, 1 seed).", `<figure id="sweep-1-plot">`, `<figure id="sweep-2-plot">`,
	} {
		if !strings.Contains(sweeps, want) {
			t.Errorf("the section of the sweeps has no %q:\n%s", want, sweeps)
		}
	}
	for _, f := range read(t, db).tables() {
		if (f.Name == "table1.csv" || f.Name == "table1.json") && strings.Count(string(f.Data), "loss") < 3 {
			t.Errorf("%s has not all rows", f.Name)
		}
	}
}

// TestSweepsInBrowser checks that the tables of sweeps sort by every kind of column, and that the page with them is as sound as others.
func TestSweepsInBrowser(t *testing.T) {
	b := openInBrowser(t, sweepDatabase)
	column := func(n int) []string {
		return b.eval(t, fmt.Sprintf(`[...document.querySelector("[aria-labelledby=sweep-1] tbody").rows].map(tr => tr.cells[%d].textContent)`, n))
	}
	for _, c := range []struct {
		head, cell int
		want       []string
	}{{4, 0, []string{"5", "2", "1"}}, {5, 0, []string{"1", "2", "5"}}, {2, 1, []string{"a", "b", "b"}}, {1, 0, []string{"5", "2", "1"}}} {
		b.do(t, chromedp.Click(fmt.Sprintf(`[aria-labelledby=sweep-1] thead th:nth-child(%d) button`, c.head)))
		if got := column(c.cell); !slices.Equal(got, c.want) {
			t.Errorf("sorted by column %d: %q, want %q", c.head, got, c.want)
		}
	}
	b.do(t, chromedp.Click(`table.table1 thead th:nth-child(3) button`)) // the line that points to the sweeps has no such column
	t.Run("contrast", b.testContrast)
	t.Run("fits a phone", b.testNarrow)
	b.do(t, chromedp.EmulateViewport(390, 844))
	if out := b.eval(t, `[...document.querySelectorAll("table.sweep thead th")].filter(c => /^Validation/.test(c.textContent) && c.getBoundingClientRect().right > innerWidth).map(c => c.closest("table").caption.textContent)`); len(out) > 0 {
		t.Errorf("the likelihoods are out of sight on a phone: %q", out)
	}
	t.Run("prints", b.testPrint)
	t.Run("complains of nothing", b.testNoComplaints)
}

// TestSweepOnThePageOfItsSystem checks that the page of a system has the tables and plots of its own sweeps, and a link to them.
func TestSweepOnThePageOfItsSystem(t *testing.T) {
	db, dir := sweepDatabase(t)
	must(t, read(t, db).Write(t.Context(), dir))
	section := func(page string) string {
		_, text, _ := strings.Cut(sitePage(t, read(t, db), dir, page), `<h2 id="sweeps">`)
		text, _, _ = strings.Cut(text, "</section>")
		return text
	}
	for page, want := range map[string][]string{
		"system-adversarial-nets-mnist.html": {`<h3 id="sweep-1">Adversarial nets on MNIST, budget minutes</h3>`, `<strong>22.0 ±`, `<strong>Figure 1.</strong>`, `<a href="run-7.html">7</a>`},
		"system-dbn-mnist.html":              {`<h3 id="sweep-1">DBN on MNIST, budget minutes</h3>`, `<figure id="sweep-1-plot">`, "Best on validation images: train.batch=50"},
	} {
		text := section(page)
		for _, w := range want {
			if !strings.Contains(text, w) {
				t.Errorf("the sweeps of %s have no %q:\n%s", page, w, text)
			}
		}
		if n := strings.Count(text, "<h3"); n != 1 {
			t.Errorf("%s has %d sweeps", page, n)
		}
	}
	if page := sitePage(t, read(t, db), dir, "system-adversarial-nets-mnist.html"); !strings.Contains(page, `<a href="#sweeps">`) {
		t.Error("the contents do not have the sweeps")
	}
}
