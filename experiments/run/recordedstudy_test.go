package run

import (
	"math"
	"reflect"
	"testing"

	"gan2014/models/theory"
	"gan2014/models/theory/figure"
	"gan2014/results"
)

// TestRecordedStudy checks that a study's result reaches the database completely.
func TestRecordedStudy(t *testing.T) {
	got := recordedStudy(theory.Result{
		Findings: []theory.Finding{{Figure: "f", Claim: "c", Source: "s", Measured: "m", Holds: true}},
		Lines:    []theory.Line{{Figure: figure.Figure{Name: "f/a"}, Name: "n", Points: []theory.Point{{X: 1, Y: 2, Low: math.Inf(-1), High: 3}}}, {Figure: figure.Figure{Name: "f/b"}, Name: "at 1"}},
	})
	want := results.Study{
		Findings: []results.Finding{{Figure: "f", Claim: "c", Source: "s", Measured: "m", Holds: true}},
		Lines:    []results.Line{{Figure: "f/a", Name: "n", Points: []results.LinePoint{{X: 1, Y: 2, Low: math.Inf(-1), High: 3}}}, {Figure: "f/b", Name: "at 1"}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v", got)
	}
}
