package run

import (
	"math"
	"testing"

	"gan2014/results"
)

// The line of a run has a dash for the standard error of one test example.
func TestScoresOfOneTestExample(t *testing.T) {
	e := results.Evaluation{Grid: "paper", LL: 12.34, StdErr: math.NaN(), StdErrOver: "test examples", TestExamples: 1}
	if got, want := scores([]results.Evaluation{e}), "12.3 ± – nats (paper grid)"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
