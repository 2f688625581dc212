package extension

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"gan2014/datasets"
	"gan2014/internal/metric"
	"gan2014/internal/rng"
	"gan2014/models/ais"
	"gan2014/models/classifier"
	"gan2014/models/gan"
	"gan2014/models/nn"
	"gan2014/parzen"
)

// classes is the number of classes of the images of these tests, which have 4×4 pixels: a bright row and a bright column say the class.
const classes = 10

// images returns n images of all classes in turn, with noise.
func images(name string, n int) (datasets.Images, []uint8) {
	m := datasets.Images{N: n, Dim: 16, Data: make([]float32, 16*n)}
	rng.Uniform(rng.For(1, name), m.Data, 0, .2)
	labels := make([]uint8, n)
	for i := range n {
		labels[i] = uint8(i % classes)
		for k := range 4 {
			m.Data[16*i+4*(i%classes%4)+k] += .7
			m.Data[16*i+4*k+i%classes/4] += .7
		}
	}
	return m, labels
}

func world(t *testing.T) (*datasets.Set, *classifier.Classifier) {
	t.Helper()
	set := &datasets.Set{Name: "patterns", Height: 4, Width: 4, Channels: 1}
	set.Train, set.Labels.Train = images("train", 500)
	set.Valid, set.Labels.Valid = images("valid", 100)
	set.Test, set.Labels.Test = images("test", 200)
	c, err := classifier.Train(t.Context(), recognition(), matrix(points(set.Train)), set.Labels.Train, 1)
	if err != nil {
		t.Fatal(err)
	}
	return set, c
}

// recognition is a recipe that learns the patterns, whose place is their class.
func recognition() classifier.Config {
	c := classifier.Images(4, 4)
	c.Shift = classifier.Shift{}
	return c
}

var grid = parzen.LogGrid(.05, 1, 10)

// TestConditional compares samples of the right classes with samples whose classes are shifted by one. Both are images of the data.
func TestConditional(t *testing.T) {
	set, recognise := world(t)
	right, _ := images("samples", 300)
	wrong := right
	wrong.Data = append(slices.Clone(right.Data[16:]), right.Data[:16]...)
	measure := func(samples datasets.Images) map[string]float64 {
		c := Conditional{Classes: classes, Set: set, Recognise: recognise, Config: recognition(), Grid: grid, Validation: 100, Seed: 1}
		r, err := c.Measure(t.Context(), points(samples))
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Lines) != 2 || len(r.Lines[0].Points) != classes {
			t.Errorf("lines %+v", r.Lines)
		}
		return r.Metrics
	}
	good, bad := measure(right), measure(wrong)
	for name, want := range map[string][2]float64{ // least of the good ones, most of the bad ones
		metric.LabelAgreement: {.99, .01}, metric.AccuracyFromSamples: {.99, .01}, metric.ClassLL: {good[metric.ClassLLOfImages] - 2, good[metric.ClassLLOfImages] - 10},
	} {
		if good[name] < want[0] || bad[name] > want[1] {
			t.Errorf("%s: %.3f of good samples, want at least %.3f; %.3f of bad ones, want at most %.3f", name, good[name], want[0], bad[name], want[1])
		}
	}
	for _, m := range []map[string]float64{good, bad} {
		if m[metric.AccuracyFromImages] < .99 || math.Abs(m[metric.ClassSpread]-1) > .1 {
			t.Errorf("%s %.3f, %s %.3f: both belong to images of the data", metric.AccuracyFromImages, m[metric.AccuracyFromImages], metric.ClassSpread, m[metric.ClassSpread])
		}
	}
}

// nets returns adversarial nets with a linear generator of the data, 3 values to 16, before their training.
func nets(set *datasets.Set) *gan.Trainer {
	return gan.New(gan.Config{
		Noise: gan.Noise{Kind: "uniform", Size: 3}, Batch: 50, Update: gan.Simultaneous, Loss: gan.NonSaturating,
		Stages: []gan.Stage{{
			Generator:     []nn.Layer{{Kind: "linear", Units: 16, IRange: 1}},
			Discriminator: []nn.Layer{{Kind: "relu", Units: 20, IRange: .5}, {Kind: "linear", Units: 1, IRange: .5}},
			Rate:          nn.Decay{Start: .1, Factor: 1}, Momentum: nn.Ramp{Start: .5, End: .5, Epochs: 1},
		}},
	}, matrix(points(set.Train)), 1, "key")
}

// TestInference measures a net that has learned the inverse of a linear generator, on test images that the generator can make.
func TestInference(t *testing.T) {
	set, recognise := world(t)
	g := nets(set).Generator()
	made, err := g.Sample(200, rng.For(5, "test"))
	if err != nil {
		t.Fatal(err)
	}
	set.Test = datasets.Images{N: 200, Dim: 16, Data: made.Data}
	recipe := gan.Inference{Layers: []nn.Layer{{Kind: "relu", Units: 40, IRange: .3}, {Kind: "linear", Units: 3, IRange: .3}}, Rate: nn.Decay{Start: .03, Factor: 1.002, Floor: .001},
		Momentum: .5, Batch: 50, Updates: 2000}
	e, err := g.Infer(t.Context(), recipe, 16, 1, nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := Inference{Generator: g, Net: e, Set: set, Recognise: recognise, Search: Search{20, 2, 300}, Seed: 1}.Measure(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	m := r.Metrics
	if m[metric.NoiseR2] < .95 || m[metric.NoiseR2] > 1 {
		t.Errorf("R² of z is %.3f", m[metric.NoiseR2])
	}
	if own, other := m[metric.ReconstructionByNoise], m[metric.ReconstructionOfOthers]; own > other/3 {
		t.Errorf("distance %.2f with the predicted z, %.2f with that of another image", own, other)
	}
	if by, from := m[metric.ReconstructionBySearch], m[metric.ReconstructionOfSearched]; by > from/2 || m[metric.ReconstructionByRandomSearch] > from/2 {
		t.Errorf("distance %.3f after the search, %.3f before, %.3f from random z", by, from, m[metric.ReconstructionByRandomSearch])
	}
	if n := m[metric.NeighbourInPixels]; n < 0 || n > 1 {
		t.Errorf("share of neighbours %.3f", n)
	}
}

// TestNeighboursOfItself checks the shares of neighbours of the same class where test images are patterns too.
func TestNeighboursOfItself(t *testing.T) {
	set, recognise := world(t)
	n := nets(set)
	e, err := n.Generator().Infer(t.Context(), gan.Inference{Layers: []nn.Layer{{Kind: "linear", Units: 3, IRange: .3}}, Rate: nn.Decay{Start: .01, Factor: 1}, Batch: 10, Updates: 1}, 16, 1, nil)
	if err != nil {
		t.Fatal(err)
	}
	to := map[string]float64{}
	if err := (Inference{Generator: n.Generator(), Net: e, Set: set, Recognise: recognise}).neighbours(t.Context(), to); err != nil {
		t.Fatal(err)
	}
	if math.Abs(to[metric.NeighbourInPixels]-1) > 1e-9 {
		t.Errorf("%.3f of the patterns have a neighbour of their class, want all", to[metric.NeighbourInPixels])
	}
}

// completions returns the measure of nets that complete images, which are not trained.
func completions(set *datasets.Set, recognise *classifier.Classifier) Completions {
	masks := gan.Masks{Kinds: []gan.Mask{gan.Halves, gan.Everything}, Height: 4, Width: 4, Channels: 1}
	config := gan.Config{Noise: gan.Noise{Kind: "uniform", Size: 16}, Batch: 50, Update: gan.Simultaneous, Loss: gan.NonSaturating, Masks: &masks,
		Stages: []gan.Stage{{
			Generator:     []nn.Layer{{Kind: "linear", Units: 16, IRange: .3, Condition: 16}},
			Discriminator: []nn.Layer{{Kind: "relu", Units: 20, IRange: .5, Condition: 16}, {Kind: "linear", Units: 1, IRange: .5}},
			Rate:          nn.Decay{Start: .1, Factor: 1}, Momentum: nn.Ramp{Start: .5, End: .5, Epochs: 1},
		}}}
	g := gan.New(config, matrix(points(set.Train)), 1, "key").Generator()
	return Completions{Generator: g, Masks: masks, Set: set, Recognise: recognise, Grid: grid, Images: 40, Each: 25, Seed: 1}
}

// TestCompletions compares untrained nets with the nearest training images, on patterns whose half tells the rest.
func TestCompletions(t *testing.T) {
	set, recognise := world(t)
	r, err := completions(set, recognise).Measure(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	name := func(of string) string { return of + "_halves" }
	ll, control := r.Metrics[name(metric.CompletionLL)], r.Metrics[name(metric.CompletionLL)+metric.OfNearest]
	if control < ll+2 {
		t.Errorf("%.1f nats by nearest images, %.1f by untrained nets", control, ll)
	}
	if known := r.Metrics[name(metric.CompletionRecognised)+metric.OfNearest]; known < .9 {
		t.Errorf("%.2f of the images completed with the nearest are recognised", known)
	}
	if spread := r.Metrics[name(metric.CompletionSpread)]; spread <= 0 {
		t.Errorf("spread %g", spread)
	}
	if len(r.Lines) != 2 || len(r.Lines[0].Points) != 1 {
		t.Errorf("lines %+v", r.Lines)
	}
	for n := range r.Metrics {
		if n == metric.CompletionLL+"_everything" {
			t.Error("completions of nothing are measured")
		}
	}
}

// TestLikelihoodOfMissingPixels compares the log density of one image with the definition.
func TestLikelihoodOfMissingPixels(t *testing.T) {
	set, recognise := world(t)
	m := completions(set, recognise)
	of := m.drawn("test", gan.Quadrants, set.Test)
	const sigma = .3
	got, err := m.likelihoods(t.Context(), m.nearest, of, parzen.Grid{sigma}, nil)
	if err != nil {
		t.Fatal(err)
	}
	made, err := m.nearest(t.Context(), of.images, of.hidden, 0)
	if err != nil {
		t.Fatal(err)
	}
	density, missing := 0.0, 0.0
	for i := range made.Rows {
		squares := 0.0
		missing = 0
		for k, v := range made.Row(i) {
			if of.hidden.Row(0)[k] == 1 {
				squares += math.Pow(float64(v-of.images.Row(0)[k]), 2)
				missing++
			}
		}
		density += math.Exp(-squares/(2*sigma*sigma)) / float64(made.Rows)
	}
	want := math.Log(density) - missing*math.Log(sigma*math.Sqrt(2*math.Pi))
	if math.Abs(got[0][0]-want) > 1e-3 || missing != 4 {
		t.Errorf("log density %.5f, want %.5f; %g missing pixels, want 4", got[0][0], want, missing)
	}
}

// TestNearestCompletions checks that the control keeps what is given, takes the rest from training images, and orders them by the distance in the
// given pixels.
func TestNearestCompletions(t *testing.T) {
	set, recognise := world(t)
	m := completions(set, recognise)
	of := m.drawn("test", gan.Halves, set.Test)
	made, err := m.nearest(t.Context(), of.images, of.hidden, 3)
	if err != nil {
		t.Fatal(err)
	}
	image, gone := of.images.Row(3), of.hidden.Row(3)
	before := float32(0)
	for i := range made.Rows {
		row := slices.IndexFunc(slices.Collect(func(yield func([]float32) bool) {
			for j := range set.Train.N {
				if !yield(set.Train.Row(j)) {
					return
				}
			}
		}), func(train []float32) bool {
			for k, v := range made.Row(i) {
				if gone[k] == 1 && v != train[k] {
					return false
				}
			}
			return true
		})
		if row < 0 {
			t.Fatalf("the missing pixels of completion %d are of no training image", i)
		}
		d := float32(0) // in the given pixels alone
		for k, v := range set.Train.Row(row) {
			if gone[k] == 0 {
				d += (v - image[k]) * (v - image[k])
			}
		}
		if d < before-1e-5 {
			t.Errorf("completion %d is of an image at %g, after one at %g", i, d, before)
		}
		before = d
		for k, v := range made.Row(i) {
			if gone[k] == 0 && v != image[k] {
				t.Fatalf("completion %d changes a given pixel", i)
			}
		}
	}
}

// TestFewLabels checks the errors by the number of labels on patterns that every start can learn, and that the gain is the mean difference of the
// same draws.
func TestFewLabels(t *testing.T) {
	set, _ := world(t)
	told := 0
	m := FewLabels{Nets: nets(set), Set: set, Classes: classes, Labels: []int{20, 200}, Draws: 3, Updates: 400,
		Config: classifier.Config{Batch: 10, Rate: nn.Decay{Start: .1, Factor: 1}, Momentum: .5}, Seed: 1, Tell: func(done, total int) { told = done*100 + total }}
	r, err := m.Measure(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if told != 18*100+18 {
		t.Errorf("told %d, want 18 of 18", told)
	}
	for _, start := range []string{"scratch", "pretrained", "frozen"} {
		few, many := r.Metrics[fmt.Sprintf("few_labels_error_%s_20", start)], r.Metrics[fmt.Sprintf("few_labels_error_%s_200", start)]
		if many > .05 || few < many {
			t.Errorf("%s: error %.3f with 20 labels, %.3f with 200", start, few, many)
		}
	}
	m.Updates = 10 // too few to learn all: the starts differ
	if r, err = m.Measure(t.Context()); err != nil {
		t.Fatal(err)
	}
	gain := r.Metrics["few_labels_error_scratch_20"] - r.Metrics["few_labels_error_pretrained_20"]
	if gain == 0 {
		t.Error("both starts make the same errors: the comparison shows nothing")
	}
	if got := r.Metrics["few_labels_gain_20"]; math.Abs(got-gain) > 1e-12 || r.Metrics["few_labels_gain_low_20"] > got || r.Metrics["few_labels_gain_high_20"] < got {
		t.Errorf("gain %g, want %g", got, gain)
	}
	if len(r.Lines) != 4 || len(r.Lines[0].Points) != 2 || r.Lines[0].Points[1].X != 200 {
		t.Errorf("lines %+v", r.Lines)
	}
}

// TestLikelihood checks both curves of a generator on images that it nearly makes: the annealed one lies above the window's, whose samples are few.
func TestLikelihood(t *testing.T) {
	set, _ := world(t)
	n := nets(set)
	net, noise, _ := n.Generator().Decoder()
	samples, err := n.Sample(50, rng.For(4, "samples"))
	if err != nil {
		t.Fatal(err)
	}
	var stages []string
	l := Likelihood{
		Decoder: Decoder{Decoder: ais.Decoder{Net: net, Prior: ais.Prior(noise)}}, Recipe: ais.Recipe{Sigmas: []float64{.1, .4}, Steps: 60, Leaps: 4, Chains: 4},
		Set: set, Images: 12, Simulated: 5, Seed: 1, Tell: func(stage string) { stages = append(stages, stage) },
	}
	c, err := l.Compute(t.Context(), pointsOf(samples))
	if err != nil {
		t.Fatal(err)
	}
	for j, sigma := range c.Sigmas {
		annealed, _ := MeanError(c.Annealed[j])
		window, _ := MeanError(c.Window[j])
		if len(c.Annealed[j]) != 12 || len(c.Window[j]) != 12 || annealed < window {
			t.Errorf("sigma %g: %.2f nats by annealing of %d images, %.2f by the window", sigma, annealed, len(c.Annealed[j]), window)
		}
	}
	if c.Accepted <= 0 || c.Accepted >= 1 || math.IsNaN(c.Gap) || c.Best.Rows != 12 || len(stages) != 3 || c.Smallest() != 0 {
		t.Errorf("%+v", c)
	}
	r := c.Result()
	if len(r.Lines) != 2 || r.Lines[0].Points[1].X != .4 || r.Metrics[metric.AnnealingGap] != c.Gap {
		t.Errorf("%+v", r)
	}
}
