package report

import (
	"math"
	"slices"
	"testing"

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
	if one.HalfWidth != nil || one.Interval() != "–" || one.Conclusion() != "one pair says nothing of chance" {
		t.Errorf("of one pair: %+v, %q", one, one.Conclusion())
	}
}

func TestConclusion(t *testing.T) {
	check := func(pairs int, mean, half, p float64, want string) {
		t.Helper()
		if got := (comparison{Other: "DBN", Pairs: pairs, Mean: mean, HalfWidth: &half, P: p}).Conclusion(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	check(6, 5, 3, 0.03125, "Adversarial nets higher")
	check(6, -5, 3, 0.03125, "DBN higher")
	check(6, -2, 3, 0.03125, "~ not distinguishable")
	check(5, 5, 3, 0.0625, "Adversarial nets higher, if differences are normal; too few seeds for the exact test")
	check(8, 5, 3, 0.06, "Adversarial nets higher, if differences are normal; the exact test does not confirm it")
}

// Only rows of the same protocol and budget are compared, and only scores of that grid.
func TestComparisonsAreOfLikeWithLike(t *testing.T) {
	row := func(system, protocol, budget string, ids ...int64) Row {
		return Row{System: system, Measured: &Score{}, Grid: "paper", Protocol: protocol, Budget: budget, RunIDs: ids}
	}
	var records []record
	for id := range int64(4) {
		records = append(records, record{
			Run:         results.Run{ID: id, Seed: id % 2},
			Evaluations: []results.Evaluation{{Grid: "fine", Protocol: "p", LL: 1e6}, {Grid: "paper", Protocol: "p", LL: float64(10 * id)}},
		})
	}
	table := Table{Groups: []Group{{Dataset: "mnist", Rows: []Row{
		row(subject, "p", "hour", 0, 1), row("DBN", "p", "hour", 2, 3), row("GSN", "p", "minutes", 2, 3), row("CAE", "q", "hour", 2, 3),
	}}}}
	got := comparisons(table, records)
	if len(got) != 1 || got[0].Other != "DBN" || got[0].Pairs != 2 || got[0].Mean != -20 {
		t.Errorf("got %+v", got)
	}
}

func TestMedianOverSeeds(t *testing.T) {
	seed := func(values ...float64) record {
		var r record
		for i, v := range values {
			r.Metrics = append(r.Metrics, results.Metric{Name: "loss_d", Epoch: i + 1, Value: v})
		}
		return r
	}
	got := medianOf([]record{seed(1, 5, 9), seed(3, 4), seed(2, 6, math.NaN())}, "loss_d")
	var ys []float64
	for _, p := range got {
		ys = append(ys, p.Y)
	}
	if !slices.Equal(ys, []float64{2, 5}) {
		t.Errorf("medians %v, want 2 and 5, and none where a seed has no value", ys)
	}
}
