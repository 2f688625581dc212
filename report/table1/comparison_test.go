package table1

import (
	"fmt"
	"math"
	"testing"

	"gan2014/report/record"
	"gan2014/results"
)

func TestCompare(t *testing.T) {
	a := map[int64]float64{1: 10, 2: 12, 3: 17, 9: 100}
	b := map[int64]float64{1: 8, 2: 11, 3: 8, 7: -50}
	c, ok := compare(a, b)
	// Differences 2, 1, 9: mean 4, standard deviation √19, half width 4.302653·√19/√3 (Student's t of 2 degrees of freedom).
	if !ok || c.Pairs != 3 || c.Mean != 4 || math.Abs(*c.HalfWidth-4.302653*math.Sqrt(19.0/3)) > 1e-5 || c.P != 0.25 {
		t.Errorf("got %+v", c)
	}
	if _, ok := compare(a, map[int64]float64{4: 1}); ok {
		t.Error("systems without a common seed are compared")
	}
	one, _ := compare(map[int64]float64{1: 5}, map[int64]float64{1: 4})
	if one.HalfWidth != nil || one.Interval() != "–" || one.Conclusion() != "one pair says nothing about chance" {
		t.Errorf("of one pair: %+v, %q", one, one.Conclusion())
	}
}

func TestConclusion(t *testing.T) {
	check := func(pairs int, mean, half, p float64, want string) {
		t.Helper()
		if got := (Comparison{Other: "DBN", Pairs: pairs, Mean: mean, HalfWidth: &half, P: p}).Conclusion(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	check(6, 5, 3, 0.03125, "Adversarial nets higher")
	check(6, -5, 3, 0.03125, "DBN higher")
	check(6, -2, 3, 0.03125, "~ not distinguishable")
	check(5, 5, 3, 0.0625, "Adversarial nets higher, if differences are normal; too few seeds for the exact test")
	check(8, 5, 3, 0.06, "Adversarial nets higher, if differences are normal; the exact test does not confirm it")
}

// TestComparisonsAreOfLikeWithLike checks that only rows of the same protocol and budget are compared, and only scores of the same grid.
func TestComparisonsAreOfLikeWithLike(t *testing.T) {
	row := func(system, protocol, budget string, ids ...int64) Row {
		return Row{System: system, Measured: &Score{}, Grid: "paper", Protocol: protocol, Budget: budget, RunIDs: ids}
	}
	var records []record.Record
	for id := range int64(4) {
		records = append(records, record.Record{
			Run:         results.Run{ID: id, Seed: id % 2},
			Evaluations: []results.Evaluation{{Grid: "fine", Protocol: "p", LL: 1e6}, {Grid: "paper", Protocol: "p", LL: float64(10 * id)}},
		})
	}
	table := Table{Groups: []Group{{Dataset: "mnist", Rows: []Row{
		row(Subject, "p", "hour", 0, 1), row("DBN", "p", "hour", 2, 3), row("GSN", "p", "minutes", 2, 3), row("CAE", "q", "hour", 2, 3),
	}}}}
	got := Comparisons(table, record.NewIndex(records))
	if len(got) != 1 || got[0].Other != "DBN" || got[0].Pairs != 2 || got[0].Mean != -20 {
		t.Errorf("got %+v", got)
	}
}

// TestSystemsWithOtherSamplingAreCompared checks that adversarial nets are compared with a system of Markov chains, whose protocol differs as a
// text because it also says how samples were drawn, but not with a row of another scoring.
func TestSystemsWithOtherSamplingAreCompared(t *testing.T) {
	spec := func(validation int) string {
		return fmt.Sprintf(`{"evaluation":{"samples":10,"validation":%d,"grids":{"paper":{"from":0.1}}}}`, validation)
	}
	table := Table{Groups: []Group{{Dataset: "mnist", Rows: []Row{{System: Subject, Measured: &Score{}, Grid: "paper", Protocol: "10 samples", Samples: 10,
		TestExamples: 50, RunIDs: []int64{1}}}}}}
	records := []record.Record{{Run: results.Run{ID: 1, Seed: 1, EffectiveSpec: spec(5)}, Evaluations: []results.Evaluation{{Grid: "paper", Protocol: "10 samples", LL: 7}}}}
	for name, c := range map[string]struct {
		samples, test, validation int
		grid                      string
		compared                  bool
	}{
		"alike":             {10, 50, 5, "paper", true},
		"other samples":     {11, 50, 5, "paper", false},
		"other test images": {10, 51, 5, "paper", false},
		"other validation":  {10, 50, 6, "paper", false},
		"other grid":        {10, 50, 5, "fine", false},
	} {
		const protocol = "10 samples of 5 chains"
		table.Groups[0].Rows = append(table.Groups[0].Rows[:1:1], Row{System: "DBN", Measured: &Score{}, Grid: c.grid, Protocol: protocol, Samples: c.samples,
			TestExamples: c.test, RunIDs: []int64{2}})
		other := record.Record{Run: results.Run{ID: 2, Seed: 1, EffectiveSpec: spec(c.validation)}, Evaluations: []results.Evaluation{{Grid: c.grid, Protocol: protocol, LL: 3}}}
		got := Comparisons(table, record.NewIndex(append(records[:1:1], other)))
		if (len(got) == 1) != c.compared || c.compared && (got[0].Other != "DBN" || got[0].Mean != 4) {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// TestNoVariantIsComparedWithItself checks that the variants of the subject are no other systems.
func TestNoVariantIsComparedWithItself(t *testing.T) {
	records := []record.Record{{Run: results.Run{ID: 1, Seed: 1}, Evaluations: []results.Evaluation{{Grid: "paper", LL: 7}}}}
	row := Row{System: Subject, Measured: &Score{LL: 7}, Grid: "paper", RunIDs: []int64{1}}
	variant, other := row, row
	variant.System, variant.VariantOf = Subject+" (train.k=1)", Subject
	other.System, other.VariantOf = "DBN (dbn.batch=5)", "DBN"
	got := Comparisons(Table{Groups: []Group{{Rows: []Row{row, variant, other}}}}, record.NewIndex(records))
	if len(got) != 1 || got[0].Other != other.System {
		t.Errorf("%+v", got)
	}
}

// TestOneRecipeOfANameIsCompared checks that of several recipes of one name that with the most seeds is compared.
func TestOneRecipeOfANameIsCompared(t *testing.T) {
	var records []record.Record
	for id := range int64(5) {
		records = append(records, record.Record{Run: results.Run{ID: id, Seed: id % 2}, Evaluations: []results.Evaluation{{Grid: "paper", LL: float64(id)}}})
	}
	row := func(system, recipe string, ids ...int64) Row {
		return Row{System: system, Measured: &Score{}, Grid: "paper", Recipe: recipe, RunIDs: ids, Seeds: len(ids)}
	}
	rows := []Row{row(Subject, "a", 0, 1), row(Subject, "b", 4), row("DBN", "c", 4), row("DBN", "d", 2, 3)}
	got := Comparisons(Table{Groups: []Group{{Rows: rows}}}, record.NewIndex(records))
	if len(got) != 1 || got[0].Pairs != 2 || got[0].Mean != -2 {
		t.Errorf("%+v", got)
	}
}
