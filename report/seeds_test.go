package report

import (
	"math"
	"slices"
	"testing"

	"gan2014/internal/metric"
	"gan2014/report/record"
	"gan2014/results"
)

func TestMedianOverSeeds(t *testing.T) {
	seed := func(values ...float64) *record.Record {
		r := &record.Record{}
		for i, v := range values {
			r.Metrics = append(r.Metrics, results.Metric{Name: metric.LossD, Epoch: i + 1, Value: v})
		}
		return r
	}
	got := medianOf([]*record.Record{seed(1, 5, 9), seed(3, 4), seed(2, 6, math.NaN())}, metric.LossD)
	var ys []float64
	for _, p := range got {
		ys = append(ys, p.Y)
	}
	if !slices.Equal(ys, []float64{2, 5}) {
		t.Errorf("medians %v, want 2 and 5, and none where a seed has no value", ys)
	}
}
