package terminal

import (
	"testing"
	"time"
)

func TestPace(t *testing.T) {
	now := time.Unix(1000, 0)
	var p pace
	if _, known := p.left(10); known {
		t.Error("a time is known before the first step")
	}
	done := 0
	step := func(steps int, takes time.Duration) {
		now, done = now.Add(takes), done+steps
		p.update(done, now)
	}
	check := func(what string, want time.Duration) {
		t.Helper()
		if got, known := p.left(100); !known || (got-want).Abs() > time.Millisecond {
			t.Errorf("%s: %v left, want %v", what, got, want)
		}
	}
	p.update(0, now)
	for range 50 {
		step(10, time.Second)
	}
	check("100 steps at 10 a second", 10*time.Second)
	step(10, 10*time.Second) // a validation
	check("a long stretch counts", 60*time.Second*100/510)
	step(10, 24*time.Hour) // a suspended machine
	check("a pause counts as 20 stretches", 80*time.Second*100/520)
	p.update(0, now) // the count starts again
	if _, known := p.left(100); known {
		t.Error("a time is known after a new start")
	}
}
