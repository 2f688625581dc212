package schedule

import (
	"strings"
	"testing"
	"time"

	"gan2014/experiments/job"
)

func TestQueue(t *testing.T) {
	takes := func(d time.Duration) Forecast {
		return Forecast{Decision: Decision{State: Fresh}, least: d, Most: d, basis: byRuns}
	}
	q := NewQueue(make([]job.Job, 3), []Forecast{takes(time.Hour), {Decision: Decision{State: Cached}}, takes(3 * time.Hour)}, 2)
	check := func(want string) {
		t.Helper()
		if got := q.progress(); got != want {
			t.Errorf("progress %q, want %q", got, want)
		}
	}
	check("0 of 3 runs ended, about 3h00m left") // two at once: not 4 h / 2, because the longest takes 3 h
	first, second, third := q.next(t.Context()), q.next(t.Context()), q.next(t.Context())
	if first == nil || second == nil || third == nil || q.next(t.Context()) != nil {
		t.Fatal("not three tasks")
	}
	if !strings.HasPrefix(first.label, "[1/3] ") {
		t.Errorf("label %q", first.label)
	}
	q.ended(first, Busy)
	if again := q.next(t.Context()); again != first || !again.waited {
		t.Error("a busy task does not come again")
	}
	q.ended(first, Broke)
	q.ended(second, Succeeded)
	third.begun = time.Now().Add(30*time.Second - 2*time.Hour)
	check("2 of 3 runs ended, about 1h00m left")
	third.forecast.basis = ""
	check("2 of 3 runs ended")
	if q.failed != 1 {
		t.Errorf("%d failed, want 1", q.failed)
	}
}
