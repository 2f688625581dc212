package record

import (
	"testing"

	"gan2014/results"
)

// TestRepetitionIsNotLost checks that a failed repetition of a run does not remove its seed from the mean.
func TestRepetitionIsNotLost(t *testing.T) {
	runs := []results.Run{{ID: 1, Key: "k", Recipe: "a", Status: results.Done}, {ID: 2, Key: "k", Recipe: "a", Status: results.Failed}, {ID: 3, Key: "l", Recipe: "a", Status: results.Failed}}
	if lost := LostRuns(runs, "a"); len(lost) != 1 || lost[0].ID != 3 {
		t.Errorf("lost are %v", lost)
	}
}
