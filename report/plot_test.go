package report

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gan2014/internal/metric"
	"gan2014/report/chart"
	"gan2014/report/record"
	"gan2014/results"
)

// threeEpochs returns metrics of three epochs. Those of the last epoch are not finite.
func threeEpochs() []results.Metric {
	var ms []results.Metric
	for epoch, v := range []float64{0.9, 0.7, math.NaN()} {
		for _, name := range []string{metric.LossD, metric.LossG, metric.Real, metric.Fake, metric.ValidLL} {
			ms = append(ms, results.Metric{Name: name, Epoch: epoch + 1, Value: v})
		}
	}
	return ms
}

func TestFigures(t *testing.T) {
	run := results.Run{ID: 7, System: "Adversarial nets", Dataset: "mnist", Seed: 3}
	es := []results.Evaluation{{Grid: "paper", Sigma: 0.2, Curve: []results.SigmaPoint{
		{Sigma: 0.1, ValidLL: -430}, {Sigma: 0.2, ValidLL: 156.25}, {Sigma: 1, ValidLL: math.Inf(-1)},
	}}}
	fs := figures(record.Record{Run: run, Metrics: threeEpochs(), Evaluations: es})
	if len(fs) != 4 {
		t.Fatalf("%d figures, want 4", len(fs))
	}
	for _, f := range fs {
		svg := string(f.SVG)
		for _, bad := range []string{"NaN", "Inf", "Liberation", "#000000", "<?xml", "width=", "pt\""} {
			if strings.Contains(svg, bad) {
				t.Errorf("%s: svg contains %q", f.ID, bad)
			}
		}
		for _, good := range []string{`role="img"`, "viewBox=", "currentColor", `id="` + f.ID + `-desc"`} {
			if !strings.Contains(svg, good) {
				t.Errorf("%s: svg lacks %q", f.ID, good)
			}
		}
		if strings.Count(svg, "<g") != strings.Count(svg, "</g>") {
			t.Errorf("%s: groups are not closed", f.ID)
		}
	}
	desc := regexp.MustCompile(`<desc[^>]*>(.*?)</desc>`)
	check := func(i int, want string) {
		t.Helper()
		if got := desc.FindStringSubmatch(string(fs[i].SVG))[1]; got != want {
			t.Errorf("description\n got %q\nwant %q", got, want)
		}
	}
	check(2, "validation: 2 points, from 0.9 at epoch 1 to 0.7 at epoch 2; least 0.7 at epoch 2, greatest 0.9 at epoch 1. 1 value is not finite, the first at epoch 3.")
	check(3, "paper grid, σ = 0.2: 2 points, from −430 at σ 0.1 to 156.2 at σ 0.2; least −430 at σ 0.1, greatest 156.2 at σ 0.2. Chosen: 156.2 at σ 0.2. 1 value is not finite, the first at σ 1.")
	if want := "The axis ends 400 nats below the highest point; 1 point lies deeper."; !strings.Contains(fs[3].Caption, want) {
		t.Errorf("caption %q lacks %q", fs[3].Caption, want)
	}
	if !strings.Contains(fs[0].Caption, "log 2") || !strings.Contains(fs[0].Caption, "half the sum of its cross entropies") {
		t.Errorf("the caption of the losses does not say which they are: %q", fs[0].Caption)
	}
}

// TestDiscriminatorAtTheEquilibrium checks that every panel about D has the line of the equilibrium, and a caption that names the section
// of the paper.
func TestDiscriminatorAtTheEquilibrium(t *testing.T) {
	r := record.Record{Metrics: []results.Metric{
		{Name: metric.LossD, Epoch: 1, Value: 0.6}, {Name: metric.Real, Epoch: 1, Value: 0.7}, {Name: metric.Fake, Epoch: 1, Value: 0.4}, {Name: metric.Accuracy, Epoch: 1, Value: 0.9},
	}}
	fs := figures(r)
	lines := map[string]float64{"run-0-loss": math.Ln2, "run-0-belief": 0.5, "run-0-accuracy": 0.5}
	said := map[string][]string{
		"run-0-loss": {"−2 times", "−log 4", "Theorem 1"}, "run-0-belief": {"Proposition 1", "Figure 1d"}, "run-0-accuracy": {"Figure 1d"},
	}
	if len(fs) != len(lines) {
		t.Fatalf("%d figures, want %d", len(fs), len(lines))
	}
	for _, f := range fs {
		if l := f.panel.Levels; len(l) != 1 || l[0].Y != lines[f.ID] {
			t.Errorf("%s has levels %v, want one at %g", f.ID, l, lines[f.ID])
		}
		for _, words := range said[f.ID] {
			if !strings.Contains(f.Caption, words) {
				t.Errorf("the caption of %s lacks %q: %s", f.ID, words, f.Caption)
			}
		}
	}
}

func TestNothingToDraw(t *testing.T) {
	all := []results.Metric{{Name: metric.LossD, Epoch: 1, Value: math.NaN()}, {Name: metric.EpochSeconds, Epoch: 1, Value: 3}}
	for name, ms := range map[string][]results.Metric{"none": nil, "not finite": all} {
		if fs := figures(record.Record{Metrics: ms}); len(fs) != 0 {
			t.Errorf("%s: %d figures", name, len(fs))
		}
	}
}

// TestSinglePoint checks that a curve of one epoch, and a constant curve, can be drawn, although their axes have no extent.
func TestSinglePoint(t *testing.T) {
	fs := figures(record.Record{Metrics: []results.Metric{{Name: metric.ValidLL, Epoch: 1, Value: -5}}})
	if len(fs) != 1 || fs[0].Missing != nil || strings.Contains(string(fs[0].SVG), "NaN") {
		t.Errorf("%+v", fs)
	}
}

// TestUnknownMetrics checks that a metric that the page does not know gets a panel of its own, or a line if it was recorded once, and that
// metrics of other panels are not drawn twice.
func TestUnknownMetrics(t *testing.T) {
	ms := append(threeEpochs(), results.Metric{Name: metric.Reconstruction, Epoch: 1, Value: 80}, results.Metric{Name: metric.Reconstruction, Epoch: 2, Value: 70},
		results.Metric{Name: "<b>", Epoch: 1, Value: 1}, results.Metric{Name: "<b>", Epoch: 2, Value: 1},
		results.Metric{Name: "new_one", Epoch: 2, Value: 0.25}, results.Metric{Name: metric.LearningRate, Epoch: 1, Value: 0.1},
		results.Metric{Name: metric.SampleSeconds, Epoch: 2, Value: 0.1})
	var titles []string
	r := record.Record{Metrics: ms}
	for _, p := range otherPanels(r) {
		titles = append(titles, p.Title)
	}
	if !slices.Equal(titles, []string{"Reconstruction error", "<b>"}) {
		t.Errorf("panels %q", titles)
	}
	if got, want := numbers(r), []number{{"new one", "0.25", "Recorded as new_one."}}; !slices.Equal(got, want) {
		t.Errorf("numbers %q, want %q", got, want)
	}
}

func TestDivergenceIsMarked(t *testing.T) {
	r := record.Record{Run: results.Run{Status: results.Diverged}, Metrics: threeEpochs()}
	if got := lossPanel(r).Marks; len(got) != 1 || got[0].X != 4 {
		t.Errorf("marks %+v, want one at the epoch after the last", got)
	}
	if got, err := lossPanel(r).SVG(); err != nil || !strings.Contains(string(got), "Vertical line at epoch 4: diverged.") {
		t.Errorf("error %v; description %q", err, got)
	}
	r.Status = results.Done
	if got := lossPanel(r).Marks; got != nil {
		t.Errorf("marks of a run that is done: %+v", got)
	}
}

// TestEquilibria checks the lines of equilibrium: log 2 for the recorded loss of D, which is half a sum, and a negative value for a
// saturating G.
func TestEquilibria(t *testing.T) {
	levels := func(loss string) (ys []float64) {
		for _, l := range lossPanel(record.Record{Run: results.Run{EffectiveSpec: `{"systems":[{"train":{"loss":"` + loss + `"}}]}`}}).Levels {
			ys = append(ys, l.Y)
		}
		return ys
	}
	if got := levels("nonsaturating"); !slices.Equal(got, []float64{math.Ln2}) {
		t.Errorf("levels %v", got)
	}
	if got := levels("saturating"); !slices.Equal(got, []float64{math.Ln2, -math.Ln2}) {
		t.Errorf("levels %v", got)
	}
}

// TestPaperGrid checks the grid of parzen_ll.py: numpy.logspace(-1, 0, 10), which numpy prints as 0.1, 0.12915497, 0.16681005, ...,
// 0.77426368, 1.
func TestPaperGrid(t *testing.T) {
	got := paperGrid()
	for i, want := range map[int]float64{0: 0.1, 1: 0.12915497, 2: 0.16681005, 8: 0.77426368, 9: 1} {
		if math.Abs(got[i]-want) > 1e-8 {
			t.Errorf("value %d is %g, want %g", i, got[i], want)
		}
	}
}

// TestSinglePointOnALogAxis checks that a single point on a logarithmic axis can be drawn. gonum/plot widens such an axis to 0 and below,
// which once used up all memory.
func TestSinglePointOnALogAxis(t *testing.T) {
	one := []results.Evaluation{{Grid: "paper", Sigma: 0.2, Curve: []results.SigmaPoint{{Sigma: 0.2, ValidLL: 1}},
		Quantiles: []results.Quantile{{Percent: 100, LL: 3}}, BySamples: []results.SampleCount{{Samples: 1, Sigma: 0.2, ValidLL: 1}}}}
	if p := samplesPanel(one); !p.Empty() {
		t.Error("one number of samples is drawn as a curve")
	}
	for _, p := range []chart.Panel{sigmaPanel(one), distributionPanel(one)} {
		if _, err := p.SVG(); err != nil {
			t.Errorf("%s: %v", p.ID, err)
		}
	}
}
