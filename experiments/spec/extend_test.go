package spec_test

import (
	"reflect"
	"strings"
	"testing"

	"gan2014/experiments/spec"
)

// bundled holds specs that others extend: a valid one, changed ones, and a circle.
var bundled = map[string]string{
	"tiny":   valid,
	"longer": "extends: tiny\nname: longer\nbudget: long\n",
	"chase":  "extends: tail\n",
	"tail":   "extends: chase\n",
	"broken": "name: [\n",
	"faces":  strings.NewReplacer("name: tiny", "name: faces", "mnist", "tfd-like", "from: 0.1", "from: 0.05", "samples: 100", "samples: 90").Replace(valid),
	"sweeps": "extends: tiny\nname: sweeps\nmatrix: {systems.0.train.batch: [1, 2]}\n",
	"many":   "extends: tiny\nname: tiny\nsystems: [{name: Control, evaluation: {samples: 1000}}]\n",
}

// TestExtend checks that a spec that extends another equals the other with the changed values.
func TestExtend(t *testing.T) {
	check := func(child string, sets ...string) {
		t.Helper()
		got, err := spec.Parse("my.yaml", []byte(child), nil, bundled)
		if err != nil {
			t.Error(err)
			return
		}
		if want := parse(t, sets...); !reflect.DeepEqual(got, want) {
			t.Errorf("%s\ngot  %+v\nwant %+v", child, got, want)
		}
	}
	check("extends: tiny")
	check("extends: tiny.yaml\nname: mine", "name=mine")
	check("extends: longer", "name=longer", "budget=long")
	check("extends: tiny\nseeds: 3", "seeds=[1,2,3]")
	check("extends: tiny\nevaluation: {samples: 7}", "evaluation.samples=7")
	check("extends: tiny\nevaluation: {grids: {coarse: {count: 5}}}", "evaluation.grids.coarse.count=5")
	check("extends: tiny\nsystems: [{name: Adversarial nets, train: {batch: 50, epochs: {short: 1}}}]",
		"systems.0.train.batch=50", "systems.0.train.epochs.short=1")
	check("extends: tiny\nsystems: [{name: Adversarial nets, dataset: mnist, train: {epochs: 9}}]", "systems.0.train.epochs=9")
	check("extends: tiny\nsystems: [{name: Adversarial nets, generator: {layers: [{kind: sigmoid, irange: 0.1}]}}]",
		"systems.0.generator.layers=[{kind: sigmoid, irange: 0.1}]")

	s, err := spec.Parse("my.yaml", []byte("extends: tiny\nsystems: [{name: Mine, kind: training-images, dataset: mnist}]"), nil, bundled)
	if err != nil || len(s.Systems) != 3 || s.Systems[2].Name != "Mine" {
		t.Errorf("a new system stands behind the others: %+v, %v", s, err)
	}
	s, err = spec.Parse("my.yaml", []byte("extends: tiny\nsystems: [{name: Adversarial nets, skip: true}]"), nil, bundled)
	if err != nil || len(s.Systems) != 1 || s.Systems[0].Name != "Control" {
		t.Errorf("a system can be left out: %+v, %v", s, err)
	}
}

// TestExtendMistakes checks that a mistake is reported where it was written: in the file, in the extended spec, or on the command
// line.
func TestExtendMistakes(t *testing.T) {
	check := func(child string, want ...string) {
		t.Helper()
		_, err := spec.Parse("my.yaml", []byte(child), []string{"seeds=2"}, bundled)
		if got := first(err); !reflect.DeepEqual(got, want) {
			t.Errorf("%s\ngot  %q\nwant %q", child, got, want)
		}
	}
	check("extends: tiyn", `my.yaml:1:10: extends must be the name of a bundled spec, not "tiyn" (did you mean "tiny"?)`)
	check("extends: ../tiny.yaml", `my.yaml:1:10: extends must be the name of a bundled spec, not "../tiny.yaml" (known specs: broken, chase, faces, longer, many, sweeps, tail, tiny)`)
	check("extends: {tiny: 1}", `my.yaml:1:10: extends must be the name of a bundled spec, not a mapping`)
	check("extends: [[tiny]]", `my.yaml:1:11: extends must be the name of a bundled spec, not a list`)
	check("extends: []", `my.yaml:1:10: extends must name a bundled spec`)
	check("extends: [tiyn, tail]", `my.yaml:1:11: extends must be the name of a bundled spec, not "tiyn" (did you mean "tiny"?)`,
		`bundled chase.yaml:1:10: "tail" extends itself`)
	check("extends: tiny\nextends: longer", `my.yaml:2:1: duplicate key "extends" (first at my.yaml:1:1)`)
	check("extends: chase", `bundled tail.yaml:1:10: "chase" extends itself`)
	check("extends: broken", `bundled broken.yaml:1:1: did not find expected node content`)

	check("extends: tiny\nevaluation: {smaples: 7}", `my.yaml:2:14: unknown key "smaples" (did you mean "samples"?)`)
	check("extends: tiny\nevaluation: {grids: {coarse: {from: 2}}}", `bundled tiny.yaml:8:29: to must be above 2, the value of from, not 1`)
	check("extends: tiny\nevaluation: 7", `my.yaml:2:13: evaluation must be a mapping, not 7`)
	check("extends: tiny\nsystems: [{name: Control, kind: gan}]",
		`my.yaml:2:11: system needs the key "generator"`,
		`my.yaml:2:11: system needs the key "discriminator"`,
		`my.yaml:2:11: system needs the key "train"`)
	check("extends: tiny\nsystems: [{name: Contorl, skip: true}]",
		`my.yaml:2:18: no system "Contorl" in tiny, and a new one needs the key "kind" (did you mean "Control"?)`)
	check("extends: tiny\nsystems: [{name: Control, dataset: faces, skip: true}]",
		`my.yaml:2:18: no system "Control" on faces in tiny, and a new one needs the key "kind" (give kind and all the rest, or another dataset)`)
	check("extends: tiny\nsystems: [{name: Control}, {name: Control}]", `my.yaml:2:28: system "Control" is changed twice`)
	check("extends: tiny\nsystems: [{name: Control, skip: yes}]", `my.yaml:2:33: skip must be true or false, not "yes"`)
	check("extends: tiny\nsystems: [{name: Control, skip: true}, {name: Adversarial nets, skip: true}]", `my.yaml:2:1: every system is skipped`)
	check("extends: tiny\nsystems: [{name: Control, budgets: [paper]}, {name: Adversarial nets, skip: true}]",
		`my.yaml:2:1: no system is for budget "short"`)
	check("extends: tiny\nsystems: [{name: Control, budgets: paper}]", `my.yaml:2:36: budgets must be a list, not "paper"`)
	check("extends: tiny\nsystems: [{name: Adversarial nets, budgets: [shrot]}]", `my.yaml:2:46: budget "shrot" is not among the epochs (did you mean "short"?)`)
	check("extends: tiny\nsystems: [{name: Control, budgets: [a b]}]", `my.yaml:2:37: budget must be up to 40 letters, digits, - or _, not "a b"`)
	check("extends: tiny\nsystems: [7]", `my.yaml:2:11: system must be a mapping, not 7`)

	_, err := spec.Parse("my.yaml", []byte(valid), []string{"extends=tiny"}, bundled)
	if got, want := first(err), []string{"-set:1:1: extends can only stand in a file"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestExtendAmbiguousName(t *testing.T) {
	twice := map[string]string{"twice": strings.Replace(valid, "name: Control", "name: Adversarial nets", 1)}
	_, err := spec.Parse("my.yaml", []byte("extends: twice\nsystems: [{name: Adversarial nets}]"), nil, twice)
	want := []string{
		`my.yaml:2:11: there are several systems "Adversarial nets" in twice (give its dataset)`,
		`bundled twice.yaml:30:11: system "Adversarial nets" on mnist is listed twice`,
	}
	if got := first(err); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
