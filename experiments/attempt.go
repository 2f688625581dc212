package main

import (
	"context"
	"errors"
	"fmt"
	"syscall"
	"time"

	"gan2014"
	"gan2014/datasets"
	"gan2014/experiments/spec"
	"gan2014/models/nn"
	"gan2014/results"
)

// An attempt computes one run, from where an earlier attempt stopped.
type attempt struct {
	job
	set  *datasets.Set
	db   *results.DB
	id   int64  // of the run in the database
	dir  string // for checkpoints
	out  string // for artifacts
	log  *runLog
	show func(event) // progress

	again bool // from the start, whatever is there to go on from

	drawn    string    // how samples are taken, if there is more to say than that they are the model's
	pictures []picture // to be drawn when the score is recorded
}

// trainingID marks the run's checkpoints, which other runs of the same training may take over.
func (a *attempt) trainingID() string { return a.Training(a.set.SHA256, gan2014.CodeID()) }

// do computes the run and records how it ended, whatever happens.
func (a *attempt) do(ctx context.Context, record results.Run) (err error) {
	if a.id, err = a.db.Begin(ctx, record); err != nil {
		return err
	}
	m := meter{start: time.Now()}
	stop := a.beat(ctx, &m)
	err = a.interrupted(ctx, a.compute(ctx))
	stop()
	var e results.Ending
	_, e.PeakMemory = usage()
	e.Seconds, e.CPUSeconds = m.unrecorded()
	e.Status, e.Error = verdict(err)
	if e.Error != "" {
		fmt.Fprintf(a.log, "%s%s\n", e.Error, advice(err))
		e.LogTail = logTail(a.dir)
		err = exitStatus(statusFailed)
	}
	if failed := a.db.Finish(context.WithoutCancel(ctx), a.id, e); failed != nil {
		return errors.Join(err, failed)
	}
	a.log.note("ended: %s", e.Status)
	return err
}

// interrupted is the error of an attempt, or the end of ctx where that has come: what fails then may fail because of it, and is tried
// again by the same command. A training that diverged would do so again.
func (a *attempt) interrupted(ctx context.Context, err error) error {
	var diverged *nn.Diverged
	if err == nil || ctx.Err() == nil || errors.As(err, &diverged) {
		return err
	}
	a.log.note("when it was interrupted: %v", err)
	return ctx.Err()
}

// beat records every minute that this process lives, and what it took, until stop is called.
func (a *attempt) beat(ctx context.Context, m *meter) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		ctx := results.WithPatience(ctx, results.Patience{Most: results.Short}) // a beat that is late is of no use
		for ticker := time.NewTicker(time.Minute); ; {
			select {
			case <-ticker.C:
				seconds, cpuSeconds := m.unrecorded()
				if a.db.Beat(ctx, a.id, seconds, cpuSeconds) == nil { // or else the next one may succeed
					m.record(seconds, cpuSeconds)
				}
			case <-ctx.Done():
				ticker.Stop()
				return
			}
		}
	}()
	return func() { cancel(); <-ended }
}

// verdict is the status of a run that ended with err, and why.
func verdict(err error) (results.Status, string) {
	var diverged *nn.Diverged
	switch {
	case err == nil:
		return results.Done, ""
	case errors.Is(err, context.Canceled):
		return results.Interrupted, ""
	case errors.As(err, &diverged):
		return results.Diverged, withoutHome(err.Error())
	default:
		return results.Failed, withoutHome(err.Error())
	}
}

// advice says what to do about an error, where the error alone does not.
func advice(err error) string {
	if errors.Is(err, syscall.ENOSPC) {
		return "; make room and run the same command with -retry: it goes on from the last checkpoint"
	}
	return ""
}

// compute trains the run's model, if it has to be, scores its samples and draws pictures; of a study it finds the claims. A panic is an
// error of this run alone.
func (a *attempt) compute(ctx context.Context) error {
	return a.log.safely(func() error { return a.work(ctx) })
}

// work is compute, but for panics.
func (a *attempt) work(ctx context.Context) error {
	if a.System.Kind == spec.Theory {
		a.log.phase(fitting)
		return a.study(ctx)
	}
	samples, epoch, err := a.samples(ctx)
	if err != nil {
		return err
	}
	if err := a.score(ctx, samples, epoch); err != nil {
		return err
	}
	a.later("data", a.drawData)
	a.later("samples", func(ctx context.Context) error { return a.drawSamples(ctx, samples) })
	a.later("figure2", func(ctx context.Context) error { return a.drawFigure2(ctx, samples) })
	return a.draw(ctx)
}
