package spec_test

import (
	"bytes"
	"os"
	"reflect"
	"strings"
	"testing"

	"gan2014/experiments/spec"
)

// every parses a spec with a system of each kind: that of testdata without its matrix.
func every(t *testing.T, sets ...string) (*spec.Spec, error) {
	t.Helper()
	text, err := os.ReadFile("testdata/valid/full.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return spec.Parse("full.yaml", text, append([]string{"matrix={}"}, sets...), bundled)
}

// run returns the first run of the system with a name.
func run(t *testing.T, name string, sets ...string) spec.Run {
	t.Helper()
	s, err := every(t, sets...)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range s.Plan() {
		if r.System.Name == name {
			return r
		}
	}
	t.Fatalf("no run of %s", name)
	panic("unreachable")
}

func TestKinds(t *testing.T) {
	check := func(name string, got, want any) {
		t.Helper()
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s is %+v, want %+v", name, got, want)
		}
	}
	units, epochs := spec.PerBudget{"short": 20, "long": 200}, spec.PerBudget{"short": 2, "long": 20}
	rising := spec.Ramp{Start: .5, End: .9, Epochs: 5}
	ten, one := spec.PerBudget{"": 10}, spec.PerBudget{"": 1}
	check("DBN", run(t, "DBN").System.DBN, &spec.DBNRecipe{
		Images: spec.PerBudget{"short": 1000}, Batch: 100,
		Layers: []spec.Machine{
			{LayerSchedule: spec.LayerSchedule{Units: units, Epochs: epochs, LearningRate: spec.Ramp{Start: .1, End: .1}, Momentum: rising}, Steps: 1},
			{LayerSchedule: spec.LayerSchedule{Units: ten, Epochs: one, LearningRate: spec.Ramp{Start: .05, Epochs: 5}}, Steps: 2, Persistent: true, Decay: .001},
		},
		Emit: spec.MeanField, Chain: spec.Chain{Chains: 100, BurnIn: 1000, Thin: 10}, Validate: spec.Validate{Every: 1},
	})
	check("DBM", run(t, "DBM").System.DBM, &spec.DBMRecipe{
		Images: spec.PerBudget{"short": 1000}, Batch: 100,
		Layers: []spec.LayerMachine{
			{LayerSchedule: spec.LayerSchedule{Units: units, Epochs: epochs, LearningRate: spec.Ramp{Start: .1, End: .1}, Momentum: rising}, Steps: 1},
			{LayerSchedule: spec.LayerSchedule{Units: ten, Epochs: one, LearningRate: spec.Ramp{Start: .05, Epochs: 5}}, Steps: 2, Decay: .001},
		},
		Joint: spec.JointRecipe{Epochs: spec.PerBudget{"short": 3, "long": 30}, LearningRate: spec.Ramp{Start: .02, Epochs: 5}, Momentum: rising,
			Decay: .0002, MeanField: 10, Chains: 50, Steps: 5},
		Emit: spec.Draws, Chain: spec.Chain{Chains: 100, BurnIn: 1000, Thin: 10}, Validate: spec.Validate{Every: 1},
	})
	check("CAE", run(t, "Stacked CAE").System.CAE, &spec.CAERecipe{
		Images: spec.PerBudget{"short": 1000}, Batch: 100,
		Layers: []spec.Autoencoder{
			{LayerSchedule: spec.LayerSchedule{Units: units, Epochs: epochs, LearningRate: spec.Ramp{Start: .05, Epochs: 5}, Momentum: rising}, Contraction: .1},
			{LayerSchedule: spec.LayerSchedule{Units: ten, Epochs: one, LearningRate: spec.Ramp{Start: .1, End: .1}, Momentum: spec.Ramp{Start: .9, End: .9}}},
		},
		Level: 1, Noise: .5, Chain: spec.Chain{Chains: 100, Thin: 5}, Validate: spec.Validate{Every: 1},
	})
	check("GSN", run(t, "Deep GSN").System.GSN, &spec.GSNRecipe{
		Epochs: epochs, Images: spec.PerBudget{"short": 1000}, Batch: 100, Hidden: []spec.PerBudget{units, ten},
		Walkback: 4, SaltAndPepper: .4, Noise: 2, LearningRate: spec.NumberPerBudget{"short": 4, "long": .25}, Annealing: spec.NumberPerBudget{"short": .97, "long": .995}, Momentum: .5,
		Emit: spec.Means, Chain: spec.Chain{Chains: 1, Thin: 1}, Validate: spec.Validate{Every: 1},
	})
	check("k-means", run(t, "k-means").System.KMeans, &spec.KMeansRecipe{Centroids: 100, Epochs: epochs, Images: spec.PerBudget{"short": 1000}})
	check("normal distribution", run(t, "Normal distribution").System.Normal, &spec.NormalRecipe{Share: .9, Clip: true, Images: spec.PerBudget{"short": 1000}})

	for name, want := range map[string][2]int{"DBN": {3, 21}, "DBM": {6, 51}, "Stacked CAE": {3, 21}, "Deep GSN": {2, 20}, "k-means": {2, 20}, "Mean image": {1, 1}} {
		check("epochs of "+name, [2]int{run(t, name).Epochs, run(t, name, "budget=long").Epochs}, want)
	}
	for name, want := range map[string][2]int{"DBN": {1000, 0}, "DBM": {1000, 0}, "Stacked CAE": {1000, 0}, "Deep GSN": {1000, 0}, "k-means": {1000, 0}} {
		check("images of "+name, [2]int{run(t, name).Images, run(t, name, "budget=long").Images}, want)
	}
}

// TestKindsInTheKey checks that the canonical form of every kind is a spec of the same run under its budget and contains each
// number.
func TestKindsInTheKey(t *testing.T) {
	s, err := every(t)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range s.Plan() {
		again, err := spec.Parse("canonical", r.Canonical(), []string{"name=full", "seeds=[1]"}, nil)
		if err != nil {
			t.Fatalf("%s\n%v", r.Canonical(), err)
		}
		if got := again.Plan()[0].Canonical(); !bytes.Equal(got, r.Canonical()) {
			t.Errorf("read again, it is\n%s, not\n%s", got, r.Canonical())
		}
	}
	check := func(name string, same bool, sets ...string) {
		t.Helper()
		if got := run(t, name, sets...).Key() == run(t, name).Key(); got != same {
			t.Errorf("%q: the key of %s is the same: %v", sets, name, got)
		}
	}
	for _, set := range []string{
		"images=2000", "batch=50", "layers.0.units.short=21", "layers.0.epochs.short=3", "layers.0.learning_rate=0.2", "layers.1.learning_rate.epochs=6",
		"layers.0.momentum.end=0.8", "layers.0.steps=2", "layers.1.persistent=false", "layers.1.decay=0",
		"emit=means", "emit=draws", "chain.chains=1", "chain.burn_in=0", "chain.thin=1", "validate={every: 2}",
	} {
		check("DBN", false, "systems.DBN.dbn."+set)
	}
	check("DBN", true, "systems.DBN.dbn.layers.0.units.long=21", "systems.DBN.dbn.layers.0.epochs.long=1")
	check("DBN", true, "systems.DBN.dbn.layers.0.learning_rate={start: 0.1, end: 0.1, epochs: 7}")
	for _, set := range []string{
		"images=2000", "batch=50", "layers.0.units.short=21", "layers.0.epochs.short=3", "layers.0.steps=2", "layers.1.decay=0", "joint.epochs.short=4",
		"joint.learning_rate=0.1", "joint.momentum=0", "joint.decay=0", "joint.mean_field=0", "joint.chains=1", "joint.steps=1", "emit=means", "chain.thin=1",
	} {
		check("DBM", false, "systems.DBM.dbm."+set)
	}
	check("DBM", true, "systems.DBM.dbm.layers.0.units.long=21", "systems.DBM.dbm.joint.epochs.long=1")
	for _, set := range []string{"layers.0.contraction=0.2", "level=0", "noise=1"} {
		check("Stacked CAE", false, "systems.Stacked CAE.cae."+set)
	}
	for _, set := range []string{"epochs.short=3", "hidden.0.short=21", "walkback=3", "salt_and_pepper=0.3", "noise=1", "learning_rate=0.2", "annealing=1", "momentum=0"} {
		check("Deep GSN", false, "systems.Deep GSN.gsn."+set)
	}
	check("k-means", false, "systems.k-means.kmeans.centroids=200")
	check("Normal distribution", false, "systems.Normal distribution.gaussian.clip=false")
	check("Trained before", false, "systems.Trained before.sha256='0000000000000000000000000000000000000000000000000000000000000000'")
	check("Trained before", true, "systems.Trained before.file=other.safetensors")
}

// TestCanonicalGenerator checks that the canonical form of a run has the content of the file, and not its name.
func TestCanonicalGenerator(t *testing.T) {
	r := run(t, "Trained before")
	if text := string(r.Canonical()); !strings.Contains(text, `"sha256":"0123456789abcdef`) || strings.Contains(text, "mnist.safetensors") {
		t.Errorf("the canonical form is %s", text)
	}
	if r.System.File != "mnist.safetensors" || r.Epochs != 0 {
		t.Errorf("the run has the file %q and %d epochs", r.System.File, r.Epochs)
	}
}

func TestRulesOfKinds(t *testing.T) {
	check := func(set string, want ...string) {
		t.Helper()
		_, err := every(t, set)
		if got := first(err); !reflect.DeepEqual(got, want) {
			t.Errorf("%s:\ngot  %q\nwant %q", set, got, want)
		}
	}
	check("systems.DBN.dbn.steps=1", `-set:2:17: unknown key "steps" (steps is a key of evaluation.likelihood and of systems.*.evaluation.likelihood and of others)`)
	check("systems.DBN.dbn.layers.0={units: 5}", `-set:2:26: layer needs the key "epochs"`, `-set:2:26: layer needs the key "learning_rate"`,
		`-set:2:26: layer needs the key "momentum"`, `-set:2:26: layer needs the key "steps"`)
	check("systems.DBN.dbn.layers.0.learning_rate={start: 0.1}", `-set:2:26: learning_rate needs the key "end"`)
	check("systems.DBN.dbn.layers.0.learning_rate=fast", `-set:2:40: learning_rate must be a number, not "fast"`)
	check("systems.DBN.dbn.layers.0.momentum=1", `-set:2:35: momentum must be at least 0 and below 1, not 1`)
	check("systems.DBN.dbn.layers.0.units={long: 5}", `full.yaml:4:9: budget "short" is not among the units of "DBN" (known budgets: long)`)
	check("systems.DBN.dbn.emit=samples", `-set:2:22: emit must be means or draws or mean field, not "samples"`)
	check("systems.DBN.dbn.images=50", `-set:2:24: images must be at least 100, the batch, not 50`)
	check("systems.DBN.dbn.images=50001", `-set:2:24: images must be at most 50000, the training images of mnist, not 50001`)
	check("systems.DBN.dbn.images={shrot: 500}", `-set:2:25: budget "shrot" is not among the epochs (did you mean "short"?)`)
	check("systems.DBN.dataset=cifar10", `-set:2:21: a deep belief net needs pixels from 0 to 1; those of cifar10 are normalised`)
	check("systems.DBN.train={}", `-set:2:13: train is for kind gan only, not for dbn`)
	check("systems.DBM.dbm.layers=[{units: 5, epochs: 1, learning_rate: 0.1, momentum: 0, steps: 1}]", `-set:2:24: layers must have from 2 to 2 items, not 1`)
	check("systems.DBM.dbm.layers.0.persistent=true", `-set:2:26: unknown key "persistent" (persistent is a key of systems.*.dbn.layers.*)`)
	check("systems.DBM.dbm.joint={epochs: 5}", `-set:2:17: joint needs the key "learning_rate"`, `-set:2:17: joint needs the key "momentum"`, `-set:2:17: joint needs the key "mean_field"`, `-set:2:17: joint needs the key "chains"`, `-set:2:17: joint needs the key "steps"`)
	check("systems.DBM.dbm.joint.momentum=1", `-set:2:32: momentum must be at least 0 and below 1, not 1`)
	check("systems.DBM.dbm.joint.steps=0", `-set:2:29: steps must be from 1 to 1000, not 0`)
	check("systems.DBM.dbm.joint.epochs={long: 5}", `full.yaml:4:9: budget "short" is not among the epochs of "DBM" (known budgets: long)`, `full.yaml:477:16: budget "short" is not among the epochs (known budgets: long)`)
	check("systems.DBM.dbm.emit=mean field", `-set:2:22: emit must be means or draws, not "mean field"`)
	check("systems.DBM.dbm.batch=50001", `full.yaml:477:23: images must be at least 50001, the batch, not 1000`, `-set:2:23: batch must be at most 50000, the training images of mnist, not 50001`)
	check("systems.DBM.dataset=cifar10", `-set:2:21: a deep Boltzmann machine needs pixels from 0 to 1; those of cifar10 are normalised`)
	check("systems.DBM.dbn={}", `-set:2:13: dbn is for kind dbn only, not for dbm`)
	check("systems.Stacked CAE.cae.level=2", `-set:2:31: level must be below 2, the number of layers, not 2`)
	check("systems.Deep GSN.gsn.emit=mean field", `-set:2:27: emit must be means or draws, not "mean field"`)
	check("systems.Deep GSN.gsn.hidden.0=many", `-set:2:31: layer must be an integer, not "many"`)
	check("systems.k-means.kmeans.centroids=50001", `-set:2:34: centroids must be at most 50000, the training images of mnist, not 50001`)
	check("systems.k-means.kmeans.centroids=9", `full.yaml:10:12: samples must be at most 9, the centroids, not 10`, `full.yaml:15:10: curve must be at most 9, the centroids, not 100`)
	check("systems.Normal distribution.dataset=cifar10", `-set:2:37: clip needs pixels from 0 to 1; those of cifar10 are normalised`)
	check("systems.Trained before.sha256=00ff", `-set:2:31: sha256 must be 64 hexadecimal digits in lower case, not "00ff"`)
	check("systems.Trained before={name: Trained before, kind: generator, dataset: mnist}", `-set:2:24: system needs the key "file"`)
	check("systems.Trained before.train={}", `-set:2:24: train is for kind gan only, not for generator`)
	check("systems.DBN.file=x", `-set:2:13: file is for kind generator or samples only, not for dbn`)
	check("systems.Normal distribution.gaussian.share=0", `-set:2:44: share must be above 0 and at most 1, not 0`)
}

// TestGivenSeeds checks which seeds a system with given samples has, that all its runs have one recipe, and that the name of a file is in no key.
func TestGivenSeeds(t *testing.T) {
	s, err := every(t, "seeds=[2, 5, 1]", "systems.Given.evaluation={curve: 10}")
	if err != nil {
		t.Fatal(err)
	}
	var runs []spec.Run
	for _, r := range s.Plan() {
		if r.System.Kind == spec.Given {
			runs = append(runs, r)
		}
	}
	if len(runs) != 2 || runs[0].Seed != 2 || runs[1].Seed != 1 || runs[0].Recipe() != runs[1].Recipe() || runs[0].Key() == runs[1].Key() {
		t.Fatalf("%d runs", len(runs))
	}
	if file, sum := runs[0].GivenFile(); file != "b.npz" || !strings.HasPrefix(sum, "0123") {
		t.Errorf("seed 2 has the file %s of SHA-256 %s", file, sum)
	}
	if other := run(t, "Given", "systems.Given.files=[c.npy, d.npy]", "seeds=[2]"); other.Recipe() != run(t, "Given", "seeds=[2]").Recipe() {
		t.Error("the names of the files are part of the recipe")
	}
	if other := run(t, "Given", "systems.Given.sha256s.1="+strings.Repeat("f", 64), "seeds=[1]"); other.Recipe() == run(t, "Given", "seeds=[1]").Recipe() {
		t.Error("the SHA-256 of a file is no part of the recipe")
	}
	for set, want := range map[string]string{
		"seeds=[7]":                   `system "Given" has samples for the seeds 1 to 2 only`,
		"systems.Given.sha256s=[0]":   "sha256 must be text",
		"systems.Given.sha256s=['x']": "must be 64 hexadecimal digits",
		"systems.Given.files=[a]":     "1 files have 2 SHA-256",
		"systems.Given.range=bytes":   "range must be LOW..HIGH, as 0..255, or same",
		"systems.Given.file=x":        "files and file exclude each other",
	} {
		if _, err := every(t, set); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want one that says %q", set, err, want)
		}
	}
}
