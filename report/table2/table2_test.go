package table2

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gan2014/internal/golden"
	"gan2014/internal/metric"
	"gan2014/report/record"
	"gan2014/results"
)

// specs has effective specs of each kind, with the parts that Table 2 reads.
var specs = map[string]string{
	"gan": `{"systems":[{"generator":{"layers":[{"kind":"relu","units":1200},{"kind":"sigmoid"}]},
		"discriminator":{"layers":[{"kind":"maxout","units":240,"pieces":5,"keep":0.8},{"kind":"sigmoid"}]}}]}`,
	"dbn": `{"systems":[{"dbn":{"layers":[{"units":500,"steps":1,"persistent":false},{"units":400,"steps":3,"persistent":true}],
		"chain":{"chains":100,"burn_in":1000,"thin":50}}}]}`,
	"cae": `{"systems":[{"cae":{"layers":[{"units":500},{"units":500}],"chain":{"chains":1,"burn_in":0,"thin":1}}}]}`,
	"vae": `{"systems":[{"vae":{"latent":10,"encoder":{"layers":[{"kind":"relu","units":500},{"kind":"linear","units":20}]},
		"decoder":{"layers":[{"kind":"relu","units":500},{"kind":"sigmoid","units":784}]}}}]}`,
	"gsn": `{"systems":[{"gsn":{"hidden":[500,1500],"walkback":4,"chain":{"chains":100,"burn_in":50,"thin":10}}}]}`,
}

// tried returns a finished run of a kind, with three epochs of 10 s.
func tried(id int64, kind, budget string) record.Record {
	r := record.Record{Run: results.Run{
		ID: id, Key: fmt.Sprint("key", id), Recipe: kind + budget, System: kind, Kind: kind, Dataset: "mnist", Seed: id, Budget: budget,
		Status: results.Done, Seconds: 61.5, EffectiveSpec: specs[kind],
		Environment: results.Environment{CPU: "Xeon", Cores: 2, BLAS: "LibBLAS", Threads: 2},
	}}
	for epoch := range 3 {
		r.Metrics = append(r.Metrics, results.Metric{Name: metric.EpochSeconds, Epoch: epoch + 1, Value: 10})
	}
	r.Evaluations = []results.Evaluation{
		{Grid: "paper", LL: 200 + float64(id), Samples: 10000, ValidExamples: 1000, TestExamples: 10000},
		{Grid: "fine", LL: 210, Samples: 10000, ValidExamples: 1000, TestExamples: 10000},
	}
	return r
}

// with adds a metric of the last epoch.
func with(r record.Record, name string, value float64) record.Record {
	r.Metrics = append(r.Metrics, results.Metric{Name: name, Epoch: 3, Value: value})
	return r
}

// everyKind returns records of all systems of Table 2 but one, among them two seeds of the nets, of which one diverged.
func everyKind() []record.Record {
	nets := func(id int64, real float64) record.Record {
		r := tried(id, "gan", "hour")
		for _, m := range []results.Metric{
			{Name: metric.Accuracy, Value: 0.75}, {Name: metric.Fake, Value: 0.25}, {Name: metric.Real, Value: real}, {Name: metric.SampleSpread, Value: 0.98},
			{Name: metric.SampleSeconds, Value: 0.5},
		} {
			r = with(r, m.Name, m.Value)
		}
		return r
	}
	second, lost := nets(2, 0.75), nets(3, 1)
	second.Seconds, lost.Status = 70, results.Diverged
	net := with(tried(4, "dbn", "hour"), metric.SampleSeconds, 12)
	net.EffectiveSpec = strings.Replace(net.EffectiveSpec, `{"layers"`, `{"images":1000,"layers"`, 1)
	net.Artifacts = []results.Artifact{
		{Kind: "samples", Caption: "Autocorrelation of nothing."},
		{Kind: "chain", Caption: "Ten chains. The model was trained on <b>.", Measured: "Autocorrelation of the images over 300 steps: 0.92 after 1, -0.50 after 100."},
	}
	coder := with(with(tried(6, "vae", "hour"), metric.LowerBound, 310.5), metric.Divergence, 20.25)
	coder.Study.Lines = []results.Line{
		{Figure: "else", Points: []results.LinePoint{{X: 1, Y: 999}}},
		{Figure: metric.AnnealedFigure, Name: "annealed importance sampling", Points: []results.LinePoint{{X: .1, Y: 595.25}, {X: .2, Y: 300}}},
	}
	return []record.Record{nets(1, 0.8), second, lost, net, tried(5, "gsn", "hour"), coder}
}

func TestGolden(t *testing.T) {
	golden.Check(t, "testdata/table2.md", New(record.NewIndex(everyKind())).Markdown())
}

// TestNoBlanks checks that no cell is empty for any database, and that unknown facts are a dash with a reason.
func TestNoBlanks(t *testing.T) {
	bare := tried(1, "gan", "minutes")
	bare.EffectiveSpec, bare.Metrics, bare.Evaluations, bare.Seconds = "not JSON", nil, nil, 0
	chains := tried(2, "dbn", "minutes")
	chains.EffectiveSpec = `{"systems":[]}`
	for name, records := range map[string][]record.Record{"nothing": nil, "bare": {bare, chains}, "all": everyKind()} {
		c := New(record.NewIndex(records))
		if len(c.Rows) != 5 || len(c.Families) != 4 {
			t.Fatalf("%s: %d rows of %d families", name, len(c.Rows), len(c.Families))
		}
		for _, row := range c.Rows {
			for i, a := range row.Answers {
				if a.Quote == "" || len(a.Facts) == 0 {
					t.Errorf("%s: %s of %s is %+v", name, row.Operation, c.Families[i], a)
				}
				for _, f := range a.Facts {
					if f.Text == "" || strings.Contains(f.Text, "–") && !strings.Contains(f.Text, "– (") {
						t.Errorf("%s: %s of %s is %q", name, row.Operation, c.Families[i], f.Text)
					}
				}
			}
		}
	}
}

// TestUndirected checks what is said of a deep Boltzmann machine, which is left out if it has no run.
func TestUndirected(t *testing.T) {
	machine := tried(1, "dbm", "hour")
	machine.EffectiveSpec = `{"systems":[{"dbm":{"images":1000,"layers":[{"units":500},{"units":1000}],"joint":{"mean_field":10,"steps":5},"chain":{"chains":100,"burn_in":1000,"thin":50}}}]}`
	text := New(record.NewIndex([]record.Record{machine})).Markdown()
	for _, want := range []string{
		"the first 1,000 images. MCMC: 5 sweeps of persistent chains through all layers in each update of the joint training.",
		"Variational: a pass upwards and then 10 iterations of mean field for each image, in the joint training.",
		"100 Markov chains from training images, burn-in of 1,000 steps, a sample every 50 steps: 6,000 steps one after another.",
		"500 and 1,000 binary units, a layer at a time and then all together.",
		"**DBN:** – (no finished run)",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
	if text := New(record.NewIndex(everyKind())).Markdown(); strings.Contains(text, "dbm") || strings.Contains(text, "****") {
		t.Errorf("a kind without a run is in\n%s", text)
	}
}

// TestScope checks which runs the table is about: MNIST first, then the data set with the most systems, then the larger budget. Superseded
// runs and controls do not count.
func TestScope(t *testing.T) {
	faces := func(r record.Record) record.Record { r.Dataset = "tfd-like"; return r }
	superseded := tried(9, "cae", "paper")
	superseded.Superseded = true
	control := tried(8, "training-images", "paper")
	running := tried(7, "dbn", "paper")
	running.Status = results.Running
	check := func(dataset, budget string, records ...record.Record) {
		t.Helper()
		for range 2 {
			if d, b := scope(record.NewIndex(records)); d != dataset || b != budget {
				t.Errorf("%s, %s, want %s, %s", d, b, dataset, budget)
			}
			slices.Reverse(records)
		}
	}
	check("", "", control, running, superseded)
	check("mnist", "minutes", tried(1, "gan", "minutes"), faces(tried(2, "gan", "paper")), faces(tried(3, "dbn", "paper")))
	check("mnist", "hour", tried(1, "gan", "paper"), tried(2, "gan", "hour"), tried(3, "dbn", "hour"), control, running, superseded)
	check("mnist", "paper", tried(1, "gan", "minutes"), tried(2, "gan", "paper"))
	check("tfd-like", "hour", faces(tried(1, "gan", "hour")))
}

// TestSummaryIsOfOneRecipe checks that a kind is summarised by the system of the paper, or else by the recipe with the most runs, and by a
// variant of a sweep only if the system itself has no run.
func TestSummaryIsOfOneRecipe(t *testing.T) {
	recipe := func(id int64, name, recipe string) record.Record {
		r := tried(id, "gan", "hour")
		r.System, r.Recipe = name, recipe
		if strings.Contains(name, "=") {
			r.VariantOf = "Nets"
		}
		return r
	}
	check := func(recipe string, records ...record.Record) {
		t.Helper()
		summary, ok := summarize(record.NewIndex(records), "mnist", "hour")["gan"]
		if !ok || summary.done[0].Recipe != recipe {
			t.Errorf("recipe %q, %v; want %q", summary.done[0].Recipe, ok, recipe)
		}
	}
	check("b", recipe(1, "Nets", "a"), recipe(2, "Nets", "b"), recipe(3, "Nets", "b"), recipe(4, "Nets (train.k=2)", "c"))
	check("b", recipe(1, "Nets", "a"), recipe(2, "Nets", "b"))
	check("a", recipe(1, "Nets", "a"), recipe(2, "Nets (train.k=2)", "b"), recipe(3, "Nets (train.k=2)", "b"))
	check("b", recipe(2, "Nets (train.k=2)", "b"))
	check("a", recipe(1, "Adversarial nets", "a"), recipe(2, "Nets", "b"), recipe(3, "Nets", "b"))
	check("b", recipe(1, "Nets", "a"), recipe(2, "Nets (of ours)", "b")) // a bracket in a name makes no variant
	if _, ok := summarize(record.NewIndex([]record.Record{recipe(1, "Nets", "a")}), "mnist", "hour")["dbn"]; ok {
		t.Error("nets are taken for a deep belief net")
	}
}

// TestTrainingThatWentOn checks that the time of a run includes the training that it continued, whose epochs have no times.
func TestTrainingThatWentOn(t *testing.T) {
	short, long := tried(1, "gan", "minutes"), tried(2, "gan", "hour")
	long.Continues, long.Metrics = short.Key, append(long.Metrics, results.Metric{Name: metric.EpochSeconds, Epoch: 5, Value: 10})
	summary := summarize(record.NewIndex([]record.Record{short, long}), "mnist", "hour")["gan"]
	if got, want := summary.training(), "2m03s a run; 2 threads, 1 seed. No MCMC."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestLayersOfStages checks that the new layers of a later stage stand in front of the generator, as in the second training for faces.
func TestLayersOfStages(t *testing.T) {
	d := record.DesignOf(results.Run{EffectiveSpec: `{"systems":[{"generator":{"layers":[{"kind":"relu","units":8000},{"kind":"sigmoid"}]},
		"discriminator":{"layers":[{"kind":"maxout conv","channels":32,"pieces":2},{"kind":"sigmoid"}]},"stages":[{"layers":[{"kind":"sigmoid","units":100}]}]}]}`})
	if got, want := architecture(d, "gan"), "G: sigmoid 100, relu 8,000, sigmoid; D: maxout conv 32×2, sigmoid"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
