package results_test

import (
	"reflect"
	"slices"
	"testing"

	"gan2014/results"
)

func TestDifferences(t *testing.T) {
	a, b := run("k1", 1), run("k2", 2)
	if got, want := results.Differences(a, b), []results.Difference{{Field: "seed", A: "1", B: "2"}}; !reflect.DeepEqual(got, want) {
		t.Errorf("two seeds differ in %v", got)
	}

	// The course of a run and the source of its data files are not listed as causes.
	b = run("k1", 1)
	b.ID, b.Status, b.Seconds, b.Error, b.PID = 9, results.Failed, 5, "x", 77
	b.Data = slices.Clone(b.Data)
	b.Data[0].Source = "elsewhere"
	if got := results.Differences(a, b); len(got) != 0 {
		t.Errorf("runs of equal description differ in %v", got)
	}

	b = run("k1", 5)
	b.Host, b.DatasetSHA256 = "other", "ee"
	b.Environment.CodeID, b.Environment.Threads, b.Environment.Changes = "later", 4, ""
	a.EffectiveSpec = `{"budget":"hour","systems":[{"train":{"k":1,"momentum":{"start":0.50}}},{},{"x":1},{},{},{},{},{},{},{},{"x":1}],"gone":null}`
	b.EffectiveSpec = `{"systems":[{"train":{"k":2,"momentum":{"start":0.5},"epochs":{"":30}}},{},{"x":2},{},{},{},{},{},{},{},{"x":2}],"budget":"hour"}`
	want := []results.Difference{
		{"code_id", "code", "later"},
		{"dataset_sha256", "dd", "ee"},
		{"seed", "1", "5"},
		{"gone", "null", ""},
		{"systems.0.train.epochs", "", "30"},
		{"systems.0.train.k", "1", "2"},
		{"systems.0.train.momentum.start", "0.50", "0.5"},
		{"systems.2.x", "1", "2"},
		{"systems.10.x", "1", "2"},
		{"threads", "1", "4"},
		{"changes", "8287f895a79c (8 bytes)", ""},
		{"host", "", "other"},
	}
	if got := results.Differences(a, b); !reflect.DeepEqual(got, want) {
		t.Errorf("differences are\n%v, want\n%v", got, want)
	}
}

// TestContrasts checks that a field in which only the second and third run differ has the values of all three.
func TestContrasts(t *testing.T) {
	a, b, c := run("k1", 1), run("k2", 1), run("k3", 1)
	c.Environment.Threads = 4
	b.EffectiveSpec = `{"systems":[{"k":2}]}`
	a.EffectiveSpec, c.EffectiveSpec = `{"systems":[{"k":1}]}`, `{"systems":[{}]}`
	want := []results.Contrast{{"systems.0.k", []string{"1", "2", ""}}, {"threads", []string{"1", "1", "4"}}}
	if got := results.Contrasts([]results.Run{a, b, c}); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestDifferencesOfSpecsThatAreNoJSON(t *testing.T) {
	a, b := run("k", 1), run("k", 1)
	a.EffectiveSpec, b.EffectiveSpec = "x", "y"
	if got, want := results.Differences(a, b), []results.Difference{{Field: "effective_spec", A: "x", B: "y"}}; !reflect.DeepEqual(got, want) {
		t.Errorf("differences are %v", got)
	}
}

// TestDifferencesOfEveryPartOfTheEnvironment checks that a difference in any part of the environment is listed.
func TestDifferencesOfEveryPartOfTheEnvironment(t *testing.T) {
	for i := range reflect.TypeFor[results.Environment]().NumField() {
		a, b := run("k", 1), run("k", 1)
		field := reflect.ValueOf(&b.Environment).Elem().Field(i)
		switch field.Kind() {
		case reflect.String:
			field.SetString("other")
		case reflect.Bool:
			field.SetBool(!field.Bool())
		default:
			field.SetInt(field.Int() + 1)
		}
		if got := results.Differences(a, b); len(got) != 1 {
			t.Errorf("%s alone differs, but the differences are %v", reflect.TypeFor[results.Environment]().Field(i).Name, got)
		}
	}
}
