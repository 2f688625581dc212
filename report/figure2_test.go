package report

import (
	"bytes"
	"database/sql"
	"encoding/base64"
	"fmt"
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

const (
	nets     = "Adversarial nets"
	deskNets = "Adversarial nets, desk recipe"
	full     = "Adversarial nets, fully connected"
	deskFull = "Adversarial nets, fully connected, desk recipe"
	conv     = "Adversarial nets, convolutional"
	deskConv = "Adversarial nets, convolutional, desk recipe"
)

// figure2Records returns a done run with the picture of a panel for each line "system|dataset|budget|epochs".
func figure2Records(lines ...string) (records []record.Record) {
	for i, line := range lines {
		var epochs int
		fields := strings.Split(line, "|")
		fmt.Sscan(fields[3], &epochs)
		r := record.Record{Run: newRun(fields[0], "", int64(i)), Artifacts: []results.Artifact{{Kind: "figure2"}}}
		r.ID, r.Dataset, r.Budget, r.Status, r.Recipe, r.Key = int64(i+1), fields[1], fields[2], results.Done, fmt.Sprint(i), fmt.Sprint(i)
		r.Metrics = []results.Metric{{Name: "loss", Epoch: epochs}}
		records = append(records, r)
	}
	return records
}

// TestFigure2ShowsTheLongestRun checks which run each panel shows and which it points to.
func TestFigure2ShowsTheLongestRun(t *testing.T) {
	for name, c := range map[string]struct {
		records []record.Record
		shown   [4]int64 // 0: the panel has no run
		other   [4]int64
	}{
		"nothing":                         {nil, [4]int64{}, [4]int64{}},
		"a run for each":                  {figure2Records(nets+"|mnist|hour|1", nets+"|tfd-like|hour|1", full+"|cifar10|hour|1", conv+"|cifar10|hour|1"), [4]int64{1, 2, 3, 4}, [4]int64{}},
		"desk recipes":                    {figure2Records(deskConv+"|cifar10|hour|1", deskNets+"|cifar10|hour|1", deskNets+"|fer2013|hour|1", deskNets+"|mnist|hour|1"), [4]int64{4, 3, 2, 1}, [4]int64{}},
		"another name on CIFAR-10":        {figure2Records(deskFull+"|cifar10|hour|1", full+"|cifar10|hour|1"), [4]int64{2: 1}, [4]int64{2: 2}},
		"the largest budget":              {figure2Records(nets+"|mnist|minutes|9", nets+"|mnist|paper|1", nets+"|mnist|hour|5"), [4]int64{2}, [4]int64{}},
		"the original, trained longer":    {figure2Records(deskNets+"|mnist|hour|9", nets+"|mnist|paper|1"), [4]int64{2}, [4]int64{1}},
		"the desk recipe, as long":        {figure2Records(nets+"|mnist|hour|9", deskNets+"|mnist|hour|1"), [4]int64{2}, [4]int64{1}},
		"the most epochs":                 {figure2Records(nets+"|mnist|hour|5", nets+"|mnist|hour|7", nets+"|mnist|hour|6"), [4]int64{2}, [4]int64{}},
		"the oldest":                      {figure2Records(nets+"|mnist|hour|5", nets+"|mnist|hour|5"), [4]int64{1}, [4]int64{}},
		"the faces of the paper":          {figure2Records(nets+"|tfd-like|hour|1", nets+"|fer2013|hour|1", nets+"|tfd|hour|1"), [4]int64{1: 3}, [4]int64{}},
		"photographs before drawn faces":  {figure2Records(nets+"|tfd-like|hour|9", nets+"|fer2013|hour|1"), [4]int64{1: 2}, [4]int64{}},
		"drawn faces, trained longer":     {figure2Records(nets+"|tfd-like|paper|1", nets+"|fer2013|hour|9"), [4]int64{1: 1}, [4]int64{}},
		"the desk recipe on other faces":  {figure2Records(nets+"|tfd|hour|9", deskNets+"|tfd-like|hour|1"), [4]int64{1: 2}, [4]int64{1: 1}},
		"other systems and data sets":     {figure2Records("DBN|mnist|hour|1", nets+"|fashion-mnist|hour|1", nets+" (train.k=2)|mnist|hour|1", conv+"|mnist|hour|1"), [4]int64{}, [4]int64{}},
		"fully connected is no MNIST net": {figure2Records(full + "|mnist|hour|1"), [4]int64{}, [4]int64{}},
	} {
		panels := composed(c.records).Figure2
		if len(panels) != 4 {
			t.Fatalf("%s: %d panels", name, len(panels))
		}
		for i, p := range panels {
			var shown, other int64
			if p.Run != nil {
				shown = p.Run.ID
			}
			if p.Other != nil {
				other = p.Other.ID
			}
			if shown != c.shown[i] || other != c.other[i] || (p.Sheet != nil) != (shown > 0) {
				t.Errorf("%s: panel %s shows run %d and points to %d, want %d and %d", name, p.Letter, shown, other, c.shown[i], c.other[i])
			}
		}
	}
}

// TestFigure2ShowsFinishedRuns checks that no panel shows a run that failed, was computed again, or has no picture.
func TestFigure2ShowsFinishedRuns(t *testing.T) {
	for name, alter := range map[string]func(*record.Record){
		"failed":     func(r *record.Record) { r.Status = results.Failed },
		"diverged":   func(r *record.Record) { r.Status = results.Diverged },
		"superseded": func(r *record.Record) { r.Key = "1" }, // that of the second run
		"no picture": func(r *record.Record) { r.Artifacts = []results.Artifact{{Kind: "samples"}} },
	} {
		records := figure2Records(nets+"|mnist|paper|9", nets+"|mnist|hour|1")
		alter(&records[0])
		if p := composed(records).Figure2[0]; p.Run == nil || p.Run.ID != 2 {
			t.Errorf("%s: shown is %+v", name, p.Run)
		}
	}
}

// addPanelRun adds a done run with the picture of a panel.
func addPanelRun(t *testing.T, db *results.DB, dir, system, dataset string, epochs int, shade float32, evaluations ...results.Evaluation) []byte {
	t.Helper()
	run := newRun(system, "", 1)
	run.Key, run.Recipe, run.Dataset, run.Budget = system+dataset, system+dataset, dataset, "hour"
	run.EffectiveSpec = `{"systems":[{"train":{"images":12000}}]}`
	id, err := db.Begin(t.Context(), run)
	must(t, err)
	must(t, db.Record(t.Context(), id, []results.Metric{{Name: "loss_d", Epoch: epochs, Value: 1}}))
	must(t, db.Evaluate(t.Context(), id, evaluations))
	values := func(n int) []float32 { return slices.Repeat([]float32{shade}, n*32*32) }
	png, err := sheet.PNG(sheet.Sheet{Width: 32, Height: 32, Channels: 1, Rows: 4, Cols: 5}.Draw(values(20), values(4)))
	must(t, err)
	for _, kind := range []string{"figure2", "figure3"} {
		_, err = db.AddArtifact(t.Context(), dir, id, results.Artifact{Kind: kind, Caption: "Of " + system + "."}, "png", append(png, kind...))
		must(t, err)
	}
	must(t, db.Finish(t.Context(), id, results.Ending{Status: results.Done, Seconds: 60}))
	return append(png, "figure2"...)
}

// figure2Database has runs for three of the panels, one of them with both recipes, and none for panel d.
func figure2Database(t *testing.T) (*results.DB, string) {
	db, dir := newDB(t)
	score := results.Evaluation{Grid: "fine", Protocol: "p", LL: 163.71, StdErr: 1.68, StdErrOver: "test examples", Sigma: 0.2, Samples: 10000, TestExamples: 10000, Epoch: 3}
	addPanelRun(t, db, dir, nets, "mnist", 100, 0.2, score)
	edge := score
	edge.Grid, edge.LL, edge.SigmaAtEdge = "paper", 156.31, true
	addPanelRun(t, db, dir, deskNets, "tfd-like", 1, 0.4, score, edge)
	addPanelRun(t, db, dir, nets, "tfd-like", 4, 0.6, score)
	addPanelRun(t, db, dir, deskFull, "cifar10", 30, 0.8)
	return db, dir
}

// panelNodes returns the panels of Figure 2 in a page.
func panelNodes(t *testing.T, root *html.Node) (panels []*html.Node) {
	t.Helper()
	for _, div := range nodes(root, "div") {
		if attr(div, "class") == "figure2" {
			for n := range div.ChildNodes() {
				if n.Type == html.ElementNode {
					panels = append(panels, n)
				}
			}
		}
	}
	if len(panels) != 4 {
		t.Fatalf("Figure 2 has %d panels", len(panels))
	}
	return panels
}

// TestFigure2Says checks the words of each panel, its links, and the command of a panel without a run.
func TestFigure2Says(t *testing.T) {
	db, dir := figure2Database(t)
	root := parse(t, write(t, db, dir))
	checkSound(t, root)
	panels := panelNodes(t, root)
	for i, want := range []string{
		"a) MNIST. Adversarial nets, original recipe. 100 epochs of the first 12,000 images, budget hour, seed 1. 163.7 ± 1.7 nats (fine grid), ± over test examples. Run 1.",
		"b) Faces: TFD-like. Adversarial nets, desk recipe (ours). 1 epoch of the first 12,000 images, budget hour, seed 1. 163.7 ± 1.7 nats (fine grid), 156.3 ± 1.7 nats (paper grid, σ at its edge), " +
			"± over test examples (synthetic faces; not comparable with TFD). Run 2. Not shown: Adversarial nets, original recipe, on TFD-like, budget hour, run 3.",
		"c) CIFAR-10, fully connected nets. Adversarial nets, fully connected, desk recipe (ours). 30 epochs of the first 12,000 images, budget hour, seed 1. Run 4.",
		"d) CIFAR-10, convolutional nets. No finished run in the database has this picture. This command makes one: go run ./experiments -spec desk-cifar10-conv.yaml -set budget=hour",
	} {
		if got := strings.Join(strings.Fields(textOf(panels[i])), " "); got != want {
			t.Errorf("got  %q\nwant %q", got, want)
		}
	}
	var links []string
	for _, a := range nodes(panels[1], "a") {
		links = append(links, attr(a, "href"))
	}
	if want := []string{"#run-2", "#run-3"}; !slices.Equal(links, want) {
		t.Errorf("panel b links to %q, want %q", links, want)
	}
	for i, n := range []int{1, 1, 1, 0} {
		if got := len(nodes(panels[i], "img")); got != n {
			t.Errorf("panel %d has %d pictures, want %d", i+1, got, n)
		}
	}
}

// TestFigure2Commands checks the commands on an empty page, and that each names a bundled spec whose run the panel would show.
func TestFigure2Commands(t *testing.T) {
	var got []string
	for _, p := range composed(nil).Figure2 {
		got = append(got, p.Command())
		text, err := os.ReadFile(filepath.Join("../experiments/specs", p.spec))
		must(t, err)
		value := func(key string) string {
			_, rest, _ := strings.Cut(string(text), key)
			rest, _, _ = strings.Cut(rest, "\n")
			rest, _, _ = strings.Cut(rest, "#")
			return strings.TrimSpace(rest)
		}
		records := figure2Records(value("\n  - name: ") + "|" + value("\n    dataset: ") + "|hour|1")
		if i := slices.IndexFunc(composed(records).Figure2, func(q figure2Panel) bool { return q.Run != nil && q.Letter == p.Letter }); i < 0 {
			t.Errorf("panel %s does not show %s on %s, which %s trains", p.Letter, records[0].System, records[0].Dataset, p.spec)
		}
	}
	want := []string{
		"go run ./experiments -spec mnist.yaml -set budget=hour", "go run ./experiments -spec desk-faces.yaml -set budget=hour",
		"go run ./experiments -spec desk-cifar10.yaml -set budget=hour", "go run ./experiments -spec desk-cifar10-conv.yaml -set budget=hour",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestFigure2IsShownOnce checks that the page shows a panel's picture nowhere else, that the run's other picture stays in the gallery, and that the
// page of the run has both.
func TestFigure2IsShownOnce(t *testing.T) {
	db, dir := figure2Database(t)
	page := write(t, db, dir)
	root := parse(t, page)
	ids := map[string]int{}
	for _, f := range nodes(root, "figure") {
		ids[attr(f, "id")]++
	}
	for id, want := range map[string]int{"run-1-figure2": 1, "run-1-figure3": 1, "run-2-figure2": 1, "run-3-figure2": 1, "run-4-figure2": 1} {
		if ids[id] != want {
			t.Errorf("%s is there %d times", id, ids[id])
		}
	}
	if run := figureIDs(parse(t, sitePage(t, read(t, db), dir, "run-1.html"))); !slices.Contains(run, "run-1-figure2") || !slices.Contains(run, "run-1-figure3") {
		t.Errorf("the page of run 1 has the figures %q", run)
	}
	for _, want := range []string{
		`<strong>Figure 3.</strong>`,
		`Pictures of <a href="#figure-2">Figure 2</a> are not repeated.`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page has no %s", want)
		}
	}
	if strings.Contains(page, "<strong>Figure 1.</strong>") || strings.Contains(page, "<strong>Figure 2.</strong>") {
		t.Error("a figure of ours has the number of one of the paper's")
	}
}

// TestFigure2ComesFirst checks that the pictures of Figure 2 take the room of a page before others, and that they count.
func TestFigure2ComesFirst(t *testing.T) {
	db, dir := newDB(t)
	other := addPanelRun(t, db, dir, "DBN", "mnist", 3, 0.4) // a trained system, with room for its sheet or for panel a
	png := addPanelRun(t, db, dir, nets, "mnist", 3, 0.5)
	runs := entries(read(t, db).runs)
	p := compose(read(t, db), runs, nil)
	p.addPictures(runs, &embedder{dirs: []string{dir}, left: base64.StdEncoding.EncodedLen(max(len(png), len(other))) + 10})
	if s := p.Figure2[0].Sheet; s.Missing != "" || string(s.Src) != "data:image/png;base64,"+base64.StdEncoding.EncodeToString(png) {
		t.Errorf("panel a: %q, %d bytes", s.Missing, len(s.Src))
	}
	if len(p.Gallery) != 0 || p.NoRoom != 3 { // Figure 3 of both, and Figure 2 of the DBN
		t.Errorf("the full page has %d pictures in its gallery, and no room for %d", len(p.Gallery), p.NoRoom)
	}
}

// TestFigure2Warns checks that a panel whose run scores below the mean image says so.
func TestFigure2Warns(t *testing.T) {
	records := figure2Records(nets+"|mnist|hour|1", nets+"|tfd-like|hour|1")
	for i, mean := range []float64{110, 90} {
		records[i].Evaluations = []results.Evaluation{{Grid: "fine", LL: 100, StdErrOver: "folds", MeanImageLL: sql.Null[float64]{V: mean, Valid: true}}}
	}
	html := drawWhole(t, Data{runs: record.NewIndex(records)}, t.TempDir())
	panels := panelNodes(t, parse(t, string(html)))
	if got := textOf(panels[0]); !strings.Contains(got, "WARNING: It scores 10.0 nats below the mean image") {
		t.Errorf("panel a does not warn: %q", got)
	}
	if got := textOf(panels[1]); strings.Contains(got, "WARNING") {
		t.Errorf("panel b warns: %q", got)
	}
}

// TestFigure2NamesDamage checks that a panel whose picture is damaged says so, and that the top of the page warns.
func TestFigure2NamesDamage(t *testing.T) {
	db, dir := newDB(t)
	addPanelRun(t, db, dir, nets, "mnist", 3, 0.5)
	a := read(t, db).runs.Records[0].Artifacts
	i := slices.IndexFunc(a, func(a results.Artifact) bool { return a.Kind == "figure2" })
	path := filepath.Join(dir, filepath.FromSlash(a[i].Path))
	data, err := os.ReadFile(path)
	must(t, err)
	must(t, os.WriteFile(path, bytes.ToUpper(data), 0o666))
	root := parse(t, write(t, db, dir))
	if got := textOf(panelNodes(t, root)[0]); !strings.Contains(got, "is damaged") {
		t.Errorf("panel a says %q", got)
	}
	if got := textOf(nodes(root, "header")[0]); !strings.Contains(got, "Damaged pictures, which are not shown: figure2 of run 1.") {
		t.Errorf("the page does not warn: %q", got)
	}
}

// TestTheoryAloneHasNoFigure2 checks that a page of studies asks for no pictures.
func TestTheoryAloneHasNoFigure2(t *testing.T) {
	db, dir := newDB(t)
	addStudy(t, db, "A study", "", 1, aStudy(""))
	if page := write(t, db, dir); strings.Contains(page, `id="figure-2"`) || strings.Contains(page, ".figure2 ") {
		t.Error("a page of studies has a Figure 2")
	}
}
