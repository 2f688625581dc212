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
  - {name: Figure 1, kind: study, dataset: none, study: proposition1}
  - {name: Digits, kind: study, dataset: mnist, study: mnist-gradient}
`

func TestStudies(t *testing.T) {
	s, err := spec.Parse("theory.yaml", []byte(theory), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := []spec.System{
		{Name: "Figure 1", Kind: spec.Theory, Dataset: "none", Study: spec.Proposition1},
		{Name: "Digits", Kind: spec.Theory, Dataset: "mnist", Study: spec.MNISTGradient},
	}
	if !reflect.DeepEqual(s.Systems, want) {
		t.Errorf("got %+v", s.Systems)
	}
	run := s.Plan()[0]
	const canonical = `{"budget":"short","systems":[{"name":"Figure 1","kind":"study","dataset":"none","study":"proposition1"}]}`
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
	s, err := spec.Parse("mixed.yaml", []byte("extends: tiny\nname: mixed\nsystems: [{name: Figure 1, kind: study, dataset: none, study: proposition1}]"), nil, bundled)
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
	check("systems.0.study=propositon1", `-set:1:17: study must be figure1 or proposition1 or theorem1 or proposition2 or vanishing or collapse or mnist-gradient or mnist-collapse, not "propositon1" (did you mean "proposition1"?)`)
	check("systems.0.dataset=mnist", `-set:1:19: dataset must be none for the study proposition1, not mnist`)
	check("systems.1.dataset=none", `-set:1:19: dataset must be mnist for the study mnist-gradient, not none`)
	check("systems.1.dataset=tfd", `-set:1:19: dataset must be mnist for the study mnist-gradient, not tfd`)
	check("systems.0={name: a, kind: study, dataset: none}", `-set:1:11: system needs the key "study"`)
	check("systems.0={name: a, kind: study, study: proposition1}", `-set:1:11: system needs the key "dataset"`)
	check("systems.0.train={}", `-set:1:11: train is for kind gan only, not for study`)
	check("systems.0.evaluation={samples: 5}",
		`-set:1:11: evaluation is for kind gan or dbn or cae or gsn or generator or samples or kmeans or gaussian or mean-image or training-images only, not for study`)
	_, err := spec.Parse("tiny.yaml", []byte(valid), []string{"systems.1.dataset=none"}, nil)
	if got, want := first(err), []string{`-set:1:19: dataset none is for kind study only, not for training-images`}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	_, err = spec.Parse("tiny.yaml", []byte(valid), []string{"systems.1.study=proposition1"}, nil)
	if got, want := first(err), []string{`-set:1:11: study is for kind study only, not for training-images`}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
