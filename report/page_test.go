package report

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"html/template"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gan2014"
	"gan2014/internal/metric"
	"gan2014/internal/sheet"
	"gan2014/report/record"
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

// TestLargePage checks that a page that is too large says so and names its largest part.
func TestLargePage(t *testing.T) {
	db, dir := newDB(t)
	run := newRun("Adversarial nets", "", 1)
	run.SpecText = strings.Repeat("# a spec of much text\n", pageRoom/20)
	addRun(t, db, dir, run, results.Done, "", true)
	if got := textOf(nodes(parse(t, write(t, db, dir)), "header")[0]); !strings.Contains(got, "Its largest part are its specs, logs and changes, 5.5 MiB") {
		t.Errorf("the page does not say what is large: %q", got)
	}
}

func TestCommandsToGetItAgain(t *testing.T) {
	if got, want := rerunCommands("3f2c", "experiments -spec table1.yaml"), "git checkout 3f2c\ngo run ./experiments -spec table1.yaml"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	db, dir := everyStatus(t, "")
	list := textOf(nodes(parse(t, write(t, db, dir)), "main")[0])
	for _, want := range []string{"7: 3 done, 1 running, 1 interrupted, 1 diverged, 1 failed", "1 to 5", "results.db, schema"} {
		if !strings.Contains(list, want) {
			t.Errorf("the checklist does not say %q", want)
		}
	}
}

// TestFullTableFits checks that the full Table 1 fits: two data sets, five systems, four seeds, a thousand epochs, the pictures of each
// first run, and as many other pictures as there is room for.
func TestFullTableFits(t *testing.T) {
	dir := t.TempDir()
	noise := make([]byte, 30<<10) // PNG does not compress noise, which generated images are not
	for i := range noise {
		noise[i] = byte(i * i >> 8)
	}
	png, err := sheet.PNG(sheet.Sheet{Width: 28, Height: 28, Rows: 10, Cols: 10}.Draw(make([]float32, 78400), nil))
	must(t, err)
	png = append(png, noise...)
	must(t, os.WriteFile(filepath.Join(dir, "a.png"), png, 0o666))
	var records []record.Record
	for i := range 40 {
		r := record.Record{Run: newRun("Adversarial nets", "", int64(i%4))}
		r.ID, r.Status, r.Key, r.Recipe = int64(i+1), results.Done, fmt.Sprint(i), fmt.Sprint(i/4)
		for _, name := range []string{metric.LossD, metric.LossG, metric.Real, metric.Fake, metric.ValidLL, metric.Accuracy, metric.GradientD, metric.GradientG, metric.NormD, metric.NormG, metric.SampleSpread} {
			for epoch := range 1000 {
				r.Metrics = append(r.Metrics, results.Metric{Name: name, Epoch: epoch + 1, Value: math.Sin(float64(epoch*epoch + i))})
			}
		}
		for _, kind := range []string{"figure2", "figure3", "film", "section", "samples"} {
			r.Artifacts = append(r.Artifacts, results.Artifact{Kind: kind, Path: "a.png", SHA256: fmt.Sprintf("%x", sha256.Sum256(png))})
		}
		records = append(records, r)
	}
	p := compose(Data{runs: record.NewIndex(records)}, []string{dir})
	html, err := p.render()
	must(t, err)
	if len(html) > pageRoom {
		t.Errorf("a page of %d bytes", len(html))
	}
	for _, s := range p.Gallery {
		if s.Missing != "" {
			t.Errorf("%s: %s", s.ID, s.Missing)
		}
	}
	if f := p.Figure2[0].Sheet; f == nil || f.Src == "" {
		t.Errorf("panel a of Figure 2 has no picture: %+v", f)
	}
	if last := p.Runs[39]; len(p.Gallery) != 19 || last.NoRoom != 5 || len(last.Sheets) != 0 {
		t.Errorf("%d pictures in the gallery, of the last run %d have no room and %d are there", len(p.Gallery), last.NoRoom, len(last.Sheets))
	}
	if !strings.Contains(string(html), "The page has no room for 5 pictures of this run:") {
		t.Error("the page does not say that pictures have no room")
	}
}

// TestLargeDatabaseShowsItsSamples checks that a page with no room for all pictures has Figure 2 and a sheet of each trained system on each
// data set, and that plots take no room that a picture could have.
func TestLargeDatabaseShowsItsSamples(t *testing.T) {
	dir := t.TempDir()
	png, err := sheet.PNG(sheet.Sheet{Width: 28, Height: 28, Rows: 10, Cols: 10}.Draw(make([]float32, 78400), nil))
	must(t, err)
	png = append(png, make([]byte, 40<<10)...)
	must(t, os.WriteFile(filepath.Join(dir, "a.png"), png, 0o666))
	var records []record.Record
	for recipe := range 12 { // of a sweep: the system is the same, and each recipe is shown in the gallery
		for i, system := range []string{nets, "DBN", "Stacked CAE", "Deep GSN"} {
			for j, dataset := range []string{"mnist", "tfd-like"} {
				r := record.Record{Run: newRun(system, "", int64(recipe))}
				r.ID, r.Status, r.Dataset, r.Kind = int64(1+recipe+12*(2*i+j)), results.Done, dataset, "gan"
				r.Key, r.Recipe = fmt.Sprint(r.ID), fmt.Sprint(r.ID)
				r.Metrics = threeEpochs()
				kinds := []string{"film", "section", "samples", "figure3", "figure2"}
				if system != nets {
					kinds = []string{"film", "samples"}
				}
				for _, kind := range kinds {
					r.Artifacts = append(r.Artifacts, results.Artifact{Kind: kind, Path: "a.png", SHA256: fmt.Sprintf("%x", sha256.Sum256(png))})
				}
				records = append(records, r)
			}
		}
	}
	slices.SortFunc(records, func(a, b record.Record) int { return cmp.Compare(a.ID, b.ID) })
	p := compose(Data{runs: record.NewIndex(records)}, []string{dir})
	html, err := p.render()
	must(t, err)
	if len(html) > pageRoom {
		t.Errorf("a page of %d bytes", len(html))
	}
	for i, shown := range []bool{true, true, false, false} {
		if f := p.Figure2[i]; (f.Sheet != nil && f.Sheet.Src != "") != shown {
			t.Errorf("panel %s of Figure 2: %+v", f.Letter, f.Sheet)
		}
	}
	sheets, noRoom, plots := map[string]int{}, 0, 0
	for _, s := range p.Runs {
		for _, sheet := range slices.Concat(s.Sheets, s.InGallery) {
			if sheet.Src != "" {
				sheets[s.System+" on "+s.Dataset]++
			}
		}
		noRoom += s.NoRoom
		for _, f := range withRoom(s.Figures) {
			plots += len(f.SVG)
		}
	}
	if len(sheets) != 8 {
		t.Errorf("sheets of %v, want some of each of 4 systems on 2 data sets", sheets)
	}
	const ofPNG = 4.0 / 3 // bytes in the page for each of PNG
	if free := ofPNG*float64(p.roomForPictures()) - float64(p.pictureBytes()); noRoom == 0 || free > 1.1*ofPNG*float64(len(png)) {
		t.Errorf("%d pictures have no room, although %.0f bytes are left for them; plots have %d bytes", noRoom, free, plots)
	}
	if last := p.Runs[len(p.Runs)-1]; !strings.Contains(string(html), fmt.Sprintf("The page has no room for %d plots of this run:", last.NoRoomForPlots)) {
		t.Error("the page does not say that plots have no room")
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
	p := compose(Data{runs: record.NewIndex(records)}, nil)
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
	p := compose(Data{runs: record.NewIndex(records)}, nil)
	var ids []string
	for _, s := range p.Gallery {
		ids = append(ids, s.ID)
	}
	if want := []string{"run-2-figure2", "run-3-figure2", "run-5-figure2"}; !slices.Equal(ids, want) {
		t.Errorf("gallery %q, want %q", ids, want)
	}
	if s := p.Runs[0].Sheets; len(s) != 1 || s[0].ID != "run-1-figure2" {
		t.Errorf("run 1 has %v", s)
	}
}

// TestIDRanges checks that consecutive numbers are put together, three or more of them.
func TestIDRanges(t *testing.T) {
	for want, ids := range map[string][]int64{"": nil, "7": {7}, "1, 2": {1, 2}, "1 to 3": {1, 2, 3}, "1, 2, 5 to 9, 11": {1, 2, 5, 6, 7, 8, 9, 11}} {
		if got := idRanges(ids); got != want {
			t.Errorf("%v: %q, want %q", ids, got, want)
		}
	}
}
