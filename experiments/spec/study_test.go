package spec_test

import (
	"reflect"
	"strings"
	"testing"

	"gan2014/experiments/spec"
)

// theory is a spec of studies only.
const theory = `name: theory
budget: short
seeds: [1]
systems:
  - name: Step by step
    kind: study
    dataset: none
    study: proposition2
    proposition2: {modes: [{weight: 1, mean: 0, sd: 1}], points: 11, wrong_mode: {mean: 5, sd: 0.4}, steps: 100, rate: 0.05, drawn: []}
  - name: Digits
    kind: study
    dataset: mnist
    study: mnist-gradient
    mnist-gradient: {images: 100, epochs: 1, updates: [1, 20], batch: 10, learning_rate: 0.1, generator_units: 4, discriminator_units: 2}
`

func TestStudies(t *testing.T) {
	s, err := spec.Parse("theory.yaml", []byte(theory), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := []spec.System{
		{Name: "Step by step", Kind: spec.Theory, Dataset: "none", Study: spec.Proposition2, StudyRecipes: spec.StudyRecipes{Proposition2: &spec.Proposition2Recipe{
			Modes: []spec.Mode{{Weight: 1, SD: 1}}, Points: 11, WrongMode: spec.Peak{Mean: 5, SD: .4}, Steps: 100, Rate: .05, Drawn: []int{},
		}}},
		{Name: "Digits", Kind: spec.Theory, Dataset: "mnist", Study: spec.MNISTGradient, StudyRecipes: spec.StudyRecipes{MNISTGradient: &spec.MNISTGradientRecipe{
			Images: 100, Epochs: 1, Updates: []int{1, 20}, Batch: 10, LearningRate: .1, GeneratorUnits: 4, DiscriminatorUnits: 2,
		}}},
	}
	if !reflect.DeepEqual(s.Systems, want) {
		t.Errorf("got %+v", s.Systems)
	}
	run := s.Plan()[0]
	const canonical = `{"budget":"short","systems":[{"name":"Step by step","kind":"study","dataset":"none","study":"proposition2",` +
		`"proposition2":{"modes":[{"weight":1,"mean":0,"sd":1}],"points":11,"wrong_mode":{"mean":5,"sd":0.4},"steps":100,"rate":0.05,"drawn":[]}}]}`
	if got := string(run.Canonical()); run.Epochs != 0 || got != canonical {
		t.Errorf("%d epochs of\n%s, want none of\n%s", run.Epochs, got, canonical)
	}
	if again, err := spec.Parse("printed", s.YAML(), nil, nil); err != nil || !reflect.DeepEqual(again, s) {
		t.Errorf("printed and read again: %+v, %v", again, err)
	}
}

// TestDataOfStudies checks that each study has its data set and that only some have images.
func TestDataOfStudies(t *testing.T) {
	for _, name := range spec.Studies() {
		want := "none"
		if strings.HasPrefix(name, "mnist-") {
			want = "mnist"
		}
		if got := spec.Study(name).Dataset(); got != want {
			t.Errorf("%s is of %s, want %s", name, got, want)
		}
	}
}

// TestStudyBesideSystems checks that a study has no evaluation, even if the spec has one for its systems.
func TestStudyBesideSystems(t *testing.T) {
	s, err := spec.Parse("mixed.yaml", []byte("extends: [tiny, theory]\nname: mixed\nbudget: short\nseeds: 1\n"), nil, all())
	if err != nil {
		t.Fatal(err)
	}
	for _, system := range s.Systems {
		if (system.Evaluation == nil) != (system.Kind == spec.Theory) {
			t.Errorf("%s is evaluated by %+v", system.Name, system.Evaluation)
		}
	}
	if again, err := spec.Parse("printed", s.JSON(), nil, nil); err != nil || !reflect.DeepEqual(again.Systems, s.Systems) {
		t.Errorf("printed and read again: %+v, %v", again, err)
	}
}

func TestRulesOfStudies(t *testing.T) {
	check := func(set string, want ...string) {
		t.Helper()
		_, err := spec.Parse("theory.yaml", []byte(theory), []string{set}, nil)
		if got := first(err); !reflect.DeepEqual(got, want) {
			t.Errorf("%s:\ngot  %q\nwant %q", set, got, want)
		}
	}
	check("systems.0.study=propositon2", `-set:1:17: study must be figure1 or proposition1 or theorem1 or proposition2 or vanishing or collapse or saddle or divergences or estimators or support or chains or wakesleep or mnist-gradient or mnist-collapse, not "propositon2" (did you mean "proposition2"?)`)
	check("systems.0.dataset=mnist", `-set:1:19: dataset must be none for the study proposition2, not mnist`)
	check("systems.1.dataset=none", `-set:1:19: dataset must be mnist for the study mnist-gradient, not none`)
	check("systems.1.dataset=tfd", `-set:1:19: dataset must be mnist for the study mnist-gradient, not tfd`)
	check("systems.0={name: a, kind: study, dataset: none}", `-set:1:11: system needs the key "study"`)
	check("systems.0={name: a, kind: study, study: proposition2, proposition2: {modes: [{weight: 1, mean: 0, sd: 1}], points: 11, wrong_mode: {mean: 5, sd: 0.4}, steps: 100, rate: 0.05, drawn: []}}", `-set:1:11: system needs the key "dataset"`)
	check("systems.0={name: a, kind: study, dataset: none, study: theorem1}",
		`-set:1:11: system needs the key "theorem1" (extends: theory has the recipes of all studies)`)
	check("systems.0.vanishing={}", `-set:1:11: vanishing is for study vanishing only, not for proposition2`)
	check("systems.0.train={}", `-set:1:11: train is for kind gan only, not for study`)
	check("systems.0.evaluation={samples: 5}",
		`-set:1:11: evaluation is for kind gan or dbn or cae or gsn or dbm or vae or gmmn or generator or samples or kmeans or gaussian or mean-image or training-images only, not for study`)
	_, err := spec.Parse("tiny.yaml", []byte(valid), []string{"systems.1.dataset=none"}, nil)
	if got, want := first(err), []string{`-set:1:19: dataset none is for kind study only, not for training-images`}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	_, err = spec.Parse("tiny.yaml", []byte(valid), []string{"systems.1.study=proposition1"}, nil)
	if got, want := first(err), []string{`-set:1:11: study is for kind study only, not for training-images`}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestRecipesOfStudies checks that wrong numbers of a recipe are refused with a message that says what to write.
func TestRecipesOfStudies(t *testing.T) {
	text := []byte("extends: theory\nname: changed\n")
	for _, c := range [][2]string{
		{"Figure 1.figure1.kk=1", `unknown key "kk" (known keys: data, discriminator_updates, generator_updates, rounds, k, film, batch, learning_rate, momentum, discriminator_units, generator_units)`},
		{"Figure 1.figure1.round=1", `unknown key "round" (did you mean "rounds"?)`},
		{"Figure 1.figure1.k=0", `k must be from 1 to 1000, not 0`},
		{"Figure 1.figure1.k=1.5", `k must be an integer, not 1.5`},
		{"Figure 1.figure1.film=[10, 5]", `film must rise: 5 does not follow 10`},
		{"Figure 1.figure1.data=[]", `data must have from 1 to 20 items, not 0`},
		{"Figure 1.figure1.data.0.sd=0", `sd must be from 0.2 to 5, not 0`},
		{"Figure 1.figure1.momentum=1", `momentum must be at least 0 and below 1, not 1`},
		{"Figure1.figure1.k=1", `no item "Figure1" in this list of 14 (did you mean "Figure 1"?)`},
		{"Proposition 1.proposition1.pairs.0.q.low=1", `low is for kind uniform only, not for normal`},
		{"Proposition 1.proposition1.pairs.0.q.kind=normale", `kind must be normal or uniform or mixture, not "normale" (did you mean "normal"?)`},
		{"Proposition 1.proposition1.pairs.2.p.high=-3", `high must be above -3, the value of low, not -3`},
		{"Theorem 1.theorem1.distances=[1, 2]", `distances must begin with 0, where q is p, not with 1`},
		{"Theorem 1.theorem1.distances=[0, 2, 2]", `distances must rise: 2 does not follow 2`},
		{"Theorem 1.theorem1.distances=[0, x]", `distance must be a number, not "x"`},
		{"Theorem 1.theorem1.modes=[{weight: 1, mean: 0, sd: 1}]", `modes must have from 2 to 2 items, not 1`},
		{"Proposition 2.proposition2.rate=2", `rate must be above 0 and at most 1.5, not 2`},
		{"Proposition 2.proposition2.wrong_mode.sd=0.1", `sd must be from 0.4 to 5, not 0.1`},
		{"Vanishing gradients.vanishing.near=8", `near must be below 8, the value of far, not 8`},
		{"Vanishing gradients.vanishing.updates=[]", `updates must have from 1 to 50 items, not 0`},
		{"Mode collapse.collapse.k=1", `k must be from 2 to 1000, not 1`},
		{"Mode collapse.collapse.updates=1000", `updates must be a multiple of 300, the value of every, not 1000`},
		{"Mode collapse.collapse.ring.modes=1", `modes must be from 2 to 100, not 1`},
		{"Vanishing gradients on MNIST.mnist-gradient.batch=30000", `batch must be at most 20000, the value of images, not 30000`},
		{"Mode collapse on MNIST.mnist-collapse.held_out=40000", `held_out must be at most 30000, the training images besides images, not 40000`},
	} {
		_, err := spec.Parse("changed.yaml", text, []string{"systems." + c[0]}, all())
		got := first(err)
		if len(got) == 0 || !strings.HasSuffix(got[0], ": "+c[1]) {
			t.Errorf("%s:\ngot  %q\nwant %q", c[0], got, c[1])
		}
	}
	changed, err := spec.Parse("changed.yaml", text, []string{"systems.Figure 1.figure1.k=1"}, all())
	if err != nil || changed.Systems[0].Figure1.K != 1 {
		t.Errorf("k is not changed: %+v, %v", changed, err)
	}
	swept, err := spec.Parse("swept.yaml", append(text, "matrix: {systems.Figure 1.figure1.k: [1, 2]}"...), nil, all())
	if err != nil || len(swept.Systems) != 15 || swept.Systems[0].Figure1.K != 1 || swept.Systems[1].Figure1.K != 2 {
		t.Errorf("k is not varied: %v", err)
	}
}

// TestSchemaOfStudies checks that a whole spec needs the recipe of its study and must not have that of another.
func TestSchemaOfStudies(t *testing.T) {
	schema := compileSchema(t)
	for old, new := range map[string]string{
		"proposition2: {modes": "vanishing: {modes", "steps: 100": "steps: 1", "drawn: []": "drawn: [0]", "mnist-gradient: {": "mnist-collapse: {",
		"kind: study\n    dataset: none": "kind: mean-image\n    dataset: mnist",
	} {
		text := strings.Replace(theory, old, new, 1)
		if err := schema.Validate(decode(t, text)); err == nil || text == theory {
			t.Errorf("%q: the schema takes it", new)
		}
	}
	if err := schema.Validate(decode(t, "extends: theory\nsystems: [{name: Figure 1, figure1: {k: 1}}]")); err != nil {
		t.Errorf("a change: %v", err)
	}
}

// TestExplainStudies checks that every number of every study is explained.
func TestExplainStudies(t *testing.T) {
	for _, study := range spec.Studies() {
		text, err := spec.Explain(study)
		if err != nil || !strings.Contains(text, "for study "+study+" only") || strings.Count(text, "systems.*."+study+".") < 3 {
			t.Errorf("%s: %v\n%s", study, err, text)
		}
	}
	const want = "systems.*.figure1.k: integer from 1 to 1000\n    updates of the discriminator in a round\n    source: paper, Algorithm 1\n"
	if text, err := spec.Explain("systems.*.figure1.k"); err != nil || text != want {
		t.Errorf("got\n%s%v\nwant\n%s", text, err, want)
	}
}
