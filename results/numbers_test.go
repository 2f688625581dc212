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

// TestContrastNumbers checks that the fields of all pairs are listed in their order, with the values of all runs.
func TestContrastNumbers(t *testing.T) {
	series := func(values ...float64) (n results.Numbers) {
		for i, v := range values {
			n.Metrics = append(n.Metrics, results.Metric{Name: "loss_d", Epoch: i + 1, Value: v})
		}
		n.Metrics = append(n.Metrics, results.Metric{Name: "valid_ll", Epoch: 1, Value: values[0]})
		return n
	}
	all := []results.Numbers{series(1, 2, 3, 4), series(1, 2, 7, 4), series(9, 2, 3)}
	all[1].Study.Findings = []results.Finding{{Claim: "c"}}
	want := []results.Contrast{
		{Field: "loss_d, how many", Values: []string{"4", "4", "3"}},
		{Field: "loss_d at epoch 1", Values: []string{"1", "1", "9"}},
		{Field: "loss_d at epoch 3", Values: []string{"3", "7", "3"}},
		{Field: "valid_ll at epoch 1", Values: []string{"1", "1", "9"}},
		{Field: "findings, how many", Values: []string{"0", "1", "0"}},
	}
	if got := results.ContrastNumbers(all); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
