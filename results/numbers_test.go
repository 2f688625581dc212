package results_test

import (
	"math"
	"reflect"
	"testing"

	"gan2014/results"
)

func TestCompareOutcomes(t *testing.T) {
	numbers := func() results.Numbers {
		return results.Numbers{
			Evaluations: []results.Evaluation{evaluation("paper", 225), evaluation("fine", math.NaN())},
			Metrics: []results.Metric{
				{Name: "epoch_seconds", Epoch: 1, Value: 5},
				{Name: "loss_d", Epoch: 1, Value: 1}, {Name: "loss_d", Epoch: 2, Value: math.Inf(-1)}, {Name: "loss_d", Epoch: 3, Value: 1}, {Name: "loss_d", Epoch: 4, Value: 1},
				{Name: "valid_ll", Epoch: 2, Value: 1}, {Name: "valid_ll", Epoch: 4, Value: 1},
				{Name: "sample_seconds", Epoch: 4, Value: 5},
			},
		}
	}
	a, b := numbers(), numbers()
	b.Metrics[0].Value, b.Metrics[7].Value = 6, 6 // times are not compared
	if got := results.CompareNumbers(a, b); len(got) != 0 {
		t.Errorf("equal numbers differ in %v", got)
	}

	b.Evaluations[0].LL = math.Nextafter(225, 300)
	b.Evaluations[0].Sigma = 0.25
	b.Evaluations = b.Evaluations[:1]
	for i := 2; i < 5; i++ {
		b.Metrics[i].Value = float64(i)
	}
	b.Metrics = append(b.Metrics[:5:5], b.Metrics[6], results.Metric{Name: "w", Epoch: 1})
	want := []results.Difference{
		{Field: "ll_nats, grid paper", A: "225", B: "225.00000000000003"},
		{Field: "sigma, grid paper", A: "0.2", B: "0.25"},
		{Field: "ll_nats, grid fine", A: "NaN"},
		{Field: "loss_d at epoch 2", A: "-Inf", B: "2"},
		{Field: "loss_d at epoch 4", A: "1", B: "4"},
		{Field: "valid_ll, how many", A: "2", B: "1"},
		{Field: "w, how many", A: "0", B: "1"},
	}
	if got := results.CompareNumbers(a, b); !reflect.DeepEqual(got, want) {
		t.Errorf("differences are\n%v, want\n%v", got, want)
	}
}
