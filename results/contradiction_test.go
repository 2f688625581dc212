package results

import (
	"math"
	"slices"
	"strings"
	"testing"

	"gan2014/internal/metric"
)

// scored returns an evaluation whose numbers belong to the log-likelihoods of n examples: the squares of 0, 1, ..., n-1 divided by n.
func scored(n int) Evaluation {
	lls := make([]float64, n)
	var sum, squares float64
	for i := range lls {
		lls[i] = float64(i*i) / float64(n)
		sum += lls[i]
	}
	mean := sum / float64(n)
	for _, ll := range lls {
		squares += (ll - mean) * (ll - mean)
	}
	e := Evaluation{
		Grid: "fine", Protocol: "100 samples; sigma from 3 values", LL: mean, StdErr: math.Sqrt(squares / float64(n-1) / float64(n)), StdErrOver: "test examples",
		Sigma: 0.2, Samples: 100, ValidExamples: 10, TestExamples: n,
		Curve:     []SigmaPoint{{0.1, -9}, {0.2, 5}, {0.3, 4}},
		BySamples: []SampleCount{{10, 0.3, 1}, {100, 0.2, 5 + 1e-9}},
	}
	for percent := range 101 {
		at := max(0, int(math.Ceil(float64(percent)/100*float64(n)))-1)
		e.Quantiles = append(e.Quantiles, Quantile{percent, lls[at]})
	}
	return e
}

func TestNumbersThatAgree(t *testing.T) {
	for _, n := range []int{2, 7, 50, 99, 100, 101, 250, 10000} {
		if found := contradictions(Numbers{Evaluations: []Evaluation{scored(n)}}); len(found) > 0 {
			t.Errorf("%d examples: %v", n, found)
		}
	}
}

// TestContradictions checks that numbers that contradict each other are found.
func TestContradictions(t *testing.T) {
	folds := func(e *Evaluation) {
		e.StdErrOver, e.Quantiles, e.BySamples, e.StdErr, e.LL = "folds", nil, nil, 1, 6
		e.TestExamples, e.ValidExamples, e.Sigma = 8, 4, 0.15
		e.Folds = []Fold{{Sigma: 0.1, LL: 5, ValidExamples: 2, TestExamples: 4}, {Sigma: 0.2, LL: 7, ValidExamples: 2, TestExamples: 4}}
	}
	for _, c := range []struct {
		want   string
		damage func(e *Evaluation)
	}{
		{"ll_nats is", func(e *Evaluation) { e.LL *= 4 }},
		{"ll_nats is", func(e *Evaluation) { e.LL = math.NaN() }},
		{"stderr is", func(e *Evaluation) { e.StdErr *= 2 }},
		{"stderr is", func(e *Evaluation) { e.StdErr /= 2 }},
		{"below 0", func(e *Evaluation) { e.StdErr *= -1 }},
		{"quantiles in table ll_quantile fall", func(e *Evaluation) { e.Quantiles[50].LL = 1 }},
		{"is better on its curve", func(e *Evaluation) { e.Sigma = 0.1 }},
		{"is not on its curve", func(e *Evaluation) { e.Sigma = 0.25 }},
		{"lies between", func(e *Evaluation) { e.Sigma, e.Protocol = 0.35, "100 samples; the best sigma there is" }},
		{"in table sample_curve", func(e *Evaluation) { e.Curve[1].ValidLL = 6 }},
		{"the protocol says 100", func(e *Evaluation) { e.Samples = 101 }},
		{"", folds},
		{"the mean of its folds", func(e *Evaluation) { folds(e); e.LL = 5.9 }},
		{"sigma is 0.16", func(e *Evaluation) { folds(e); e.Sigma = 0.16 }},
		{"stderr is 2", func(e *Evaluation) { folds(e); e.StdErr = 2 }},
		{"those of its folds", func(e *Evaluation) { folds(e); e.TestExamples = 9 }},
	} {
		e := scored(1000)
		c.damage(&e)
		found := strings.Join(contradictions(Numbers{Evaluations: []Evaluation{e}}), "; ")
		if found == "" != (c.want == "") || !strings.Contains(found, c.want) {
			t.Errorf("found %q, want %q", found, c.want)
		}
	}
	var names []string
	for _, m := range []Metric{{"d_real", 1, 1.5}, {"d_fake", 1, 0.5}, {metric.EpochSeconds, 1, -1}, {"loss_d", 1, -1}, {"norm_d", 1, math.Inf(1)}, {"norm_g", 2, -3}} {
		if len(contradictions(Numbers{Metrics: []Metric{m}})) > 0 {
			names = append(names, m.Name)
		}
	}
	if !slices.Equal(names, []string{"d_real", metric.EpochSeconds, "norm_g"}) {
		t.Errorf("metrics out of their range: %v", names)
	}
}
