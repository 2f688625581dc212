package results_test

import (
	"fmt"
	"slices"
	"testing"

	"gan2014/results"
)

// variant returns a run of a sweep of Nets, with values of train as JSON.
func variant(name, train string) results.Run {
	return results.Run{
		System: name, VariantOf: "Nets", Dataset: "mnist", Budget: "hour",
		EffectiveSpec: fmt.Sprintf(`{"budget":"hour","evaluation":{"samples":10},"systems":[{"name":%q,"dataset":"mnist","train":%s}]}`, name, train),
	}
}

// TestSweeps checks that a sweep has the keys that vary among its runs, those that only some runs have included, and no others.
func TestSweeps(t *testing.T) {
	runs := []results.Run{
		{System: "Nets", Dataset: "mnist", EffectiveSpec: `{"systems":[{"train":{"k":9,"loss":"x"}}]}`}, // of no sweep
		variant("Nets (a)", `{"k":1,"batch":50,"rate":[{"from":2},{"from":2}]}`),
		variant("Nets (b)", `{"k":2,"batch":50,"rate":[{"from":2},{"from":3}]}`),
		variant("Nets (b)", `{"k":2,"batch":50,"rate":[{"from":2}]}`),
		variant("Nets (c)", `{"k":2,"batch":50,"rate":[{"from":2}],"patience":5}`),
	}
	other := variant("Nets (d)", `{"k":7}`)
	other.Budget = "paper"
	damaged := variant("Nets (e)", `{"k":2,"batch":51}`)
	damaged.Status = results.Damaged
	sweeps := results.Sweeps(append(runs, other, damaged))
	if len(sweeps) != 2 || len(sweeps[0].Runs) != 5 || len(sweeps[1].Runs) != 1 || sweeps[0].Of != "Nets" || sweeps[1].Budget != "paper" {
		t.Fatalf("sweeps are %+v", sweeps)
	}
	if want := []string{"train.k", "train.patience", "train.rate.1.from"}; !slices.Equal(sweeps[0].Keys, want) {
		t.Errorf("the keys are %q, want %q", sweeps[0].Keys, want)
	}
	if len(sweeps[1].Keys) != 0 {
		t.Errorf("one variant varies %q", sweeps[1].Keys)
	}
	values := runs[2].Values()
	if values["train.k"] != "2" || values["evaluation.samples"] != "10" || len(values) != 5 {
		t.Errorf("the values are %v", values)
	}
}
