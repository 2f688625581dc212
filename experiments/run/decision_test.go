package run

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"testing"

	"gan2014/experiments/exit"
	"gan2014/experiments/job"
	"gan2014/experiments/schedule"
	"gan2014/experiments/terminal"
	"gan2014/models/nn"
	"gan2014/results"
)

// TestStanding checks that the decision about a job follows from the end of its last run and from -force and -retry.
func TestStanding(t *testing.T) {
	for _, c := range []struct {
		status results.Status
		plain  schedule.State
		force  schedule.State
		retry  schedule.State
	}{
		{"", schedule.Fresh, schedule.Fresh, schedule.Fresh},
		{results.Done, schedule.Cached, schedule.Again, schedule.Cached},
		{results.Interrupted, schedule.Resumable, schedule.Resumable, schedule.Resumable},
		{results.Failed, schedule.GivenUp, schedule.Retried, schedule.Retried},
		{results.Diverged, schedule.GivenUp, schedule.Retried, schedule.Retried},
	} {
		w := newWorld(t)
		a := &Attempt{Job: job.Job{Key: "no run"}}
		if c.status != "" {
			a = w.begin(w.plan())
			a.end(t, c.status)
		}
		for p, want := range map[schedule.Policy]schedule.State{{}: c.plain, {Force: true}: c.force, {Retry: true}: c.retry} {
			if got, err := p.Decide(t.Context(), w.DB, a.Job); err != nil || got.State != want {
				t.Errorf("%+v, %q: %s, error %v; want %s", p, c.status, got.State, err, want)
			}
		}
	}
	w := newWorld(t)
	a := w.begin(w.plan())
	w.exec("UPDATE run SET pid = 1 WHERE key = ?", a.Key)
	if got, err := (schedule.Policy{}).Decide(t.Context(), w.DB, a.Job); err != nil || got.State != schedule.Elsewhere {
		t.Errorf("computed by another process: %s, error %v", got.State, err)
	}
}

// TestVerdict checks which status follows from the error of a run.
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
		if got, text := statusOf(c.err); got != c.want || (text == "") != (c.want == results.Done || c.want == results.Interrupted) {
			t.Errorf("%v: %s, %q", c.err, got, text)
		}
	}
}

// TestExecuteCountsFailures checks that the supervisor's error counts every failed job, including earlier failures, and no
// finished job.
func TestExecuteCountsFailures(t *testing.T) {
	w := newWorld(t)
	var jobs []job.Job
	var forecasts []schedule.Forecast
	for seed, status := range []results.Status{results.Done, results.Failed, results.Done, results.Diverged} {
		a := w.begin(w.plan(fmt.Sprintf("seeds=[%d]", seed+1)))
		a.end(t, status)
		jobs, forecasts = append(jobs, a.Job), append(forecasts, schedule.Forecast{Decision: schedule.Decision{State: schedule.Cached}})
	}
	execute := func(ctx context.Context, jobs []job.Job) error {
		s := &schedule.Supervisor{Starter: schedule.Starter{DB: w.DB, Out: w.out}, AtOnce: 2, Display: terminal.NewDisplay(io.Discard)}
		return s.Execute(ctx, 0, schedule.NewQueue(jobs, forecasts[:len(jobs)], 2))
	}
	if err := execute(t.Context(), jobs); !errors.Is(err, exit.ErrSomeFailed) || err.Error() != "some runs did not finish: 2 of 4" {
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

// TestConclude checks how the end of a run's process determines the end of its job.
func TestConclude(t *testing.T) {
	w := newWorld(t)
	s := &schedule.Starter{DB: w.DB}
	display := terminal.NewDisplay(io.Discard)
	defer display.Close()
	line := display.Line("run")
	defer line.Stop()
	for status, want := range map[int]schedule.ExitKind{exit.Done: schedule.Succeeded, exit.Failed: schedule.Broke, exit.BadUsage: schedule.Broke, exit.Busy: schedule.Busy, exit.Interrupted: schedule.Stopped} {
		ended := exec.Command("sh", "-c", fmt.Sprint("exit ", status)).Run()
		if got, err := s.Conclude(t.Context(), job.Job{Key: "k"}, w.out, line, ended); got != want || err != nil {
			t.Errorf("status %d: %d, error %v, want %d", status, got, err, want)
		}
	}
	// A crashed or killed process leaves its run marked as running. The killed run can continue.
	for signal, want := range map[string]struct {
		ExitKind schedule.ExitKind
		status   results.Status
	}{"SEGV": {schedule.Broke, results.Failed}, "KILL": {schedule.Stopped, results.Interrupted}} {
		a := w.begin(w.plan())
		ended := exec.Command("sh", "-c", "kill -"+signal+" $$")
		err := ended.Run()
		w.exec("UPDATE run SET pid = ? WHERE key = ?", ended.Process.Pid, a.Key)
		if got, err := s.Conclude(t.Context(), a.Job, w.out, line, err); got != want.ExitKind || err != nil {
			t.Errorf("%s: %d, error %v", signal, got, err)
		}
		if r, _, err := w.DB.Find(t.Context(), a.Key); err != nil || r.Status != want.status || r.Error == "" {
			t.Errorf("%s: recorded as %s, %q, error %v", signal, r.Status, r.Error, err)
		}
	}
}

// TestSetAside checks that a run to be computed again gets an empty folder.
func TestSetAside(t *testing.T) {
	w := newWorld(t)
	a := w.begin(w.plan())
	if err := schedule.SetAside(a.Dir, 7); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(a.Dir + ".7"); err != nil || job.Exists(a.Dir) {
		t.Errorf("%v; %s is there: %v", err, a.Dir, job.Exists(a.Dir))
	}
	if err := schedule.SetAside(a.Dir, 7); err != nil {
		t.Errorf("with nothing there: %v", err)
	}
}
