package results_test

import (
	"testing"

	"gan2014/results"
)

func TestPace(t *testing.T) {
	db, _ := mustOpen(t)
	pace := func() (results.Pace, bool) {
		t.Helper()
		p, known, err := db.Pace(t.Context(), "Adversarial nets", "mnist", "some CPU", 1)
		check(t, err)
		return p, known
	}
	key := 0
	timed := func(change func(*results.Run), status results.Status, seconds float64, epochs ...float64) {
		t.Helper()
		key++
		r := run(string(rune('a'+key)), 1)
		change(&r)
		id := begin(t, db, r)
		for i, s := range epochs {
			check(t, db.Record(t.Context(), id, []results.Metric{{Name: "epoch_seconds", Epoch: i + 1, Value: s}, {Name: "loss_d", Epoch: i + 1, Value: 99}}))
		}
		check(t, db.Finish(t.Context(), id, results.Ending{Status: status, Seconds: seconds}))
	}
	same := func(*results.Run) {}

	timed(func(r *results.Run) { r.System = "DBN" }, results.Done, 10, 10)
	timed(func(r *results.Run) { r.Dataset = "tfd" }, results.Done, 10, 10)
	timed(func(r *results.Run) { r.Environment.CPU = "other" }, results.Done, 10, 10)
	timed(func(r *results.Run) { r.Environment.Threads = 2 }, results.Done, 10, 10)
	timed(same, results.Interrupted, 10, 10)
	if p, known := pace(); known {
		t.Errorf("runs that do not match give %+v", p)
	}

	timed(same, results.Done, 30, 1, 2, 4) // rest 23
	timed(same, results.Done, 20, 3)       // rest 17
	if p, known := pace(); !known || p != (results.Pace{Epoch: 2.5, Rest: 20}) {
		t.Errorf("pace %+v, known %v", p, known)
	}
	timed(same, results.Done, 1, 2) // the clock of an epoch may run ahead by rounding: rest 0, never less
	if p, _ := pace(); p != (results.Pace{Epoch: 2, Rest: 17}) {
		t.Errorf("pace %+v", p)
	}

	// Only the five latest count; a system without epochs has a rest alone.
	for range 5 {
		timed(same, results.Done, 7)
	}
	if p, _ := pace(); p != (results.Pace{Rest: 7}) {
		t.Errorf("pace %+v", p)
	}
}
