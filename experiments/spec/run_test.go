package spec_test

import (
	"strings"
	"testing"

	"gan2014/experiments/spec"
)

func TestPlan(t *testing.T) {
	type row struct {
		system string
		epochs int
		seed   int64
	}
	want := []row{{"Adversarial nets", 20, 1}, {"Adversarial nets", 20, 5}, {"Control", 0, 1}, {"Control", 0, 5}}
	runs := parse(t, "budget=long").Plan()
	if len(runs) != len(want) {
		t.Fatalf("%d runs, want %d", len(runs), len(want))
	}
	for i, r := range runs {
		if got := (row{r.System.Name, r.Epochs, r.Seed}); got != want[i] || r.Spec != "tiny" || r.Budget != "long" {
			t.Errorf("run %d: %+v of %s %s, want %+v of tiny long", i, got, r.Spec, r.Budget, want[i])
		}
	}
	if runs := parse(t, "systems.0.train.epochs=9").Plan(); runs[0].Epochs != 9 {
		t.Errorf("one number for every budget: %d epochs, want 9", runs[0].Epochs)
	}
	images := func(want int, sets ...string) {
		t.Helper()
		if got := parse(t, sets...).Plan()[0].Images; got != want {
			t.Errorf("%q: %d images, want %d", sets, got, want)
		}
	}
	images(0)
	images(1000, "systems.0.train.images=1000")
	images(1000, "systems.0.train.images={short: 1000}")
	images(0, "systems.0.train.images={short: 1000}", "budget=long")
	images(0, "systems.0.train.images=50000")
	images(50_000, "systems.0.train.images=50000", "systems.0.dataset=tfd")
}

func TestCanonical(t *testing.T) {
	const want = `{"budget":"short","evaluation":{"samples":100,"validation":50,` +
		`"grids":{"coarse":{"from":0.1,"to":1,"count":10,"spacing":"log"}}},` +
		`"systems":[{"name":"Adversarial nets","kind":"gan","dataset":"mnist",` +
		`"generator":{"noise":{"kind":"uniform","size":10},"layers":[{"kind":"relu","units":20,"irange":0.05},` +
		`{"kind":"sigmoid","irange":0.05,"bias":"marginals"}]},` +
		`"discriminator":{"layers":[{"kind":"maxout","units":8,"pieces":2,"irange":0.005,"keep":0.8},` +
		`{"kind":"sigmoid","irange":0.005,"keep":1}]},` +
		`"train":{"epochs":2,"batch":100,"update":"simultaneous","k":1,"loss":"nonsaturating",` +
		`"learning_rate":{"start":0.1,"decay":1.000004,"floor":0.000001},` +
		`"momentum":{"start":0.5,"end":0.7,"epochs":250},"validate":{"every":0},"select":"last"}}]}`
	if got := string(parse(t).Plan()[0].Canonical()); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestKeyIgnores checks that differences of layout, and values of other runs, change neither recipe nor key.
func TestKeyIgnores(t *testing.T) {
	want := parse(t).Plan()[0]
	check := func(what, src string, sets ...string) {
		t.Helper()
		s, err := spec.Parse("other.yaml", []byte(src), sets, bundled)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.Plan()[0]; got.Key("data") != want.Key("data") || got.Recipe("data") != want.Recipe("data") {
			t.Errorf("%s changes it:\n%s\n%s", what, want.Canonical(), got.Canonical())
		}
	}
	check("comments", strings.ReplaceAll(valid, "\n", " # why\n"))
	check("the order of keys", strings.NewReplacer(
		"name: tiny\n", "", "budget: short\n", "budget: short\nname: tiny\n",
		"from: 0.1, to: 1.0", "to: 1.0, from: 0.1", "short: 2, long: 20", "long: 20, short: 2").Replace(valid))
	check("the way of writing a number", strings.ReplaceAll(valid, "0.05", "5.0e-2"))
	check("the spec's name", valid, "name=other")
	check("the other budget", valid, "systems.0.train.epochs.long=21")
	check("one number for every budget", valid, "systems.0.train.epochs=2")
	check("as many images as there are", valid, "systems.0.train.images=50000")
	check("fewer images under the other budget", valid, "systems.0.train.images={long: 1000}")
	check("other seeds", valid, "seeds=[1, 2, 3]")
	check("another system", valid, "systems.1.name=Real images")

	zero := func(set string) string { return parse(t, set).Plan()[0].Key() }
	if zero("systems.0.train.learning_rate.floor=0") != zero("systems.0.train.learning_rate.floor=-0.0") {
		t.Error("the sign of zero changes it")
	}

	s := parse(t, "evaluation.grids.a={from: 0.1, to: 0.2, count: 2, spacing: log}")
	r := s.Plan()[0]
	before := r.Key()
	grids := r.System.Evaluation.Grids
	grids[0], grids[1] = grids[1], grids[0]
	if r.Key() != before {
		t.Error("the order of grids changes it")
	}
}

// TestKeyCounts checks that every value that affects the number or the row's labels changes recipe and key.
func TestKeyCounts(t *testing.T) {
	names := map[string]string{} // override that produced each recipe or key
	for _, set := range []string{
		"name=tiny",
		"budget=long",
		"evaluation.samples=101",
		"evaluation.validation=51",
		"evaluation.grids.coarse.from=0.11",
		"evaluation.grids.coarse.to=1.01",
		"evaluation.grids.coarse.count=11",
		"evaluation.grids.coarse.spacing=linear",
		"evaluation.grids={other: {from: 0.1, to: 1.0, count: 10, spacing: log}}",
		"systems.0.name=Other nets",
		"systems.0.generator.noise.kind=gaussian",
		"systems.0.generator.noise.size=11",
		"systems.0.generator.layers.0.kind=sigmoid",
		"systems.0.generator.layers.0.units=21",
		"systems.0.generator.layers.0.irange=0.051",
		"systems.0.generator.layers.1={kind: sigmoid, irange: 0.05}",
		"systems.0.discriminator.layers.0.pieces=3",
		"systems.0.discriminator.layers.0.keep=0.81",
		"systems.0.discriminator.layers.1.keep=0.81",
		"systems.0.train.epochs.short=3",
		"systems.0.train.images=49999",
		"systems.0.train.batch=101",
		"systems.0.train.update=alternating",
		"systems.0.train.loss=saturating",
		"systems.0.train.learning_rate.start=0.11",
		"systems.0.train.learning_rate.decay=1.000005",
		"systems.0.train.learning_rate.floor=0",
		"systems.0.train.momentum.start=0.51",
		"systems.0.train.momentum.end=0.71",
		"systems.0.train.momentum.epochs=251",
		"systems.0.train.validate.every=1",
		"evaluation.curve=1000",
		"evaluation.grids.coarse.optimum=true",
	} {
		r := parse(t, set).Plan()[0]
		for _, hash := range []string{r.Recipe(), r.Key()} {
			if other, ok := names[hash]; ok {
				t.Errorf("%s and %s give the same hash", other, set)
			}
			if len(hash) != 32 {
				t.Errorf("hash %s has %d digits, want 32", hash, len(hash))
			}
			names[hash] = set
		}
	}
	two := func(sets ...string) string { return parse(t, sets...).Plan()[0].Key() }
	if two("systems.0.train.update=alternating") == two("systems.0.train.update=alternating", "systems.0.train.k=2") {
		t.Error("k changes no key")
	}
	if two("systems.0.train.validate.every=1") == two("systems.0.train.validate.every=1", "systems.0.train.patience=5") {
		t.Error("patience changes no key")
	}
	if two("systems.0.train.validate.every=1") == two("systems.0.train.validate.every=1", "systems.0.train.select=best-valid") {
		t.Error("select changes no key")
	}
}

// TestTraining checks that values that only end a training or score its result do not change its identity.
func TestTraining(t *testing.T) {
	const every = "systems.0.train.validate.every=1"
	id := func(sets ...string) string {
		return parse(t, append([]string{every}, sets...)...).Plan()[0].Training("data")
	}
	want := id()
	for _, set := range []string{
		"budget=long", "systems.0.train.epochs=7", "systems.0.train.patience=9", "systems.0.train.select=best-valid", "systems.0.name=Nets",
		"evaluation.curve=1000", "evaluation.grids.best={from: 0.1, to: 0.2, count: 2, spacing: log, optimum: true}",
	} {
		if id(set) != want {
			t.Errorf("%s makes another training", set)
		}
	}
	for _, set := range []string{
		"seeds=[2]", "systems.0.train.batch=50", "systems.0.train.images=1000", "systems.0.train.validate.every=2", "systems.0.generator.noise.size=11",
		"evaluation.samples=99", "evaluation.validation=49", "evaluation.grids.coarse.count=11", // these affect the validation likelihood
		"systems.0.stages=[{epochs: 1, layers: [{kind: relu, units: 10, irange: 0.1}]}]",
	} {
		if id(set) == want {
			t.Errorf("%s makes no other training", set)
		}
	}
	if r := parse(t, every).Plan()[0]; r.Training("other data") == want {
		t.Error("other data make no other training")
	}
	stages := "systems.0.stages=[{epochs: 1, layers: [{kind: relu, units: 10, irange: 0.1}]}]"
	if id(stages, "systems.0.train.epochs=7") == id(stages) {
		t.Error("a longer first stage makes no other training")
	}
	if never := "systems.0.train.validate.every=0"; id(never) != id(never, "evaluation.samples=99") {
		t.Error("without validation the evaluation makes another training")
	}
}

func TestSeedsByBudget(t *testing.T) {
	for budget, want := range map[string]int{"short": 1, "long": 3} { // 1 for a budget without a number
		s := parse(t, "budget="+budget, "seeds={long: 3}")
		if len(s.Seeds) != want || s.Seeds[want-1] != int64(want) {
			t.Errorf("budget %s: seeds %v, want 1 to %d", budget, s.Seeds, want)
		}
	}
}

func TestPatienceByBudget(t *testing.T) {
	for budget, want := range map[string]int{"short": 0, "long": 100} {
		r := parse(t, "budget="+budget, "systems.0.train.validate.every=5", "systems.0.train.patience={long: 100}").Plan()[0]
		if r.Patience != want || strings.Contains(string(r.Canonical()), "patience") != (want > 0) {
			t.Errorf("budget %s: patience %d, want %d, in %s", budget, r.Patience, want, r.Canonical())
		}
	}
}

func TestKeyParts(t *testing.T) {
	runs := parse(t).Plan()
	a, b := runs[0], runs[1]
	if a.Recipe("data") != b.Recipe("data") {
		t.Error("the seed changes the recipe")
	}
	if a.Key("data") == b.Key("data") {
		t.Error("the seed changes no key")
	}
	if a.Recipe("ab", "c") == a.Recipe("a", "bc") || a.Recipe("a", "b") == a.Recipe("b", "a") || a.Recipe() == a.Recipe("") {
		t.Error("different parts give the same recipe")
	}
	if a.Recipe("1") == a.Key() {
		t.Error("a part that reads like the seed gives the key")
	}
}

// TestDefaultsThatAreSaid checks that to say a default does not make another run, and that another value does.
func TestDefaultsThatAreSaid(t *testing.T) {
	key := func(sets ...string) string {
		s, err := spec.Parse("tiny.yaml", []byte(valid), sets, nil)
		if err != nil {
			t.Fatal(err)
		}
		return s.Plan()[0].Key()
	}
	for of, values := range map[string][2]string{
		"train.discriminator_rate": {"1", "0.5"}, "generator.layers.0.keep": {"1", "0.5"}, "generator.layers.0.noise": {"0", "0.1"},
		"generator.layers.0.batch_norm": {"false", "true"},
	} {
		set := "systems.0." + of + "="
		if key(set+values[0]) != key() || key(set+values[1]) == key() {
			t.Errorf("%s%s is another run, or %s is none", set, values[0], values[1])
		}
	}
}
