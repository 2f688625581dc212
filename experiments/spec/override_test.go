package spec_test

import (
	"reflect"
	"strings"
	"testing"

	"gan2014/experiments/spec"
)

// TestOverride checks that an override equals the same value in the file.
func TestOverride(t *testing.T) {
	check := func(before, after string, sets ...string) {
		t.Helper()
		if strings.Count(valid, before) != 1 {
			t.Fatalf("%q is not once in the spec", before)
		}
		want, err := spec.Parse("tiny.yaml", []byte(strings.Replace(valid, before, after, 1)), nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := parse(t, sets...); !reflect.DeepEqual(got, want) {
			t.Errorf("%q:\ngot  %+v\nwant %+v", sets, got, want)
		}
	}
	check("budget: short", "budget: long", "budget=long")
	check("seeds: [1, 5]", "seeds: [1, 2, 3]", "seeds=[1,2,3]")
	check("seeds: [1, 5]", "seeds: [1, 2, 3]", "seeds=3")
	check("seeds: [1, 5]", "seeds: [1, 7]", "seeds.1=7")
	check("batch: 100", "batch: 50", "systems.0.train.batch=50")
	check("batch: 100", "batch: 50", "systems.Adversarial nets.train.batch=50")
	check("batch: 100", "batch: 50", "systems.0.train.batch=0", "systems.0.train.batch=50")
	check("epochs: {short: 2, long: 20}", "epochs: 7", "systems.0.train.epochs=7")
	check("long: 20", "long: 20, huge: 90", "systems.0.train.epochs.huge=90")
	check("select: last", "select: last\n      validate: {every: 2}", "systems.0.train.validate.every=2")
	check("name: Control", "name: 'A = B'", "systems.1.name=A = B")
	check("from: 0.1", "from: 0.2", "evaluation.grids.coarse.from=0.2 # a comment")
	// The longest name wins: "Control" is also the beginning of "Control.2".
	check("name: Adversarial nets", "name: Control.2", "systems.0.name=Control.2", "systems.Control.2.kind=gan",
		"systems.Control.kind=training-images")
}

func TestOverridePath(t *testing.T) {
	check := func(set, want string) {
		t.Helper()
		_, err := spec.Parse("tiny.yaml", []byte(valid), []string{"seeds=2", set}, nil)
		if got := first(err); len(got) != 1 || got[0] != want {
			t.Errorf("%s:\ngot  %q\nwant %q", set, got, want)
		}
	}
	check("budget", `-set:2:7: override has no "=" (write path=value, as in systems.0.train.batch=50)`)
	check("", `-set:2:1: override has no "=" (write path=value, as in systems.0.train.batch=50)`)
	check("budget=a\nb", `-set:2:9: an override is one line (write path=value, as in systems.0.train.batch=50)`)
	check("bugdet=long", `-set:2:1: unknown key "bugdet" (did you mean "budget"?)`)
	check("sistems.0.train.batch=50", `-set:2:1: unknown key "sistems" (did you mean "systems"?)`)
	check("systems.0..batch=50", `-set:2:11: key must be text, not empty`)
	check("systems.2.train.batch=50", `-set:2:9: no item "2" in this list of 2`)
	check("systems.adversarial net.kind=gan", `-set:2:9: no item "adversarial net" in this list of 2 (did you mean "Adversarial nets"?)`)
	check("budget.now=1", `-set:2:8: there is nothing below "budget"`)
	check("budget\xff=1", `-set:2:1: override is not UTF-8 text (write path=value, as in systems.0.train.batch=50)`)
	check("systems.0.train.batch=50: 3", `-set:2:23: batch must be an integer, not a mapping`)
}

// TestOverrideByDataSetAndName checks that data set and name together identify one of several systems with the same name.
func TestOverrideByDataSetAndName(t *testing.T) {
	src := strings.Replace(strings.Replace(valid, "name: Control", "name: Adversarial nets", 1), "kind: training-images\n    dataset: mnist", "kind: training-images\n    dataset: cifar10", 1)
	s, err := spec.Parse("tiny.yaml", []byte(src), []string{"systems.cifar10/Adversarial nets.evaluation.samples=7", "systems.mnist/Adversarial nets.train.batch=50"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if s.Systems[0].Train.Batch != 50 || s.Systems[1].Evaluation.Samples != 7 {
		t.Errorf("batch %d, %d samples", s.Systems[0].Train.Batch, s.Systems[1].Evaluation.Samples)
	}
}

func TestOverrideOfAnAmbiguousName(t *testing.T) {
	src := strings.Replace(valid, "name: Control", "name: Adversarial nets", 1)
	_, err := spec.Parse("tiny.yaml", []byte(src), []string{"systems.Adversarial nets.kind=gan"}, nil)
	want := []string{
		`tiny.yaml:30:11: system "Adversarial nets" on mnist is listed twice`,
		`-set:1:9: there are several "Adversarial nets" (say which, as in mnist/Adversarial nets)`,
	}
	if got := first(err); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
