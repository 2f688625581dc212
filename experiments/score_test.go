package main

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"gan2014/results"
)

// TestScoreOfOneTestExample checks that a mean over one test example has no standard error: a dash in the list of runs, null in
// JSON.
func TestScoreOfOneTestExample(t *testing.T) {
	e := results.Evaluation{Grid: "paper", LL: 12.34, StdErr: math.NaN(), StdErrOver: "test examples", TestExamples: 1}
	if got, want := scoreOf(e).String(), "12.3 ± –"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if text, err := json.Marshal(scoreOf(e)); err != nil || !strings.Contains(string(text), `"stderr":null`) {
		t.Errorf("%s, error %v", text, err)
	}
}
