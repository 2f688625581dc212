package main

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"gan2014/results"
)

// The mean over one test example has no standard error: the list of runs has a dash, and JSON null.
func TestScoreOfOneTestExample(t *testing.T) {
	e := results.Evaluation{Grid: "paper", LL: 12.34, StdErr: math.NaN(), StdErrOver: "test examples", TestExamples: 1}
	if got, want := scoreOf(e).String(), "12.3 ± –"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if text, err := json.Marshal(scoreOf(e)); err != nil || !strings.Contains(string(text), `"stderr":null`) {
		t.Errorf("%s, error %v", text, err)
	}
}
