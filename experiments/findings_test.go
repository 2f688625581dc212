package main

import (
	"strings"
	"testing"

	"gan2014/results"
)

// TestShownFindings checks that the command runs shows the findings of a study.
func TestShownFindings(t *testing.T) {
	s := shownRun{study: results.Study{Findings: []results.Finding{
		{Claim: "D comes to D*.", Source: "paper, Proposition 1", Measured: "0.02 apart", Holds: true}, {Claim: "All is well.", Source: "nobody", Measured: "nothing"},
	}}}
	var text strings.Builder
	if err := s.print(&text); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"D comes to D*.  (paper, Proposition 1)\n", "  0.02 apart: holds\n", "  nothing: does not hold here\n"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("%q is missing in\n%s", want, &text)
		}
	}
	if found := s.json()["findings"].([]any); len(found) != 2 || found[0].(map[string]any)["holds"] != true {
		t.Errorf("as JSON: %v", found)
	}
}
