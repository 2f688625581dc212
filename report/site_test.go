package report

import (
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gan2014/results"

	"golang.org/x/net/html"
)

// writtenSite writes the report of a database and returns the pages of its site by their names.
func writtenSite(t *testing.T, db *results.DB, dir string) map[string]string {
	t.Helper()
	must(t, read(t, db).Write(t.Context(), dir))
	files, err := os.ReadDir(filepath.Join(dir, SiteName))
	must(t, err)
	pages := map[string]string{}
	for _, f := range files {
		text, err := os.ReadFile(filepath.Join(dir, SiteName, f.Name()))
		must(t, err)
		pages[f.Name()] = string(text)
	}
	return pages
}

// addressesOf lists the pages that a page links.
func addressesOf(root *html.Node) (files []string) {
	for _, a := range nodes(root, "a") {
		if file, _, _ := strings.Cut(attr(a, "href"), "#"); file != "" {
			files = append(files, file)
		}
	}
	return files
}

// checkSite checks every page of a site: its HTML, its policy, that all that it links is there, and that links lead both ways.
func checkSite(t *testing.T, pages map[string]string, dir string) {
	t.Helper()
	links := map[string][]string{}
	for name, text := range pages {
		root := parse(t, text)
		checkPage(t, root, func(address string) bool {
			file, _, _ := strings.Cut(address, "#")
			if _, found := pages[file]; found {
				return true
			}
			_, err := os.Stat(filepath.Join(dir, filepath.FromSlash(path.Join(SiteName, file))))
			return err == nil
		})
		links[name] = addressesOf(root)
		if scripts := nodes(root, "script"); len(scripts) != 1 || textOf(scripts[0]) != pageScript {
			t.Errorf("%s has %d scripts, or another than there should be", name, len(scripts))
		}
		if !strings.Contains(text[:1024], pageMark) || policyIn(root) != sitePolicy("") {
			t.Errorf("%s has no mark, or another policy", name)
		}
	}
	for name := range pages {
		ways := [][2]string{{name, indexName}}
		if strings.HasPrefix(name, "run-") || strings.HasPrefix(name, "system-") {
			ways = append(ways, [2]string{indexName, name})
		}
		if strings.HasPrefix(name, "run-") {
			i := slices.IndexFunc(links[name], func(file string) bool { return strings.HasPrefix(file, "system-") })
			if i < 0 {
				t.Errorf("%s links no system", name)
				continue
			}
			ways = append(ways, [2]string{links[name][i], name})
		}
		for _, way := range ways {
			if way[0] != way[1] && !slices.Contains(links[way[0]], way[1]) {
				t.Errorf("%s does not link %s", way[0], way[1])
			}
		}
	}
}

// TestSite checks the pages of a site of runs with every status, of studies and of uncommitted changes.
func TestSite(t *testing.T) {
	db, dir := everyStatus(t, "")
	changed := newRun("Adversarial nets (train.k=2)", "", 9)
	changed.VariantOf, changed.Environment.Changes, changed.Environment.Dirty = "Adversarial nets", "+ a change", true
	addRun(t, db, dir, changed, results.Done, "", true)
	addStudy(t, db, "A study", "", 1, aStudy(""))
	pages := writtenSite(t, db, dir)
	checkSite(t, pages, dir)
	if len(pages) != 1+4+9+1 { // index, systems, runs, changes
		t.Errorf("%d pages", len(pages))
	}
	nets := parse(t, pages["system-adversarial-nets-mnist.html"])
	if text := textOf(nodes(nets, "body")[0]); !strings.Contains(text, "6 runs: 3 done") || !strings.Contains(text, "Adversarial nets (train.k=2)") || strings.Contains(text, "DBN") {
		t.Errorf("the page of the nets has other runs or rows: %s", text)
	}
	if ids, want := figureIDs(nets), []string{"run-1-samples", "run-8-samples", "seeds-1-loss", "seeds-1-belief", "seeds-1-valid"}; !slices.Equal(ids, want) {
		t.Errorf("the page of the nets has the figures %q, want %q", ids, want)
	}
	run := parse(t, pages["run-2.html"])
	if ids, want := figureIDs(run), []string{"run-2-samples", "run-2-loss", "run-2-belief", "run-2-valid", "run-2-sigma", "run-2-distribution", "run-2-by-samples"}; !slices.Equal(ids, want) {
		t.Errorf("the page of run 2 has the figures %q, want %q", ids, want)
	}
	if src := attr(nodes(run, "img")[0], "src"); !strings.HasPrefix(src, "../artifacts/") {
		t.Errorf("the picture of run 2 is at %q", src)
	}
	for _, want := range []string{"run-1.html", "run-3.html"} { // its neighbours
		if !slices.Contains(addressesOf(run), want) {
			t.Errorf("run 2 does not link %s", want)
		}
	}
	if i := slices.IndexFunc(addressesOf(parse(t, pages["run-8.html"])), func(a string) bool { return strings.HasPrefix(a, "changes-") }); i < 0 {
		t.Error("the run of uncommitted changes does not link them")
	}
	if text := textOf(parse(t, pages["run-9.html"])); !strings.Contains(text, "The generator collapses.") {
		t.Error("the page of the study does not say what it found")
	}
}

// TestPicturesFromElsewhere checks that a picture that is not in the output folder is in the page.
func TestPicturesFromElsewhere(t *testing.T) {
	db, dir := newDB(t)
	addRun(t, db, dir, newRun("Adversarial nets", "", 1), results.Done, "", true)
	out := t.TempDir()
	must(t, read(t, db).Write(t.Context(), out, dir))
	page, err := os.ReadFile(filepath.Join(out, SiteName, "run-1.html"))
	must(t, err)
	if src := attr(nodes(parse(t, string(page)), "img")[0], "src"); !strings.HasPrefix(src, "data:image/png;base64,") {
		t.Errorf("the picture is at %q", src)
	}
}

// redrawn writes the report again and lists the pages whose files were written. Before, it makes all of them old.
func redrawn(t *testing.T, db *results.DB, dir string) (names []string) {
	t.Helper()
	old := time.Now().Add(-time.Hour).Truncate(time.Second)
	files, err := filepath.Glob(filepath.Join(dir, SiteName, "*.html"))
	must(t, err)
	for _, file := range files {
		must(t, os.Chtimes(file, old, old))
	}
	must(t, read(t, db).Write(t.Context(), dir))
	files, err = filepath.Glob(filepath.Join(dir, SiteName, "*.html"))
	must(t, err)
	for _, file := range files {
		info, err := os.Stat(file)
		must(t, err)
		if !info.ModTime().Equal(old) {
			names = append(names, filepath.Base(file))
		}
	}
	return names
}

// TestOnlyWhatChangedIsDrawn checks that a page is drawn again if, and only if, what it shows has changed: its run, its neighbours, or a
// picture. The pages of vanished runs are removed, and those of the user are not.
func TestOnlyWhatChangedIsDrawn(t *testing.T) {
	db, dir := newDB(t)
	for seed := range int64(4) {
		addRun(t, db, dir, newRun("DBN", "", seed), results.Done, "", true)
	}
	addRun(t, db, dir, newRun("True distribution", "", 1), results.Done, "", false)
	longAgo := time.Now().Add(-24 * time.Hour)
	pictures, err := filepath.Glob(filepath.Join(dir, "artifacts", "*", "*.png"))
	must(t, err)
	for _, file := range pictures {
		must(t, os.Chtimes(file, longAgo, longAgo))
	}
	check := func(want ...string) {
		t.Helper()
		if got := redrawn(t, db, dir); !slices.Equal(got, want) {
			t.Errorf("drawn are %q, want %q", got, want)
		}
	}
	must(t, read(t, db).Write(t.Context(), dir))
	check("index.html")
	must(t, db.Record(t.Context(), 2, []results.Metric{{Name: "loss_d", Epoch: 4, Value: 1}}))
	check("index.html", "run-2.html", "system-dbn-mnist.html")
	addRun(t, db, dir, newRun("True distribution", "", 2), results.Done, "", false)
	check("index.html", "run-5.html", "run-6.html", "system-true-distribution-mnist.html")

	damaged := read(t, db).runs.Records[5].Artifacts[0].Path // one file of all runs, because their pictures are equal
	whole, err := os.ReadFile(filepath.Join(dir, damaged))
	must(t, err)
	must(t, os.WriteFile(filepath.Join(dir, damaged), append([]byte{0}, whole[1:]...), 0o666))
	all := []string{"index.html", "run-1.html", "run-2.html", "run-3.html", "run-4.html", "run-5.html", "run-6.html", "system-dbn-mnist.html", "system-true-distribution-mnist.html"}
	check(all...)
	must(t, os.WriteFile(filepath.Join(dir, damaged), whole, 0o666))
	must(t, os.Chtimes(filepath.Join(dir, damaged), longAgo, longAgo))
	check(all...) // pages that lacked a picture are drawn again, however old the file is
	check("index.html")

	must(t, os.WriteFile(filepath.Join(dir, SiteName, "run-7.html"), []byte(writtenSite(t, db, dir)["run-6.html"]), 0o666))
	must(t, os.WriteFile(filepath.Join(dir, SiteName, "mine.html"), []byte("<p>mine"), 0o666))
	pages := writtenSite(t, db, dir)
	if pages["run-7.html"] != "" || pages["mine.html"] != "<p>mine" {
		t.Error("the page of a run that is not there is kept, or that of the user is not")
	}
	must(t, os.WriteFile(filepath.Join(dir, SiteName, "run-6.html"), []byte("<p>mine"), 0o666))
	if err := read(t, db).Write(t.Context(), dir); err == nil || !strings.Contains(err.Error(), "report/run-6.html (run-6.html exists and was not written by this program") {
		t.Errorf("a page of the user: %v", err)
	}
}

// TestSystemNames checks that systems with similar names have pages of their own, whose names do not depend on later runs.
func TestSystemNames(t *testing.T) {
	var files []string
	names := newSystemNames()
	for _, r := range []results.Run{{System: "A (b)", Dataset: "mnist"}, {System: "a b", Dataset: "mnist"}, {System: "A (b)", Dataset: "tfd"}, {System: "日本", Dataset: "mnist"}, {System: "x", VariantOf: "a b", Dataset: "mnist"}} {
		files = append(files, names.of(r).File)
	}
	want := []string{"system-a-b-mnist.html", "system-a-b-mnist-2.html", "system-a-b-tfd.html", "system-mnist.html", "system-a-b-mnist-2.html"}
	if !slices.Equal(files, want) {
		t.Errorf("%q, want %q", files, want)
	}
}
