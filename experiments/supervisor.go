package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

	"gan2014"
	"gan2014/internal/provenance"
	"gan2014/report"
	"gan2014/results"
)

// A supervisor has jobs done, each in a process of its own: whatever happens to one, the others go on.
type supervisor struct {
	starter
	atOnce  int
	policy  policy
	display *display
	supply  *supply
	text    assignment // what all assignments have in common

	reporting sync.Mutex
}

// describe sets what all assignments have in common.
func (s *supervisor) describe(name, text, command string) {
	s.text = assignment{Spec: name, Text: text, Command: command, Source: provenance.Program(gan2014.BuiltFrom)}
}

var errTimeIsUp = errors.New("the time of -max-time is up")

// execute does the jobs of a queue that are not done, some of them at once. Those that another process computes are waited for. When ctx
// ends or the time is up, the processes save their state and end.
func (s *supervisor) execute(ctx context.Context, limit time.Duration, q *queue) error {
	if limit > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeoutCause(ctx, limit, errTimeIsUp)
		defer cancel()
	}
	if q.total > 1 {
		s.display.total = q.progress
	}
	s.supply = newSupply(q.datasets, func(name string) error { return s.fetch(ctx, name) })
	var workers sync.WaitGroup
	for range min(s.atOnce, q.total) {
		workers.Go(func() {
			for t := q.next(ctx); t != nil; t = q.next(ctx) {
				q.ended(t, s.attend(ctx, t))
			}
		})
	}
	workers.Wait()
	s.supply.background.Wait()
	s.display.close()
	switch {
	case ctx.Err() != nil && (q.stopped > 0 || q.ready < q.total):
		return context.Cause(ctx)
	case q.failed > 0:
		return fmt.Errorf("%w: %d of %d", errSomeFailed, q.failed, q.total)
	case q.stopped > 0: // their processes were told so, or killed
		return fmt.Errorf("interrupted runs: %d of %d: %w", q.stopped, q.total, context.Canceled)
	}
	return nil
}

// attend does one job, unless there is nothing to do, and tells the user how it went.
func (s *supervisor) attend(ctx context.Context, t *task) outcome {
	line := s.display.line(t.label)
	defer line.stop()
	ctx = withLongPatience(ctx, func(text string) { line.say("%s", text) })
	standing, err := s.policy.standing(ctx, s.db, t.job)
	if err != nil {
		return s.fail(ctx, line, err)
	}
	switch standing.state {
	case cached:
		line.say("done before")
		return succeeded
	case givenUp:
		line.say("%s before: %s (-retry tries again)", standing.run.Status, firstLine(standing.run.Error))
		return broke
	case damaged:
		line.say("%s", standing.why())
		return broke
	case elsewhere:
		s.wait(ctx, t, standing.run, line)
		return busy
	}
	if err := s.supply.await(t.System.Dataset); ctx.Err() != nil {
		return stopped
	} else if err != nil {
		return s.fail(ctx, line, err)
	}
	if standing.state == again {
		if err := setAside(t.folder(s.out), standing.run.ID); err != nil {
			return s.fail(ctx, line, err)
		}
	}
	return s.compute(ctx, t, standing.state == again || s.policy.force, line)
}

// wait lets a second pass before a job that another process computes is looked at again.
func (s *supervisor) wait(ctx context.Context, t *task, other results.Run, line *line) {
	if !t.waited {
		line.say("process %d on %s is computing it: doing the others first", other.PID, other.Host)
		return
	}
	select {
	case <-time.After(time.Second):
		s.db.MarkDead(ctx) // or it would be waited for in vain
	case <-ctx.Done():
	}
}

// setAside renames the folder of a finished run, so that its key can be computed from the start again.
func setAside(folder string, id int64) error {
	err := os.Rename(folder, fmt.Sprintf("%s.%d", folder, id))
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}

// compute has a process do the job, from the start if it is done again, and writes the report after it.
func (s *supervisor) compute(ctx context.Context, t *task, again bool, line *line) outcome {
	a, j := s.text, t.job
	a.Forecast = t.forecast.kept()
	a.Key, a.Seed, a.Run = j.key, j.Seed, j.Canonical()
	if err := a.write(j.folder(s.out)); err != nil {
		return s.fail(ctx, line, err)
	}
	ended, err := s.start(ctx, j, j.folder(s.out), again, line)
	if err != nil {
		return s.fail(ctx, line, err)
	}
	if ended == busy {
		return busy
	}
	s.reporting.Lock()
	defer s.reporting.Unlock()
	if data, err := report.Read(context.WithoutCancel(ctx), s.db); err == nil {
		_ = data.Write(s.out) // what it lacks, the last one says
	}
	return ended
}

// fail tells the user of an error. What fails when ctx has ended is an interruption.
func (s *supervisor) fail(ctx context.Context, line *line, err error) outcome {
	if ctx.Err() != nil {
		return stopped
	}
	line.say("%v%s", err, advice(err))
	return broke
}
