package job

import (
	"math"
	"testing"

	"gan2014/experiments/spec"
	"gan2014/internal/metric"
	"gan2014/results"
)

func TestEarlyStopping(t *testing.T) {
	check := func(patience int, lls []float64, end int, best float64) {
		t.Helper()
		a := NewEarlyStopping(spec.Run{Epochs: 3, Patience: patience})
		var metrics []results.Metric
		for i, ll := range lls {
			metrics = append(metrics, results.Metric{Name: metric.ValidLL, Epoch: i + 1, Value: ll}, results.Metric{Name: "loss_d", Epoch: i + 1, Value: 1e9})
		}
		a.Replay(metrics)
		if a.End != end || a.best != best {
			t.Errorf("patience %d, %v: ends with epoch %d and has %v, want %d and %v", patience, lls, a.End, a.best, end, best)
		}
	}
	check(0, []float64{1, 2, 3, 9}, 3, 3) // the fourth epoch is after the end
	check(2, nil, 3, 0)
	if a := NewEarlyStopping(spec.Run{Epochs: 3, Patience: 50, Validate: spec.Validate{Every: 5}}); a.End != 5 {
		t.Errorf("patience ends with epoch %d, before the first validation", a.End)
	}
	check(2, []float64{5, 4, 3}, 3, 5)
	check(2, []float64{1, 2, 3, 2, 1}, 5, 3)
	check(2, []float64{1, 2, 3, 2, 1, 9}, 5, 3) // the rise to 9 comes after the end
	check(2, []float64{1, 2, 2}, 4, 2)          // an equal value is no rise
	check(2, []float64{math.NaN(), 2, 1}, 4, 2)
	check(2, []float64{math.Inf(-1), math.NaN(), -5}, 5, -5)
}
