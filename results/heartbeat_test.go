package results_test

import (
	"testing"
	"time"

	"gan2014/results"
)

// TestMarkDeadOfAnotherMachine checks that a run of another machine counts as alive for 10 minutes after its last heartbeat.
func TestMarkDeadOfAnotherMachine(t *testing.T) {
	db, path := mustOpen(t)
	elsewhere := run("k", 1)
	elsewhere.Host, elsewhere.PID = "elsewhere", 1
	id := begin(t, db, elsewhere)
	markDead := func(after time.Duration, want int) {
		t.Helper()
		db.Now = func() time.Time { return clock.Add(after) }
		if n, err := db.MarkDead(t.Context()); n != want || err != nil {
			t.Errorf("after %v: %d runs marked dead, error %v, want %d", after, n, err, want)
		}
	}
	markDead(9*time.Minute, 0)
	check(t, db.RecordHeartbeat(t.Context(), id, 0, 0))
	if got := find(t, db, "k").Heartbeat; !got.Equal(clock.Add(9 * time.Minute)) {
		t.Errorf("heartbeat %v", got)
	}
	markDead(18*time.Minute, 0)
	markDead(19*time.Minute, 1)
	if r := find(t, db, "k"); r.Status != results.Interrupted {
		t.Errorf("status %s", r.Status)
	}

	// A program of schema 1 recorded no heartbeat, so the start of the run counts.
	begin(t, db, elsewhere)
	_, err := raw(t, path).Exec("UPDATE run SET heartbeat = NULL")
	check(t, err)
	markDead(20*time.Minute, 1)

	wantError(t, db.RecordHeartbeat(t.Context(), 9, 0, 0), "heartbeat of run 9", "no such run")
}

// TestBeatKeepsTheTime checks that the computing time up to the last heartbeat is kept when a run is killed, and is counted once.
func TestBeatKeepsTheTime(t *testing.T) {
	db, _ := mustOpen(t)
	id := begin(t, db, run("k", 1))
	check(t, db.RecordHeartbeat(t.Context(), id, 60, 100))
	check(t, db.RecordHeartbeat(t.Context(), id, 61, 101))
	want := func(seconds, cpuSeconds float64) {
		t.Helper()
		if r := find(t, db, "k"); r.Seconds != seconds || r.CPUSeconds != cpuSeconds {
			t.Errorf("%g s, %g s of processors; want %g and %g", r.Seconds, r.CPUSeconds, seconds, cpuSeconds)
		}
	}
	want(121, 201)
	check(t, db.Finish(t.Context(), id, results.Ending{Status: results.Done, Seconds: 9, CPUSeconds: 12}))
	want(130, 213)
}
