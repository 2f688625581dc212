// Package schedule computes many runs on this machine. It decides what to do about each run (decision.go), forecasts the times
// (forecast.go, rates.go), and starts one process for each run, several at once (queue.go, supervisor.go, starter.go). Meanwhile it draws
// the report in the background (drawer.go).
package schedule

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

	"gan2014"
	"gan2014/experiments/exit"
	"gan2014/experiments/job"
	"gan2014/experiments/terminal"
	"gan2014/internal/provenance"
	"gan2014/internal/typeset"
	"gan2014/report"
	"gan2014/results"
)

// A Supervisor computes jobs, each in a process of its own. A failure of one job does not affect the others.
type Supervisor struct {
	Starter
	AtOnce   int
	Policy   Policy
	Display  *terminal.Display
	prefetch *prefetch
	reports  *drawer
	text     job.Assignment // the common part of all assignments
}

// Describe sets the common part of all assignments.
func (s *Supervisor) Describe(name, text, command string) {
	s.text = job.Assignment{Spec: name, Text: text, Command: command, Source: provenance.Program(gan2014.BuiltFrom)}
}

var ErrTimeIsUp = errors.New("the time of -max-time is up")

// Execute computes the jobs of a queue that are not done, AtOnce at a time. It waits for jobs that another process computes. When
// ctx ends or the time limit is over, the processes save a checkpoint and end.
func (s *Supervisor) Execute(ctx context.Context, limit time.Duration, q *queue) error {
	if limit > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeoutCause(ctx, limit, ErrTimeIsUp)
		defer cancel()
	}
	if q.total > 1 {
		s.Display.Total = q.progress
	}
	s.prefetch = newPrefetch(q.datasets, func(name string) error { return s.fetch(ctx, name) })
	s.reports = newDrawer(func() { s.report(context.WithoutCancel(ctx)) })
	var workers sync.WaitGroup
	for range min(s.AtOnce, q.total) {
		workers.Go(func() {
			for t := q.next(ctx); t != nil; t = q.next(ctx) {
				q.ended(t, s.process(ctx, t))
			}
		})
	}
	workers.Wait()
	s.reports.close()
	s.prefetch.background.Wait()
	s.Display.Close()
	switch {
	case ctx.Err() != nil && (q.stopped > 0 || q.ready < q.total):
		return context.Cause(ctx)
	case q.failed > 0:
		return fmt.Errorf("%w: %d of %d", exit.ErrSomeFailed, q.failed, q.total)
	case q.stopped > 0: // the processes were killed or told to stop
		return fmt.Errorf("interrupted runs: %d of %d: %w", q.stopped, q.total, context.Canceled)
	}
	return nil
}

// process computes one job if necessary and tells the user how it ended.
func (s *Supervisor) process(ctx context.Context, t *queueItem) ExitKind {
	line := s.Display.Line(t.label)
	defer line.Stop()
	ctx = terminal.WithLongPatience(ctx, func(text string) { line.Say("%s", text) })
	decision, err := s.Policy.Decide(ctx, s.DB, t.Job)
	if err != nil {
		return s.fail(ctx, line, err)
	}
	switch decision.State {
	case Cached:
		line.Tell("done before")
		return Succeeded
	case GivenUp:
		line.Say("%s before: %s (-retry tries again)", decision.Run.Status, typeset.FirstLine(decision.Run.Error))
		return Broke
	case Damaged:
		line.Say("%s", decision.Why())
		return Broke
	case Elsewhere:
		s.wait(ctx, t, decision.Run, line)
		return Busy
	}
	if err := s.prefetch.await(t.System.Dataset); ctx.Err() != nil {
		return Stopped
	} else if err != nil {
		return s.fail(ctx, line, err)
	}
	if decision.State == Again {
		if err := SetAside(t.Folder(s.Out), decision.Run.ID); err != nil {
			return s.fail(ctx, line, err)
		}
	}
	return s.compute(ctx, t, decision.State == Again || s.Policy.Force, line)
}

// wait waits for a second before a job that another process computes is tried again. The first time, it only tells the user.
func (s *Supervisor) wait(ctx context.Context, t *queueItem, other results.Run, line *terminal.Line) {
	if !t.waited {
		line.Tell("process %d on %s is computing it: doing the others first", other.PID, other.Host)
		return
	}
	select {
	case <-time.After(time.Second):
		s.DB.MarkDead(ctx) // the other process may have died
	case <-ctx.Done():
	}
}

// SetAside renames the folder of a finished run, so that the run can be computed from the start again.
func SetAside(folder string, id int64) error {
	err := os.Rename(folder, fmt.Sprintf("%s.%d", folder, id))
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}

// compute starts a process for the job, from the start if again is true. The report is due when it has ended.
func (s *Supervisor) compute(ctx context.Context, t *queueItem, again bool, line *terminal.Line) ExitKind {
	j := t.Job
	if err := j.Assign(s.text, t.forecast.Kept(), j.Folder(s.Out)); err != nil {
		return s.fail(ctx, line, err)
	}
	ended, err := s.Start(ctx, j, j.Folder(s.Out), again, line)
	if err != nil {
		return s.fail(ctx, line, err)
	}
	if ended == Busy {
		return Busy
	}
	s.reports.ended()
	return ended
}

// report writes the report. It ignores errors: the last report, which the command writes, says what is missing.
func (s *Supervisor) report(ctx context.Context) {
	if data, err := report.Read(ctx, s.DB); err == nil {
		_ = data.Write(ctx, s.Out)
	}
}

// fail tells the user about an error. After the end of ctx, it returns Stopped and prints nothing.
func (s *Supervisor) fail(ctx context.Context, line *terminal.Line, err error) ExitKind {
	if ctx.Err() != nil {
		return Stopped
	}
	line.Say("%v%s", err, job.Advice(err))
	return Broke
}
