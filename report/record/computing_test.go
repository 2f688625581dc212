package record

import (
	"testing"

	"gan2014/results"
)

// TestComputingTime checks that the computing time of a run includes the training that it continued.
func TestComputingTime(t *testing.T) {
	runs := []results.Run{
		{Key: "a", Status: results.Done, Seconds: 100},
		{Key: "b", Status: results.Done, Seconds: 10, Continues: "a"},
		{Key: "c", Status: results.Done, Seconds: 1, Continues: "b"},
		{Key: "d", Status: results.Done, Seconds: 5, Continues: "gone"},
		{Key: "e", Status: results.Done, Seconds: 2, Continues: "e"}, // of a broken database
	}
	for i, want := range []float64{100, 110, 111, 5, 2} {
		if got := ComputingTime(runs[i], runs); got != want {
			t.Errorf("run %s: %g s, want %g", runs[i].Key, got, want)
		}
	}
}
