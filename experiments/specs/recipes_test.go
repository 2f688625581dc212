package specs_test

import (
	"reflect"
	"slices"
	"testing"

	"gan2014/experiments/spec"
)

// A recipe holds the settings of a yaml file of goodfeli/adversarial, and the epochs and images of our budgets.
type recipe struct {
	noise                    spec.NoiseKind
	dataset                  string
	generator, discriminator []spec.Layer
	batch                    int
	rate                     float64
	epochs, patience, images spec.PerBudget
	stages                   []spec.Stage
}

// maxoutNet returns the discriminator of the fully connected files.
func maxoutNet(units int, norm float64) []spec.Layer {
	return []spec.Layer{
		{Kind: spec.Maxout, Units: units, Pieces: 5, IRange: .005, MaxColNorm: norm, Keep: .8},
		{Kind: spec.Maxout, Units: units, Pieces: 5, IRange: .005, MaxColNorm: norm, Keep: .5},
		{Kind: spec.Sigmoid, IRange: .005, MaxColNorm: norm, Keep: .5},
	}
}

// recipes lists the settings by hand, from tables of facts about the original files and not from the specs.
func recipes() map[string]recipe {
	const norm = 1.9365
	relu := spec.Layer{Kind: spec.ReLU, Units: 8000, IRange: .05}
	sigmoid := spec.Layer{Kind: spec.Sigmoid, Units: 8000, IRange: .05}
	limited := func(l spec.Layer, units int, bias float64) spec.Layer {
		l.Units, l.MaxColNorm, l.Bias.Value = units, norm, bias
		return l
	}
	conv := func(channels, kernel, pad, pool int, keep float64) spec.Layer {
		return spec.Layer{Kind: spec.MaxoutConv, Channels: channels, Pieces: 2, Kernel: kernel, Pad: pad, Pool: pool, PoolStride: 2, IRange: .005, Keep: keep}
	}
	return map[string]recipe{
		"mnist": {
			noise: spec.Uniform, dataset: "mnist", batch: 100, rate: .1, epochs: spec.PerBudget{"minutes": 25, "hour": 100, "paper": 250}, patience: spec.PerBudget{"paper": 100},
			generator: []spec.Layer{{Kind: spec.ReLU, Units: 1200, IRange: .05}, {Kind: spec.ReLU, Units: 1200, IRange: .05},
				{Kind: spec.Sigmoid, IRange: .05, Bias: spec.Bias{Marginals: true}}},
			discriminator: maxoutNet(240, 0),
		},
		"tfd": {
			noise: spec.Gaussian, dataset: "tfd-like", batch: 100, rate: .05, epochs: spec.PerBudget{"minutes": 2, "hour": 4, "paper": 50}, images: spec.PerBudget{"minutes": 1500, "hour": 12000},
			generator: []spec.Layer{limited(relu, 8000, 0), limited(sigmoid, 8000, -2),
				{Kind: spec.Sigmoid, SparseInit: 100, MaxColNorm: norm, Bias: spec.Bias{Marginals: true}}},
			discriminator: maxoutNet(1200, norm),
			stages: []spec.Stage{{Epochs: spec.PerBudget{"minutes": 1, "hour": 2, "paper": 22},
				Layers: []spec.Layer{limited(relu, 8000, 0), limited(sigmoid, 100, -2)}}},
		},
		"cifar10-fc": {
			noise: spec.Gaussian, dataset: "cifar10", batch: 100, rate: .025, epochs: spec.PerBudget{"minutes": 2, "hour": 12, "paper": 250}, images: spec.PerBudget{"minutes": 6000},
			generator:     []spec.Layer{relu, sigmoid, {Kind: spec.Identity, IRange: .5}},
			discriminator: maxoutNet(1600, 0),
		},
		"cifar10-conv": {
			noise: spec.Gaussian, dataset: "cifar10", batch: 128, rate: .004, epochs: spec.PerBudget{"minutes": 2, "hour": 13, "paper": 250}, images: spec.PerBudget{"minutes": 6000},
			generator: []spec.Layer{relu, sigmoid, {Kind: spec.Deconv, Reshape: &spec.Shape{Height: 10, Width: 10, Channels: 80}, Kernel: 5, Stride: 3, IRange: .05}},
			discriminator: []spec.Layer{conv(32, 8, 4, 4, .8), conv(32, 8, 3, 4, .5), conv(192, 5, 3, 2, .5),
				{Kind: spec.Maxout, Units: 500, Pieces: 5, IRange: .005, Keep: .5}, {Kind: spec.Sigmoid, IRange: .005, Keep: .5}},
		},
	}
}

// TestRecipes compares every constant of the specs with the original files.
func TestRecipes(t *testing.T) {
	for name, want := range recipes() {
		system := read(t, name).Systems[0]
		check := func(what string, got, want any) {
			t.Helper()
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%s: %s is %+v, want %+v", name, what, got, want)
			}
		}
		train := *system.Train
		check("validation", train.Validate.Every > 0, true)
		train.Validate = spec.Validate{}
		check("training", train, spec.Train{
			Epochs: want.epochs, Images: want.images, Batch: want.batch, Update: spec.Simultaneous, K: 1, Loss: spec.NonSaturating,
			LearningRate: spec.LearningRate{Start: want.rate, Decay: 1.000004, Floor: 1e-6},
			Momentum:     spec.Momentum{Start: .5, End: .7, Epochs: 250}, Patience: want.patience, Select: spec.Last,
		})
		check("data set", system.Dataset, want.dataset)
		check("noise", system.Generator.Noise, spec.Noise{Kind: want.noise, Size: 100})
		check("generator", system.Generator.Layers, want.generator)
		check("discriminator", system.Discriminator.Layers, want.discriminator)
		check("stages", system.Stages, want.stages)
	}
}

// TestEvaluations checks the protocol of parzen_ll.py: 10,000 samples, 1,000 validation images, logspace(-1, 0, 10). The finer
// grid beside it is ours.
func TestEvaluations(t *testing.T) {
	for name := range recipes() {
		e := read(t, name).Systems[0].Evaluation
		if e.Samples != 10_000 || e.Validation != 1000 || e.Grids[0] != (spec.Grid{Name: "paper", From: .1, To: 1, Count: 10, Spacing: spec.Log}) {
			t.Errorf("%s is evaluated by %+v", name, e)
		}
	}
}

// TestFigures checks that a figure consists of the runs of its panels, so that a run computed for one serves the other. The short budgets
// train our recipes for a desk, and paper the original ones.
func TestFigures(t *testing.T) {
	keys := func(budget string, names ...string) (keys []string) {
		for _, name := range names {
			for _, run := range read(t, name, "budget="+budget).Plan() {
				keys = append(keys, run.Key())
			}
		}
		return keys
	}
	check := func(budget, figure string, panels ...string) {
		t.Helper()
		if got, want := keys(budget, figure), keys(budget, panels...); !slices.Equal(got, want) {
			t.Errorf("%s, budget %s, has the runs %q, its panels %q", figure, budget, got, want)
		}
	}
	for _, budget := range []string{"minutes", "hour"} {
		check(budget, "figure2", "mnist", "desk-faces", "desk-cifar10", "desk-cifar10-conv")
		check(budget, "figure3", "mnist")
	}
	check("paper", "figure2", "mnist", "tfd", "cifar10-fc", "cifar10-conv")
	check("paper", "figure3", "mnist")
}

// TestTable1 checks that Table 1 has every row of the paper and the controls, on digits and on faces, all evaluated like the adversarial
// nets. Those of the faces are our recipe under the short budgets, and the original under paper. Generators that were trained before come first.
func TestTable1(t *testing.T) {
	for budget, faces := range map[string]struct{ name, spec string }{
		"minutes": {"Adversarial nets, desk recipe", "desk-faces"},
		"hour":    {"Adversarial nets, desk recipe", "desk-faces"},
		"paper":   {"Adversarial nets", "tfd"},
	} {
		table := read(t, "table1", "budget="+budget)
		var rows []string
		for _, s := range table.Systems {
			rows = append(rows, s.Dataset+"/"+s.Name)
		}
		want := []string{"mnist/Shipped generators", "tfd-like/Shipped generators"}
		others := []string{"True distribution", "Mean image", "Normal distribution", "k-means", "DBN", "Stacked CAE", "Deep GSN"}
		for _, name := range append(others, "Adversarial nets") {
			want = append(want, "mnist/"+name)
		}
		for _, name := range []string{faces.name, "DBN", "Deep GSN", "Stacked CAE", "Normal distribution", "k-means", "True distribution", "Mean image"} {
			want = append(want, "tfd-like/"+name) // the longest runs first
		}
		if !slices.Equal(rows, want) {
			t.Fatalf("budget %s: table1 has the rows %q, want %q", budget, rows, want)
		}
		shipped, systems := table.Systems[:2], table.Systems[2:]
		for i, s := range systems {
			nets := systems[7+i/8]        // of the data set
			if s.Kind == spec.MeanImage { // one image scores the same as many copies of it
				one := *nets.Evaluation
				one.Samples = 1
				nets.Evaluation = &one
			}
			if !reflect.DeepEqual(s.Evaluation, nets.Evaluation) {
				t.Errorf("%s/%s is evaluated by %+v, the adversarial nets by %+v", s.Dataset, s.Name, s.Evaluation, nets.Evaluation)
			}
		}
		for i, s := range shipped {
			if nets := systems[7+i]; !reflect.DeepEqual(s.Evaluation, nets.Evaluation) {
				t.Errorf("the shipped generator of %s is evaluated by %+v, the adversarial nets by %+v", s.Dataset, s.Evaluation, nets.Evaluation)
			}
		}
		if !reflect.DeepEqual(systems[7], read(t, "mnist").Systems[0]) || !reflect.DeepEqual(systems[8], read(t, faces.spec).Systems[0]) {
			t.Errorf("budget %s: the adversarial nets are not those of mnist.yaml and %s.yaml", budget, faces.spec)
		}
	}
}

// TestDeskRecipes checks that our recipes are evaluated like the originals of the same data.
func TestDeskRecipes(t *testing.T) {
	for desk, original := range map[string]string{"desk-faces": "tfd", "desk-cifar10": "cifar10-fc", "desk-cifar10-conv": "cifar10-conv"} {
		if got, want := read(t, desk).Systems[0].Evaluation, read(t, original).Systems[0].Evaluation; !reflect.DeepEqual(got, want) {
			t.Errorf("%s is evaluated by %+v, %s by %+v", desk, got, original, want)
		}
	}
}
