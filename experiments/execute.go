package main

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"syscall"
	"time"

	"gan2014/models/gan"
	"gan2014/report"
	"gan2014/results"
)

// execute does the jobs that are not done, one after the other. A job that fails ends alone; an interruption ends them all.
func (l *lab) execute(ctx context.Context, jobs []job) error {
	failed := 0
	for i, j := range jobs {
		label := fmt.Sprintf("[%d/%d] %v", i+1, len(jobs), j)
		done, err := l.isDone(ctx, j)
		if done {
			fmt.Fprintf(l.log, "%s: done before\n", label)
			continue
		}
		if err == nil {
			err = l.do(ctx, j, label)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			fmt.Fprintf(l.log, "%s: %v%s\n", label, err, advice(err))
			failed++
		}
	}
	if failed > 0 {
		return fmt.Errorf("%w: %d of %d", errSomeFailed, failed, len(jobs))
	}
	return nil
}

// advice says what to do about an error, where the error alone does not.
func advice(err error) string {
	if errors.Is(err, syscall.ENOSPC) {
		return "; make room and run the same command again: it goes on from the last checkpoint"
	}
	return ""
}

func (l *lab) isDone(ctx context.Context, j job) (bool, error) {
	run, found, err := l.db.Find(ctx, j.record.Key)
	return found && run.Status == results.Done, err
}

// do computes one job and records how it ended, whatever happens.
func (l *lab) do(ctx context.Context, j job, label string) error {
	id, err := l.db.Begin(ctx, j.record)
	if err != nil {
		return err
	}
	start := time.Now()
	err = l.compute(ctx, j, id, label)
	ctx = context.WithoutCancel(ctx)
	status, text := outcome(err)
	ending := results.Ending{Status: status, Seconds: time.Since(start).Seconds(), Error: text}
	if finish := l.db.Finish(ctx, id, ending); finish != nil {
		return errors.Join(err, finish)
	}
	if written := report.Write(ctx, l.db, l.out); written != nil {
		return errors.Join(err, written)
	}
	return err
}

// outcome is the status of a run that ended with err.
func outcome(err error) (results.Status, string) {
	var diverged *gan.Diverged
	switch {
	case err == nil:
		return results.Done, ""
	case errors.Is(err, context.Canceled):
		return results.Interrupted, ""
	case errors.As(err, &diverged):
		return results.Diverged, err.Error()
	default:
		return results.Failed, err.Error()
	}
}

// compute trains the job's model, if it has to be, and scores its samples. A panic is an error of this run alone.
func (l *lab) compute(ctx context.Context, j job, id int64, label string) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("internal error: %v\n%s", r, debug.Stack())
		}
	}()
	samples, epoch, err := l.samples(ctx, j, id, label)
	if err != nil {
		return err
	}
	fmt.Fprintf(l.log, "%s: scoring %d samples on %d test images\n", label, samples.N, j.set.Test.N)
	if err := l.score(ctx, j, id, samples, epoch); err != nil {
		return err
	}
	return l.drawSheet(ctx, j, id, samples)
}
