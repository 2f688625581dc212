package report

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gan2014/internal/sheet"
	"gan2014/report/record"
	"gan2014/results"

	"golang.org/x/net/html"
)

// newDB opens an empty database in a new folder.
func newDB(t *testing.T) (*results.DB, string) {
	t.Helper()
	dir := t.TempDir()
	db, err := results.Open(t.Context(), filepath.Join(dir, "results.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db, dir
}

// newRun returns a run with every field set. mark is part of each text that a user can influence.
func newRun(system, mark string, seed int64) results.Run {
	return results.Run{
		Key: fmt.Sprintf("key-%s-%d%s", system, seed, mark), Recipe: "recipe-" + system + mark,
		Spec: "table1.yaml" + mark, System: system + mark, Kind: "gan" + mark, Dataset: "mnist" + mark, Seed: seed, Budget: "minutes" + mark,
		EffectiveSpec: `{"budget":"minutes","text":"` + mark + `"}`, SpecText: "# spec " + mark, DatasetSHA256: "abc" + mark,
		Environment: results.Environment{Commit: "3f2c9a1" + mark, CodeID: "code" + mark, GoVersion: "go1.26" + mark, OS: "linux" + mark, Arch: "amd64" + mark,
			CPU: "Xeon" + mark, Cores: 2, BLAS: "LibBLAS" + mark, Threads: 2, Command: "go run ./experiments" + mark},
		Data: []results.DataFile{{Name: "train-images" + mark, SHA256: "440f" + mark, Source: "cache" + mark, Bytes: 9912422}},
	}
}

// addRun begins and finishes a run. A trained run has metrics; a done run has evaluations and a sample sheet.
func addRun(t *testing.T, db *results.DB, dir string, run results.Run, status results.Status, mark string, trained bool) {
	t.Helper()
	ctx := t.Context()
	id, err := db.Begin(ctx, run)
	must(t, err)
	if trained {
		must(t, db.Record(ctx, id, threeEpochs()))
	}
	if status == results.Done {
		must(t, db.Evaluate(ctx, id, []results.Evaluation{{
			Grid: "paper" + mark, Protocol: "10,000 samples" + mark, LL: 200.5 + float64(run.Seed), StdErr: 2, StdErrOver: "test examples" + mark,
			Sigma: 0.2, SigmaAtEdge: true, Samples: 10000, ValidExamples: 1000, TestExamples: 10000, Epoch: 3,
			Curve:     []results.SigmaPoint{{Sigma: 0.1, ValidLL: -430}, {Sigma: 0.2, ValidLL: 156}, {Sigma: 0.3, ValidLL: math.NaN()}},
			Quantiles: []results.Quantile{{Percent: 0, LL: math.Inf(-1)}, {Percent: 50, LL: 150}, {Percent: 100, LL: 400}},
			BySamples: []results.SampleCount{{Samples: 100, Sigma: 0.3, ValidLL: 20}, {Samples: 1000, Sigma: 0.2, ValidLL: 156}},
		}}))
		png, err := sheet.PNG(sheet.Sheet{Width: 2, Height: 2}.Draw(make([]float32, 400), make([]float32, 40)))
		must(t, err)
		_, err = db.AddArtifact(ctx, dir, id, results.Artifact{Kind: "samples", Caption: "Epoch 3." + mark}, "png", png)
		must(t, err)
	}
	errText := ""
	if status == results.Failed || status == results.Diverged {
		errText = fmt.Sprintf("%s %d: no space left%s\nsecond line", run.System, run.Seed, mark)
	}
	if status != results.Running {
		must(t, db.Finish(ctx, id, results.Ending{Status: status, Seconds: 61.5, Error: errText}))
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// everyStatus fills a database with a run of each status, two seeds, and a control without training.
func everyStatus(t *testing.T, mark string) (*results.DB, string) {
	db, dir := newDB(t)
	addRun(t, db, dir, newRun("Adversarial nets", mark, 1), results.Done, mark, true)
	dirty := newRun("Adversarial nets", mark, 2)
	dirty.Environment.Dirty = true
	addRun(t, db, dir, dirty, results.Done, mark, true)
	addRun(t, db, dir, newRun("True distribution", mark, 1), results.Done, mark, false)
	addRun(t, db, dir, newRun("DBN", mark, 1), results.Failed, mark, false)
	addRun(t, db, dir, newRun("Adversarial nets", mark, 3), results.Diverged, mark, true)
	addRun(t, db, dir, newRun("Adversarial nets", mark, 4), results.Interrupted, mark, true)
	addRun(t, db, dir, newRun("Adversarial nets", mark, 5), results.Running, mark, true)
	return db, dir
}

func read(t *testing.T, db *results.DB) Data {
	t.Helper()
	data, err := Read(t.Context(), db)
	must(t, err)
	return data
}

// write draws report.html.
func write(t *testing.T, db *results.DB, dir string) string {
	t.Helper()
	return string(drawWhole(t, read(t, db), dir))
}

func drawWhole(t *testing.T, d Data, dir string) []byte {
	t.Helper()
	s, err := newSite(d, dir, nil, "")
	must(t, err)
	html, err := s.whole()
	must(t, err)
	return html
}

// sitePage draws a page of the site.
func sitePage(t *testing.T, d Data, dir, file string) string {
	t.Helper()
	s, err := newSite(d, dir, nil, "")
	must(t, err)
	for _, l := range s.leaves() {
		if l.file(s) == file {
			html, err := s.page(t.Context(), l, "")
			must(t, err)
			return string(html)
		}
	}
	t.Fatalf("the site has no page %s", file)
	return ""
}

// policyIn returns the policy of a page.
func policyIn(root *html.Node) string {
	for _, meta := range nodes(root, "meta") {
		if attr(meta, "http-equiv") == "Content-Security-Policy" {
			return attr(meta, "content")
		}
	}
	return ""
}

// figureIDs lists the figures of a page.
func figureIDs(root *html.Node) (ids []string) {
	for _, f := range nodes(root, "figure") {
		ids = append(ids, attr(f, "id"))
	}
	return ids
}

func TestSameDatabaseSameBytes(t *testing.T) {
	db, dir := everyStatus(t, "")
	first := map[string][]byte{}
	names := []string{"report.html", "table1.md", "table1.tex", "table1.csv", "table1.json", "table2.md",
		"report/index.html", "report/run-1.html", "report/run-7.html", "report/system-adversarial-nets-mnist.html",
		"figures/run-1-loss.svg", "figures/run-1-loss.pdf", "figures/run-1-loss.png"}
	for round := range 2 {
		must(t, read(t, db).Write(t.Context(), dir))
		must(t, read(t, db).WriteFigures(t.Context(), dir))
		for _, name := range names {
			data, err := os.ReadFile(filepath.Join(dir, name))
			must(t, err)
			if round == 1 && !bytes.Equal(data, first[name]) {
				t.Errorf("%s differs between two reports of one database", name)
			}
			first[name] = data
		}
		must(t, os.RemoveAll(filepath.Join(dir, "figures")))
		must(t, os.RemoveAll(filepath.Join(dir, "report")))
	}
}

// TestFigureFilesAreKept checks that a figure is not drawn again if its file exists, unless its run has continued since.
func TestFigureFilesAreKept(t *testing.T) {
	dir := t.TempDir()
	base := filepath.Join(dir, "loss")
	p := lossPanel(record.Record{Metrics: threeEpochs()})
	must(t, writeFigure(p, dir, "loss").err())
	must(t, os.WriteFile(base+".png", []byte("old"), 0o666))
	check := func(want bool) {
		t.Helper()
		must(t, writeFigure(p, dir, "loss").err())
		data, err := os.ReadFile(base + ".png")
		must(t, err)
		if kept := string(data) == "old"; kept != want {
			t.Errorf("kept: %v, want %v", kept, want)
		}
	}
	check(true)
	p.Curves[0].Points[0].Y = 2
	check(false)
}

func TestPageIsSoundHTML(t *testing.T) {
	db, dir := everyStatus(t, "")
	page := write(t, db, dir)
	root := parse(t, page)
	checkSound(t, root)

	if lang := attr(nodes(root, "html")[0], "lang"); lang != "en" {
		t.Errorf("lang %q", lang)
	}
	if ids, want := figureIDs(root), []string{"run-1-samples", "run-3-samples"}; !slices.Equal(ids, want) {
		t.Errorf("figures %q, want the sheets of each recipe, %q", ids, want)
	}
	if n := strings.Count(page, "report/index.html"); n != 1 {
		t.Errorf("%d links to the site", n)
	}
	policy := policyIn(root)
	sum := sha256.Sum256([]byte(pageScript))
	if want := "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-" +
		base64.StdEncoding.EncodeToString(sum[:]) + "'"; policy != want {
		t.Errorf("content security policy %q", policy)
	}
	if len(page) > 5<<20 || len(pageStyle) > 8<<10 || len(pageScript) > 3<<10 {
		t.Errorf("page of %d bytes, style of %d, script of %d", len(page), len(pageStyle), len(pageScript))
	}
}

func TestHostileTextStaysInert(t *testing.T) {
	const mark = `"></script></style></svg><img src=x onerror=alert(1)><h1>'{{.}}&`
	db, dir := everyStatus(t, mark)
	page := write(t, db, dir)
	root := parse(t, page)
	checkSound(t, root)
	if !strings.Contains(textOf(nodes(root, "main")[0]), mark) {
		t.Error("the text itself is not shown")
	}
	checkSite(t, writtenSite(t, db, dir), dir)
	if page := sitePage(t, read(t, db), dir, "run-1.html"); !strings.Contains(textOf(nodes(parse(t, page), "main")[0]), mark) {
		t.Error("the text itself is not shown on the page of the run")
	}
	for _, f := range read(t, db).tables() {
		if strings.HasSuffix(f.Name, ".md") && bytes.Contains(f.Data, []byte("<img")) {
			t.Error("markdown holds an element")
		}
	}
}

func TestFailuresAreVisible(t *testing.T) {
	db, dir := everyStatus(t, "")
	root := parse(t, write(t, db, dir))
	main := nodes(root, "main")[0]
	for file, want := range map[string]string{"run-4.html": "DBN 1: no space left\nsecond line", "run-5.html": "Adversarial nets 3: no space left\nsecond line"} {
		first, _, _ := strings.Cut(want, "\n")
		if !strings.Contains(textOf(main), first) || !strings.Contains(textOf(parse(t, sitePage(t, read(t, db), dir, file))), want) {
			t.Errorf("the pages do not show %q", want)
		}
	}
	if got, want := textOf(nodes(root, "header")[0]), "3 done, 1 running, 1 interrupted, 1 diverged, 1 failed"; !strings.Contains(got, want) {
		t.Errorf("first screen %q does not say %q", got, want)
	}
	if !strings.Contains(textOf(main), "DIRTY") || !strings.Contains(sitePage(t, read(t, db), dir, "run-2.html"), "uncommitted changes") {
		t.Error("the dirty run is not marked")
	}
}

func TestUntrainedRunHasNoEmptyFigures(t *testing.T) {
	db, dir := newDB(t)
	addRun(t, db, dir, newRun("True distribution", "", 1), results.Done, "", false)
	root := parse(t, sitePage(t, read(t, db), dir, "run-1.html"))
	for _, f := range nodes(root, "figure") {
		if len(nodes(f, "svg"))+len(nodes(f, "img")) != 1 || len(nodes(f, "figcaption")) != 1 {
			t.Errorf("figure %s is empty or has no caption", attr(f, "id"))
		}
	}
	if ids, want := figureIDs(root), []string{"run-1-samples", "run-1-sigma", "run-1-distribution", "run-1-by-samples"}; !slices.Equal(ids, want) {
		t.Errorf("figures %q, want %q", ids, want)
	}
	if caveat := textOf(nodes(parse(t, write(t, db, dir)), "aside")[0]); !strings.Contains(caveat, "training images score 201.5 ± 2.0 nats") {
		t.Errorf("the caveat does not give the control: %q", caveat)
	}
}

func TestEmptyDatabase(t *testing.T) {
	db, dir := newDB(t)
	root := parse(t, write(t, db, dir))
	checkSound(t, root)
	if got := textOf(nodes(root, "header")[0]); !strings.Contains(got, "No run has been evaluated yet") {
		t.Errorf("first screen %q", got)
	}
}

// TestBrokenArtifacts checks that the report names artifacts that are missing or no pictures, and shows everything else.
func TestBrokenArtifacts(t *testing.T) {
	db, dir := newDB(t)
	addRun(t, db, dir, newRun("Adversarial nets", "", 1), results.Done, "", true)
	run, _, err := db.Find(context.Background(), "key-Adversarial nets-1")
	must(t, err)
	as, err := db.Artifacts(context.Background(), run.ID)
	must(t, err)
	path := filepath.Join(dir, filepath.FromSlash(as[0].Path))
	check := func(want string) {
		t.Helper()
		root := parse(t, write(t, db, dir))
		checkSound(t, root)
		if got := textOf(nodes(root, "main")[0]); !strings.Contains(got, want) {
			t.Errorf("the page does not say %q", want)
		}
		if strings.Contains(textOf(root), dir) {
			t.Error("the page names a folder of this machine")
		}
	}
	whole, err := os.ReadFile(path)
	must(t, err)
	for _, damaged := range [][]byte{[]byte("<script>"), whole[:300], append(whole[:len(whole):len(whole)], 0)} {
		must(t, os.WriteFile(path, damaged, 0o666))
		check("is damaged: its content does not have the hash in its name")
		root := parse(t, write(t, db, dir))
		if got := textOf(nodes(root, "header")[0]); !strings.Contains(got, "Damaged pictures, which are not shown: "+as[0].Kind+" of run 1. -force computes a run again") {
			t.Errorf("the page does not warn: %q", got)
		}
		if strings.Contains(string(write(t, db, dir)), base64.StdEncoding.EncodeToString(damaged)) {
			t.Error("the damaged picture is in the page")
		}
		page := sitePage(t, read(t, db), dir, "run-1.html")
		if header := textOf(nodes(parse(t, page), "header")[0]); !strings.Contains(header, "Damaged pictures, which are not shown: "+as[0].Kind+" of run 1.") || strings.Contains(page, "<img") {
			t.Errorf("the page of the run does not warn: %q", header)
		}
	}
	must(t, os.Remove(path))
	check("cannot be read")
}

func TestEmbedderBounds(t *testing.T) {
	dir := t.TempDir()
	must(t, os.WriteFile(filepath.Join(dir, "a.png"), make([]byte, 100), 0o666))
	e := embedder{dirs: []string{dir}, left: 135} // 100 bytes take 136
	for path, want := range map[string]string{
		"a.png":          "too large for one page",
		"../secret.png":  "outside the output folder",
		"/etc/hosts":     "outside the output folder",
		"artifacts/none": "cannot be read",
	} {
		if _, _, err := e.read(results.Artifact{Path: path, SHA256: fmt.Sprintf("%x", sha256.Sum256(make([]byte, 100)))}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want %q", path, err, want)
		}
	}
}

// TestSupersededRun checks that a run that was computed again stays in the report and points to the later run.
func TestSupersededRun(t *testing.T) {
	db, dir := newDB(t)
	for range 2 {
		run := newRun("Adversarial nets", "", 1)
		run.Again = true
		addRun(t, db, dir, run, results.Done, "", true)
	}
	for n := range parse(t, write(t, db, dir)).Descendants() {
		if n.Type == html.ElementNode && attr(n, "id") == "run-1" && !strings.Contains(textOf(n), "Superseded by run 2") {
			t.Errorf("run 1 does not say that run 2 supersedes it: %s", textOf(n))
		}
	}
	if page := sitePage(t, read(t, db), dir, "run-1.html"); !strings.Contains(page, `superseded by run <a href="run-2.html">2</a>`) {
		t.Error("the page of run 1 does not say that run 2 supersedes it")
	}
}

// TestHostileTable2 checks that texts that a user can influence are escaped in Table 2.
func TestHostileTable2(t *testing.T) {
	const mark = `"></table><img src=x onerror=alert(1)>|'{{.}}&`
	db, dir := newDB(t)
	r := newRun("Adversarial nets", mark, 1)
	r.Kind, r.EffectiveSpec = "gan", `{"systems":[{"generator":{"layers":[{"kind":"<img src=x>"}]},"discriminator":{"layers":[{"kind":"|"}]}}]}`
	addRun(t, db, dir, r, results.Done, mark, true)
	root := parse(t, write(t, db, dir))
	checkSound(t, root)
	for _, table := range nodes(root, "table") {
		if attr(table, "class") == "prose table2" && !strings.Contains(textOf(table), "Adversarial nets"+mark) {
			t.Error("the system is not shown")
		}
	}
	files := read(t, db).tables()
	last := files[len(files)-1]
	if last.Name != "table2.md" || strings.Contains(string(last.Data), "<img") || !strings.Contains(string(last.Data), `G: &lt;img src=x&gt;; D: \|`) {
		t.Errorf("%s:\n%s", last.Name, last.Data)
	}
}

// TestEveryFormIsDrawnFromWhatWasRead checks that a database is read only once: every form of the report but the pages of runs, which are many,
// can be drawn after the database is gone.
func TestEveryFormIsDrawnFromWhatWasRead(t *testing.T) {
	db, dir := everyStatus(t, "")
	whole := write(t, db, dir)
	data := read(t, db)
	must(t, db.Close())
	if html := string(drawWhole(t, data, dir)); html != whole {
		t.Error("report.html is drawn otherwise")
	}
	if files := data.tables(); len(files) != 5 || len(files[4].Data) == 0 {
		t.Errorf("%d tables", len(files))
	}
	if text := data.Screen(100, ""); !strings.HasPrefix(text, "Table 1. ") {
		t.Errorf("the text is %q", text)
	}
}
