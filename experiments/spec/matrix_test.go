package spec_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"gan2014/experiments/spec"
)

// sweep parses the smallest spec with a matrix of the given lines.
func sweep(t *testing.T, lines string, sets ...string) *spec.Spec {
	t.Helper()
	s, err := spec.Parse("tiny.yaml", []byte(valid+"matrix:\n"+lines), sets, bundled)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func names(s *spec.Spec) []string {
	var names []string
	for _, system := range s.Systems {
		names = append(names, system.Name)
	}
	return names
}

// TestMatrix checks that a variant equals the system with its values as overrides and that its name contains them.
func TestMatrix(t *testing.T) {
	s := sweep(t, "  systems.0.train.batch: [10, 20]\n  systems.Adversarial nets.generator.noise: [{kind: gaussian, size: 5}, {size: 7, kind: uniform}]\n")
	check := func(i int, name string, sets ...string) {
		t.Helper()
		want := parse(t, append(sets, "systems.0.name='"+name+"'")...).Systems[0]
		want.VariantOf = "Adversarial nets"
		if !reflect.DeepEqual(s.Systems[i], want) {
			t.Errorf("system %d is %+v, want %+v", i, s.Systems[i], want)
		}
	}
	const a, b = "{kind: gaussian, size: 5}", "{kind: uniform, size: 7}"
	check(0, "Adversarial nets (generator.noise="+a+", train.batch=10)", "systems.0.train.batch=10", "systems.0.generator.noise="+a)
	check(1, "Adversarial nets (generator.noise="+b+", train.batch=10)", "systems.0.train.batch=10", "systems.0.generator.noise="+b)
	check(2, "Adversarial nets (generator.noise="+a+", train.batch=20)", "systems.0.train.batch=20", "systems.0.generator.noise="+a)
	check(3, "Adversarial nets (generator.noise="+b+", train.batch=20)", "systems.0.train.batch=20", "systems.0.generator.noise="+b)
	if len(s.Systems) != 5 || s.Systems[4].Name != "Control" || s.Systems[4].VariantOf != "" {
		t.Errorf("a system that does not vary is there once: %q", names(s))
	}
	if runs := s.Plan(); len(runs) != 5*2 {
		t.Errorf("%d runs of 5 systems with 2 seeds", len(runs))
	}
}

func TestMatrixOfSeveralSystems(t *testing.T) {
	src := strings.Replace(valid, "  - name: Control", strings.Split(valid, "systems:\n")[1]+"  - name: Control", 1)
	src = strings.Replace(src, "  - name: Adversarial nets", "  - name: Other nets", 1)
	src = strings.Replace(src, "  - name: Control\n    kind: training-images\n    dataset: mnist\n", "", 1)
	s, err := spec.Parse("x.yaml", []byte(src), []string{"matrix.systems.0.train.batch=[1, 2]", "matrix.systems.Adversarial nets.train.batch=[3]"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"Other nets (train.batch=1)", "Other nets (train.batch=2)", "Adversarial nets (train.batch=3)", "Control"}
	if got := names(s); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestMatrixOfDataSets checks that the name of a variant omits the data set, which has its own column.
func TestMatrixOfDataSets(t *testing.T) {
	s := sweep(t, "  systems.0.dataset: [mnist, fashion-mnist]\n")
	if s.Systems[0].Name != s.Systems[1].Name || s.Systems[0].Dataset != "mnist" || s.Systems[1].Dataset != "fashion-mnist" {
		t.Errorf("got %+v", s.Systems)
	}
}

// TestRunsAreStableWhenASweepGrows checks that a combination keeps its recipe and seeds when the sweep grows or is written
// differently.
func TestRunsAreStableWhenASweepGrows(t *testing.T) {
	keys := func(s *spec.Spec) []string {
		var keys []string
		for _, r := range s.Plan() {
			keys = append(keys, r.Key("data"))
		}
		return keys
	}
	small := keys(sweep(t, "  systems.0.train.batch: [10, 20]\n", "seeds=2"))
	check := func(what, lines string, sets ...string) {
		t.Helper()
		grown := keys(sweep(t, lines, sets...))
		for i, key := range small {
			if !slices.Contains(grown, key) {
				t.Errorf("%s: run %d has another key", what, i)
			}
		}
	}
	check("more values", "  systems.0.train.batch: [5, 10, 15, 20]\n", "seeds=2")
	check("another order", "  systems.0.train.batch: [20, 10]\n", "seeds=[2, 1]")
	check("more seeds", "  systems.0.train.batch: [10, 20]\n", "seeds=5")
	check("the system's name in the path", "  'systems.Adversarial nets.train.batch': [10, 20]\n", "seeds=2")

	small = keys(sweep(t, "  systems.0.train.batch: [10]\n  systems.0.train.learning_rate.floor: [0.01, 1e-6]\n"))
	check("another order of the axes", "  systems.0.train.learning_rate.floor: [0.01, 1e-6]\n  systems.0.train.batch: [10]\n")
	check("another way to write a number", "  systems.0.train.batch: [+10]\n  systems.0.train.learning_rate.floor: [1.0e-2, 0.0000010]\n")
}

func TestMatrixMistakes(t *testing.T) {
	check := func(lines string, want ...string) {
		t.Helper()
		_, err := spec.Parse("tiny.yaml", []byte(valid+"matrix:\n"+lines), []string{"seeds=2", "systems.0.train.loss=saturating"}, nil)
		if got := first(err); !reflect.DeepEqual(got, want) {
			t.Errorf("%s\ngot  %q\nwant %q", lines, got, want)
		}
	}
	check("  7\n", `tiny.yaml:34:3: matrix must be a mapping, not 7`)
	check("  budget: [short, long]\n", `tiny.yaml:34:3: matrix varies values of systems, not "budget" (write systems.NAME.KEY)`)
	check("  systems.0: [{}]\n", `tiny.yaml:34:3: matrix varies values of a system, not the system or its name (write two systems)`)
	check("  systems.0.name: [a, b]\n", `tiny.yaml:34:3: matrix varies values of a system, not the system or its name (write two systems)`)
	check("  systems.Contrl.dataset: [mnist]\n", `tiny.yaml:34:11: no item "Contrl" in this list of 2 (did you mean "Control"?)`)
	check("  'systems.2.dataset': [mnist]\n", `tiny.yaml:34:12: no item "2" in this list of 2`)
	check("  systems.0.train.k: 2\n", `tiny.yaml:34:22: systems.0.train.k must be a list, not 2`)
	check("  systems.0.train.k: []\n", `tiny.yaml:34:22: systems.0.train.k must have from 1 to 1000 items, not 0`)
	check("  systems.0.train.batch: [1, 2, 1]\n", `tiny.yaml:34:33: value 1 is listed twice`)
	check("  systems.0.train.momentum.end: [0.7]\n  systems.0.train.momentum: [{start: 0, end: 0, epochs: 1}]\n",
		`tiny.yaml:35:3: "systems.0.train.momentum" is already varied with "systems.0.train.momentum.end"`)
	check("  systems.0.train.k: [1]\n  systems.Adversarial nets.train.k: [2]\n",
		`tiny.yaml:35:3: "systems.Adversarial nets.train.k" is already varied with "systems.0.train.k"`)

	// Mistakes in a variant are reported at the position of the value in the matrix.
	check("  systems.0.train.batsh: [1, 2]\n", `tiny.yaml:34:19: unknown key "batsh" (did you mean "batch"?)`)
	check("  systems.0.train.batch.size: [1, 2]\n", `tiny.yaml:34:25: there is nothing below "systems.0.train.batch"`)
	check("  systems.0.train.batch: [0, 10, many]\n",
		`tiny.yaml:34:27: batch must be from 1 to 1000000, not 0`, `tiny.yaml:34:34: batch must be an integer, not "many"`)
	check("  systems.0.train.k: [1, 2, 5]\n",
		`tiny.yaml:34:26: k must be 1 with update: simultaneous, not 2`, `tiny.yaml:34:29: k must be 1 with update: simultaneous, not 5`)
	check("  systems.0.train.learning_rate.start: [0.1, 1e-9]\n", `tiny.yaml:27:59: floor must be at most 1e-09, the value of start, not 1e-06`)
	check("  systems.0.train.loss: [saturating, nonsaturating]\n",
		`-set:2:22: the matrix varies "systems.0.train.loss" (vary it there, or write matrix={})`)

	var many []string
	for i := range 40 {
		many = append(many, strings.Repeat("1", i+1))
	}
	values := "[" + strings.Join(many, ", ") + "]\n"
	check("  systems.0.train.batch: "+values+"  systems.0.train.k: "+values, `tiny.yaml:33:1: matrix makes more than 1000 systems`)
}
