package run

import (
	"math"
	"testing"

	"gan2014/results"
)

// TestScoresOfOneTestExample checks that a run's score line has a dash instead of the standard error of one test example.
func TestScoresOfOneTestExample(t *testing.T) {
	e := results.Evaluation{Grid: "paper", LL: 12.34, StdErr: math.NaN(), StdErrOver: "test examples", TestExamples: 1}
	if got, want := resultLine([]results.Evaluation{e}, 0), "12.3 ± – nats (paper grid)"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
