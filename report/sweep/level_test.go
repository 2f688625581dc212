package sweep

import (
	"math"
	"strings"
	"testing"

	"gan2014/internal/metric"
	"gan2014/report/record"
	"gan2014/results"
)

// trained adds the likelihood of validation images at the epochs 5, 10 and 15 to a record.
func trained(r *record.Record, values ...float64) {
	for i, v := range values {
		r.Metrics = append(r.Metrics, results.Metric{Name: metric.LossD, Epoch: 5 * (i + 1), Value: 1000}, results.Metric{Name: metric.ValidLL, Epoch: 5 * (i + 1), Value: v})
	}
}

// TestLevel checks that trainings are compared by the epochs to what all seeds of the first variant reached, or to 150 nats on MNIST, whichever is less, and
// that seeds which never have it are counted.
func TestLevel(t *testing.T) {
	of := func(dataset string, first, second float64) Sweep {
		x := sweepOf(map[string][]score{`{"k":1}`: {done(1, 1), done(1, 1)}, `{"k":2}`: {done(1, 1), done(1, 1)}, `{"k":3}`: {done(1, 1)}})
		for i, values := range [][]float64{{10, 50, first}, {20, 60, second}, {90.4, 99, 300}, {10, 200, 300}, {math.Inf(-1), math.NaN(), 10}} {
			r := &x.Records[i]
			r.Dataset = dataset
			trained(r, values...)
		}
		return New(x)[0]
	}
	reached := func(s Sweep) (all []string) {
		for _, v := range s.Variants {
			all = append(all, v.Reached())
		}
		return all
	}
	for _, c := range []struct {
		dataset       string
		first, second float64
		level         float64
		want          string
	}{
		{"mnist", 90, 91.9, 90, "15, 7.5, never"},
		{"mnist", 80, 100, 80, "15, 7.5, never"},
		{"mnist", 160, 180, 150, "15, 12.5, never"},
		{"tfd-like", 160, 180, 160, "15, 12.5, never"},
	} {
		s := of(c.dataset, c.first, c.second)
		if got := strings.Join(reached(s), ", "); s.Level != c.level || got != c.want {
			t.Errorf("%+v: level %g, epochs %s", c, s.Level, got)
		}
	}
	if s := New(sweepOf(map[string][]score{`{"k":1}`: {done(1, 1)}, `{"k":2}`: {done(1, 1)}}))[0]; s.IsLevelled() {
		t.Errorf("without epochs there is a level of %g", s.Level)
	}
}
