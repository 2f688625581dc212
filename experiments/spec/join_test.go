package spec_test

import (
	"reflect"
	"strings"
	"testing"

	"gan2014/experiments/spec"
)

// TestExtendSeveral checks that a spec that extends several has the systems of all, each with the evaluation of its own spec.
func TestExtendSeveral(t *testing.T) {
	check := func(child string, sets []string, want ...string) {
		t.Helper()
		s, err := spec.Parse("my.yaml", []byte(child), sets, bundled)
		if err != nil {
			t.Errorf("%s\n%v", child, err)
			return
		}
		var got []string
		for _, run := range s.Plan() {
			got = append(got, run.Key())
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s\nhas not the runs of its bases:\n%s", child, s.YAML())
		}
		checkRoundTrip(t, s)
	}
	keys := func(of string, sets ...string) (keys []string) {
		s, err := spec.Parse(of, []byte("extends: "+of), sets, bundled)
		if err != nil {
			t.Fatal(err)
		}
		for _, run := range s.Plan() {
			keys = append(keys, run.Key())
		}
		return keys
	}
	both := func(sets ...string) []string { return append(keys("tiny", sets...), keys("faces", sets...)...) }
	const child = "extends: [tiny, faces.yaml]\nname: mine\n"
	check(child, nil, both()...)
	check(child+"budget: long\n", nil, both("budget=long")...)
	check("extends: [tiny, longer]\nname: mine\nbudget: short\n", nil, keys("tiny")...)

	// The spec's own evaluation overrides that of its bases, and a system's evaluation overrides both.
	check(child+"evaluation: {samples: 7}\n", nil, both("evaluation.samples=7")...)
	check(child, []string{"evaluation.grids.coarse.count=5"}, both("evaluation.grids.coarse.count=5")...)
	check(child+"evaluation: {samples: 7}\nsystems: [{name: Control, dataset: mnist, evaluation: {samples: 8}}]\n", nil,
		append(append(keys("tiny", "evaluation.samples=7")[:2:2], keys("tiny", "evaluation.samples=8")[2:]...), keys("faces", "evaluation.samples=7")...)...)
	check(child+"matrix: {systems.0.train.batch: [10]}\nsystems: [{name: Control, dataset: mnist, skip: true}]\n", nil,
		append(keys("tiny", "matrix.systems.0.train.batch=[10]")[:2:2], keys("faces")...)...)
}

// TestExtendSeveralMistakes checks that conflicting values of bases are reported.
func TestExtendSeveralMistakes(t *testing.T) {
	check := func(child string, want ...string) {
		t.Helper()
		_, err := spec.Parse("my.yaml", []byte(child), nil, bundled)
		if got := first(err); !reflect.DeepEqual(got, want) {
			t.Errorf("%s\ngot  %q\nwant %q", child, got, want)
		}
	}
	check("extends: [tiny, faces]", `my.yaml:1:17: name differs between bundled tiny.yaml:1:7 and bundled faces.yaml:1:7 (give it here)`)
	check("extends: [tiny, longer]\nname: mine", `my.yaml:1:17: budget differs between bundled tiny.yaml:2:9 and bundled longer.yaml:3:9 (give it here)`)
	check("extends: [tiny, many]",
		`my.yaml:1:17: systems.Control.evaluation.samples differs between bundled tiny.yaml:5:12 and bundled many.yaml:3:49 (give it here)`)
	check("extends: [tiny, many]\nevaluation: {samples: 7}")
	check("extends: [many, tiny]\nevaluation: {validation: 9}\nsystems: [{name: Control, evaluation: {samples: 7}}]")
	check("extends: [tiny, sweeps]\nname: mine", `my.yaml:1:17: a spec with a matrix cannot be combined with other specs (extend it alone)`)
	check("extends: [tiny, faces]\nname: mine\nsystems: [{name: Control}]", `my.yaml:3:11: there are several systems "Control" in tiny or faces (give its dataset)`)
	check("extends: [tiny, faces]\nname: mine\nsystems: [{name: New, kind: training-images, dataset: mnist}]", `my.yaml:1:1: the spec needs the key "evaluation"`)
	check("extends: [tiny, faces]\nname: mine\nevaluation: {grids: {coarse: {from: 3}}}",
		`bundled tiny.yaml:8:29: to must be above 3, the value of from, not 1`, `bundled faces.yaml:8:30: to must be above 3, the value of from, not 1`)
}

// TestEvaluationOfASystem checks that a system's evaluation overrides that of the spec, key by key.
func TestEvaluationOfASystem(t *testing.T) {
	s := parse(t, "systems.1.evaluation.samples=7", "systems.1.evaluation.grids.fine={from: 1, to: 2, count: 3, spacing: log}")
	one, other := *s.Systems[0].Evaluation, *s.Systems[1].Evaluation
	if !reflect.DeepEqual(one, *parse(t).Systems[0].Evaluation) {
		t.Errorf("another system is evaluated by %+v", one)
	}
	if other.Samples != 7 || other.Validation != 50 || len(other.Grids) != 2 {
		t.Errorf("it is evaluated by %+v", other)
	}
	checkRoundTrip(t, s)
	if key := parse(t, "evaluation.samples=7").Plan()[0].Key(); key != parse(t, "systems.0.evaluation.samples=7").Plan()[0].Key() {
		t.Error("the key depends on where the evaluation is said")
	}

	check := func(set string, want ...string) {
		t.Helper()
		_, err := spec.Parse("tiny.yaml", []byte(valid), []string{set}, nil)
		if got := first(err); !reflect.DeepEqual(got, want) {
			t.Errorf("%s\ngot  %q\nwant %q", set, got, want)
		}
	}
	check("systems.0.evaluation=7", `-set:1:22: evaluation must be a mapping, not 7`)
	check("systems.0.evaluation.smaples=7", `-set:1:22: unknown key "smaples" (did you mean "samples"?)`)
	check("systems.0.evaluation.grids.fine={from: 1}",
		`-set:1:28: fine needs the key "to"`, `-set:1:28: fine needs the key "count"`, `-set:1:28: fine needs the key "spacing"`)
	check("systems.1.evaluation.samples=60000", `-set:1:30: samples must be at most 50000, the training images of mnist, not 60000`)

	own := strings.Replace(valid, "evaluation:\n  samples: 100\n", "evaluation:\n  samples: none\n", 1)
	_, err := spec.Parse("tiny.yaml", []byte(own), []string{"systems.0.evaluation.samples=1", "systems.1.evaluation.samples=1"}, nil)
	if got, want := first(err), []string{`tiny.yaml:5:12: samples must be an integer, not "none"`}; !reflect.DeepEqual(got, want) {
		t.Errorf("what no system uses is checked:\ngot  %q\nwant %q", got, want)
	}
}
