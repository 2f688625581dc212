package report

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"html/template"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gan2014"
	"gan2014/internal/sheet"
	"gan2014/report/record"
	"gan2014/report/table1"
	"gan2014/results"
)

// TestDeviationsAreThoseOfTheDocuments checks that the page quotes the whole table of deviations from the documents.
func TestDeviationsAreThoseOfTheDocuments(t *testing.T) {
	got := deviations(gan2014.Recipe())
	if len(got) < 7 {
		t.Fatalf("%d deviations", len(got))
	}
	for i, want := range []deviation{
		{"when to stop", "no rule: the criterion in <code>mnist.yaml</code> is commented out, and no source gives the number of epochs behind the published 225", "the spec&#39;s <code>epochs</code> for each budget, then early stopping with <code>patience</code>: budget <code>paper</code> ends when the validation likelihood has not risen for 100 epochs"},
		{"scored parameters", "those saved last", got[1].Here},
	} {
		if got[i] != want {
			t.Errorf("got %+v, want %+v", got[i], want)
		}
	}
	_, section, _ := strings.Cut(gan2014.Recipe(), "\n## Where we differ")
	section, _, _ = strings.Cut(section, "\n## ")
	if lines := strings.Count(section, "\n|"); len(got) != lines-2 { // without the heading and the rule below it
		t.Errorf("%d deviations of %d rows: a row of docs/recipe.md has not three cells", len(got), lines-2)
	}
	for _, d := range got {
		for _, cell := range []template.HTML{d.Topic, d.Original, d.Here} {
			if cell == "" || strings.ContainsAny(string(cell), "`|*[]") {
				t.Errorf("a cell of docs/recipe.md is empty, or has a mark that the page does not know: %q", cell)
			}
		}
	}
	if strings.Contains(string(got[1].Here), "*") || !strings.Contains(string(got[1].Here), "<em>validation</em>") {
		t.Errorf("emphasis is not marked: %s", got[1].Here)
	}
	if got := inline("a [link](b.md) <b>"); got != "a link &lt;b&gt;" {
		t.Errorf("%q", got)
	}
	if got := deviations("no such section"); len(got) != 0 {
		t.Errorf("%d deviations of nothing", len(got))
	}
}

// TestChangesAreShared checks that uncommitted changes are shown once for all runs of a source tree, and are cut to the available room.
func TestChangesAreShared(t *testing.T) {
	run := func(id int64, text string) results.Run {
		return results.Run{ID: id, Environment: results.Environment{Changes: text}}
	}
	long := strings.Repeat("ä", changeRoom)
	got := changes([]results.Run{run(1, "a"), run(2, ""), run(3, long), run(4, "a")})
	if len(got) != 2 || !slices.Equal(got[0].Runs, []int64{1, 4}) || got[0].Cut {
		t.Fatalf("got %+v", got)
	}
	if !got[1].Cut || len(got[1].Text) > changeRoom || !strings.HasPrefix(long, got[1].Text) {
		t.Errorf("a long change has %d bytes, cut: %v", len(got[1].Text), got[1].Cut)
	}
}

// TestLargePage checks that a page whose texts are too large says so.
func TestLargePage(t *testing.T) {
	db, dir := newDB(t)
	run := newRun("Adversarial nets", "", 1)
	run.Environment.Command = strings.Repeat("a command of much text ", pageRoom/20)
	addRun(t, db, dir, run, results.Done, "", true)
	if got := textOf(nodes(parse(t, write(t, db, dir)), "header")[0]); !strings.Contains(got, "This page has 6.6 MiB, because its texts are long.") {
		t.Errorf("the page does not say what is large: %q", got)
	}
}

func TestCommandsToGetItAgain(t *testing.T) {
	if got, want := rerunCommands("3f2c", "experiments -spec table1.yaml"), "git checkout 3f2c\ngo run ./experiments -spec table1.yaml"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	db, dir := everyStatus(t, "")
	list := textOf(nodes(parse(t, write(t, db, dir)), "main")[0])
	if index := textOf(nodes(parse(t, sitePage(t, read(t, db), dir, indexName)), "main")[0]); !strings.Contains(index, strings.TrimSpace(list[strings.Index(list, "Looks at test data"):strings.Index(list, "Citation")])) {
		t.Error("the index has another checklist")
	}
	for _, want := range []string{"7: 3 done, 1 running, 1 interrupted, 1 diverged, 1 failed", "1 to 5", "results.db, schema"} {
		if !strings.Contains(list, want) {
			t.Errorf("the checklist does not say %q", want)
		}
	}
}

// noise returns a picture of about so many bytes. PNG does not compress noise, which generated images are not.
func noise(t *testing.T, bytes int) []byte {
	t.Helper()
	png, err := sheet.PNG(sheet.Sheet{Width: 28, Height: 28, Rows: 10, Cols: 10}.Draw(make([]float32, 78400), nil))
	must(t, err)
	more := make([]byte, bytes)
	for i := range more {
		more[i] = byte(i * i >> 8)
	}
	return append(png, more...)
}

// manyRuns returns the data of so many recipes of each of four systems on two data sets, with pictures.
func manyRuns(t *testing.T, dir string, recipes, bytes int) Data {
	t.Helper()
	png := noise(t, bytes)
	must(t, os.WriteFile(filepath.Join(dir, "a.png"), png, 0o666))
	sum := fmt.Sprintf("%x", sha256.Sum256(png))
	var records []record.Record
	var rows []results.Table1Row
	for recipe := range recipes {
		for i, system := range []string{nets, "DBN", "Stacked CAE", "Deep GSN"} {
			for j, dataset := range []string{"mnist", "tfd-like"} {
				r := record.Record{Run: newRun(system, "", int64(recipe)), Epochs: 3}
				r.ID, r.Status, r.Dataset, r.Kind = int64(1+recipe+recipes*(2*i+j)), results.Done, dataset, "gan"
				r.Key, r.Recipe = fmt.Sprint(r.ID), fmt.Sprint(r.ID)
				r.Environment.Command = "experiments -spec " + r.Key
				kinds := []string{"film", "section", "samples", "figure3", "figure2"}
				if system != nets {
					kinds = []string{"film", "samples"}
				}
				for _, kind := range kinds {
					r.Artifacts = append(r.Artifacts, results.Artifact{Kind: kind, Path: "a.png", SHA256: sum, Bytes: int64(len(png))})
				}
				records = append(records, r)
				for _, grid := range []string{"paper", "fine"} {
					rows = append(rows, results.Table1Row{Origin: results.Measured, System: system, Dataset: dataset, LL: 200, Seeds: 1, Grid: grid,
						Protocol: strings.Repeat("a protocol ", 10) + grid, Budget: r.Budget, Recipe: r.Recipe, RunIDs: []int64{r.ID}})
				}
			}
		}
	}
	slices.SortFunc(records, func(a, b record.Record) int { return cmp.Compare(a.ID, b.ID) })
	runs := record.NewIndex(records)
	return Data{Table: table1.NewTable(rows, runs), runs: runs}
}

// TestPageIsSmall checks that report.html has at most 6 MB whatever the number of runs, with Figure 2 and a sheet of each trained system on each
// data set, and as many other pictures as there is room for.
func TestPageIsSmall(t *testing.T) {
	for _, c := range []struct{ recipes, bytes int }{{12, 200 << 10}, {400, 1 << 10}} {
		dir := t.TempDir()
		data := manyRuns(t, dir, c.recipes, c.bytes)
		html := drawWhole(t, data, dir)
		if len(html) > 6_000_000 {
			t.Errorf("%d recipes: %d bytes", c.recipes, len(html))
		}
		s, err := newSite(data, dir, nil, "")
		must(t, err)
		root := parse(t, string(html))
		checkSound(t, root)
		shown, sheets := map[string]int{}, 0
		for _, f := range nodes(root, "figure") {
			var id int64
			if fmt.Sscanf(attr(f, "id"), "run-%d-", &id); len(nodes(f, "img")) > 0 {
				shown[data.runs.Find(id).System+" on "+data.runs.Find(id).Dataset]++
				sheets++
			}
		}
		if len(shown) != 8 {
			t.Errorf("%d recipes: sheets of %v, want some of each of 4 systems on 2 data sets", c.recipes, shown)
		}
		size := int(data.runs.Records[0].Artifacts[0].Bytes)
		if free := 6_000_000 - len(html); free > 2*size+200_000 {
			t.Errorf("%d recipes: %d bytes are free, although pictures have %d", c.recipes, free, size)
		}
		text := strings.ReplaceAll(textOf(nodes(root, "main")[0]), ",", "")
		if want := fmt.Sprintf("This page has no room for %d more pictures", 10*c.recipes-sheets); !strings.Contains(text, want) {
			t.Errorf("%d recipes: the page does not say %q", c.recipes, want)
		}
		rows := 16 * c.recipes
		if left := fmt.Sprintf("%d more rows", rows-pageRows); rows > pageRows && !strings.Contains(text, left) {
			t.Errorf("%d recipes: the page does not say %q", c.recipes, left)
		}
		if few := len(s.runs) <= pageRuns; few != strings.Contains(text, "Every run oldest first") || few != strings.Contains(string(html), `href="#run-1"`) {
			t.Errorf("%d recipes: a list of runs, or none", c.recipes)
		}
	}
}

// TestDataSetsAreShownOnce checks that the page shows each data set once, before the samples, although every run keeps a preview of its
// data.
func TestDataSetsAreShownOnce(t *testing.T) {
	var records []record.Record
	for i, dataset := range []string{"mnist", "mnist", "tfd"} {
		r := record.Record{Run: newRun("DBN", "", int64(i))}
		r.ID, r.Dataset, r.Recipe, r.Status = int64(i+1), dataset, dataset, results.Done
		r.Artifacts = []results.Artifact{{Kind: "data", SHA256: dataset, Caption: "The data."}, {Kind: "figure2", SHA256: fmt.Sprint(i)}}
		records = append(records, r)
	}
	p := composed(records)
	var ids []string
	for _, s := range p.Gallery {
		ids = append(ids, s.ID)
	}
	if want := []string{"run-1-data", "run-3-data", "run-1-figure2", "run-3-figure2"}; !slices.Equal(ids, want) {
		t.Errorf("gallery %q, want %q", ids, want)
	}
	if s := p.Gallery[1]; s.Alt != "Ten rows of ten training images. TFD." || s.Caption != "The data." {
		t.Errorf("%q, %q", s.Alt, s.Caption)
	}
}

// TestGalleryShowsTheLargestBudget checks that the gallery shows each recipe once, and each system with its largest budget.
func TestGalleryShowsTheLargestBudget(t *testing.T) {
	var records []record.Record
	for i, r := range []struct{ system, budget, recipe string }{
		{"Deep GSN", "minutes", "a"}, {"DBN", "hour", "b"}, {"Deep GSN", "paper", "c"}, {"Deep GSN", "paper", "c"},
		{"Deep GSN", "paper", "d"}, {"Deep GSN", "hour", "e"},
	} {
		run := newRun(r.system, "", int64(i))
		run.ID, run.Dataset, run.Budget, run.Recipe, run.Status = int64(i+1), "mnist", r.budget, r.recipe, results.Done
		records = append(records, record.Record{Run: run, Artifacts: []results.Artifact{{Kind: "figure2"}}})
	}
	p := composed(records)
	var ids []string
	for _, s := range p.Gallery {
		ids = append(ids, s.ID)
	}
	if want := []string{"run-2-figure2", "run-3-figure2", "run-5-figure2"}; !slices.Equal(ids, want) {
		t.Errorf("gallery %q, want %q", ids, want)
	}
}

// TestIDRanges checks that consecutive numbers are put together, three or more of them.
func TestIDRanges(t *testing.T) {
	for want, ids := range map[string][]int64{"": nil, "7": {7}, "1, 2": {1, 2}, "1 to 3": {1, 2, 3}, "1, 2, 5 to 9, 11": {1, 2, 5, 6, 7, 8, 9, 11}} {
		if got := idRanges(ids); got != want {
			t.Errorf("%v: %q, want %q", ids, got, want)
		}
	}
	if one, several := nameRuns([]int64{7}), nameRuns([]int64{1, 2}); one != "run 7" || several != "runs 1, 2" {
		t.Errorf("%q, %q", one, several)
	}
}

// TestMarkedCode checks that commands in a footnote are marked, and that nothing in it is HTML.
func TestMarkedCode(t *testing.T) {
	if got, want := string(markCode("made by `a -b` <i>")), "made by <code>a -b</code> &lt;i&gt;"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// composed returns the page of records, with what is known of its pictures, which are not there.
func composed(records []record.Record) page {
	x := record.NewIndex(records)
	p := compose(Data{runs: x}, entries(x), nil)
	p.addPictures(entries(x), &embedder{left: 1e9})
	p.number()
	return p
}
