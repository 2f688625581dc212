package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"testing"

	"gan2014/models/nn"
	"gan2014/results"
)

// What is done about a job follows from how its last run ended, and from -force and -retry.
func TestStanding(t *testing.T) {
	for _, c := range []struct {
		status results.Status
		plain  state
		force  state
		retry  state
	}{
		{"", fresh, fresh, fresh},
		{results.Done, cached, again, cached},
		{results.Interrupted, resumable, resumable, resumable},
		{results.Failed, givenUp, retried, retried},
		{results.Diverged, givenUp, retried, retried},
	} {
		w := newWorld(t)
		a := &attempt{job: job{key: "no run"}}
		if c.status != "" {
			a = w.begin(w.plan())
			a.end(t, c.status)
		}
		for p, want := range map[policy]state{{}: c.plain, {force: true}: c.force, {retry: true}: c.retry} {
			if got, err := p.standing(t.Context(), w.db, a.job); err != nil || got.state != want {
				t.Errorf("%+v, %q: %s, error %v; want %s", p, c.status, got.state, err, want)
			}
		}
	}
	w := newWorld(t)
	a := w.begin(w.plan())
	w.exec("UPDATE run SET pid = 1 WHERE key = ?", a.key)
	if got, err := (policy{}).standing(t.Context(), w.db, a.job); err != nil || got.state != elsewhere {
		t.Errorf("computed by another process: %s, error %v", got.state, err)
	}
}

// The end of a run that returns an error depends on what it is.
func TestVerdict(t *testing.T) {
	for _, c := range []struct {
		err  error
		want results.Status
	}{
		{nil, results.Done},
		{fmt.Errorf("sample: %w", context.Canceled), results.Interrupted},
		{fmt.Errorf("epoch 3: %w", &nn.Diverged{}), results.Diverged},
		{errors.New("no"), results.Failed},
	} {
		if got, text := verdict(c.err); got != c.want || (text == "") != (c.want == results.Done || c.want == results.Interrupted) {
			t.Errorf("%v: %s, %q", c.err, got, text)
		}
	}
}

// A supervisor's word counts each job that has failed, also before, and none that is done.
func TestExecuteCountsFailures(t *testing.T) {
	w := newWorld(t)
	var jobs []job
	var forecasts []forecast
	for seed, status := range []results.Status{results.Done, results.Failed, results.Done, results.Diverged} {
		a := w.begin(w.plan(fmt.Sprintf("seeds=[%d]", seed+1)))
		a.end(t, status)
		jobs, forecasts = append(jobs, a.job), append(forecasts, forecast{standing: standing{state: cached}})
	}
	execute := func(ctx context.Context, jobs []job) error {
		s := &supervisor{starter: starter{db: w.db, out: w.out}, atOnce: 2, display: newDisplay(io.Discard)}
		return s.execute(ctx, 0, newQueue(jobs, forecasts[:len(jobs)], 2))
	}
	if err := execute(t.Context(), jobs); !errors.Is(err, errSomeFailed) || err.Error() != "some runs did not finish: 2 of 4" {
		t.Errorf("error %v", err)
	}
	if err := execute(t.Context(), jobs[:1]); err != nil {
		t.Errorf("of a run that is done: error %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := execute(ctx, jobs); !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted: error %v", err)
	}
}

// The end of a run's process is that of its job.
func TestConclude(t *testing.T) {
	w := newWorld(t)
	s := &starter{db: w.db}
	display := newDisplay(io.Discard)
	defer display.close()
	line := display.line("run")
	defer line.stop()
	for status, want := range map[int]outcome{statusDone: succeeded, statusFailed: broke, statusUsage: broke, statusBusy: busy, statusInterrupted: stopped} {
		ended := exec.Command("sh", "-c", fmt.Sprint("exit ", status)).Run()
		if got, err := s.conclude(t.Context(), job{key: "k"}, w.out, line, ended); got != want || err != nil {
			t.Errorf("status %d: %d, error %v, want %d", status, got, err, want)
		}
	}
	// A process that crashed has left its run in the middle, and so has one that was killed, which goes on.
	for signal, want := range map[string]struct {
		outcome outcome
		status  results.Status
	}{"SEGV": {broke, results.Failed}, "KILL": {stopped, results.Interrupted}} {
		a := w.begin(w.plan())
		ended := exec.Command("sh", "-c", "kill -"+signal+" $$")
		err := ended.Run()
		w.exec("UPDATE run SET pid = ? WHERE key = ?", ended.Process.Pid, a.key)
		if got, err := s.conclude(t.Context(), a.job, w.out, line, err); got != want.outcome || err != nil {
			t.Errorf("%s: %d, error %v", signal, got, err)
		}
		if r, _, err := w.db.Find(t.Context(), a.key); err != nil || r.Status != want.status || r.Error == "" {
			t.Errorf("%s: recorded as %s, %q, error %v", signal, r.Status, r.Error, err)
		}
	}
}

// A run that is computed again gets a folder that nothing lies in.
func TestSetAside(t *testing.T) {
	w := newWorld(t)
	a := w.begin(w.plan())
	if err := setAside(a.dir, 7); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(a.dir + ".7"); err != nil || exists(a.dir) {
		t.Errorf("%v; %s is there: %v", err, a.dir, exists(a.dir))
	}
	if err := setAside(a.dir, 7); err != nil {
		t.Errorf("with nothing there: %v", err)
	}
}
