// Package run computes one run in this process, from the data to the score:
//
//	Attempt.Do ─ compute ─▶ samples (from training, or from an earlier run's checkpoint) ─▶ score ─▶ pictures
//
// train.go trains any model epoch by epoch with checkpoints. gan.go, dbn.go, dbm.go, cae.go, gsn.go and control.go build the models of the
// kinds that a spec can name. warmstart.go continues an earlier run of the same training (a warm start). score.go chooses sigma on
// validation images and scores the test images. study.go computes a part of the theory instead.
package run

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gan2014/experiments/exit"
	"gan2014/experiments/job"
	"gan2014/experiments/spec"
	"gan2014/models/nn"
	"gan2014/results"
)

// Do computes the run and records how it ended in any case.
func (a *Attempt) Do(ctx context.Context, record results.Run) (err error) {
	if a.ID, err = a.DB.Begin(ctx, record); err != nil {
		return err
	}
	m := job.Meter{Start: time.Now()}
	stop := a.recordHeartbeats(ctx, &m)
	err = a.interrupted(ctx, a.compute(ctx))
	stop()
	var e results.Ending
	_, e.PeakMemory = job.ProcessTime()
	e.Seconds, e.CPUSeconds = m.Unrecorded()
	e.Status, e.Error = statusOf(err)
	if e.Error != "" {
		fmt.Fprintf(a.Log, "%s%s\n", e.Error, job.Advice(err))
		e.LogTail = job.LogTail(a.Dir)
		err = exit.Status(exit.Failed)
	}
	if failed := a.DB.Finish(context.WithoutCancel(ctx), a.ID, e); failed != nil {
		return errors.Join(err, failed)
	}
	a.Log.Note("ended: %s", e.Status)
	return err
}

// interrupted returns the error of ctx instead of err if ctx has ended, because err may be a consequence. The same command then
// tries the run again. A diverged training keeps its error: it would diverge again.
func (a *Attempt) interrupted(ctx context.Context, err error) error {
	var diverged *nn.Diverged
	if err == nil || ctx.Err() == nil || errors.As(err, &diverged) {
		return err
	}
	a.Log.Note("when it was interrupted: %v", err)
	return ctx.Err()
}

// recordHeartbeats records every minute that this process is alive and how much time it has used, until stop is called.
func (a *Attempt) recordHeartbeats(ctx context.Context, m *job.Meter) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		ctx := results.WithPatience(ctx, results.Patience{Most: results.Short}) // a late heartbeat is useless
		for ticker := time.NewTicker(time.Minute); ; {
			select {
			case <-ticker.C:
				seconds, cpuSeconds := m.Unrecorded()
				if a.DB.RecordHeartbeat(ctx, a.ID, seconds, cpuSeconds) == nil { // if it fails, the next heartbeat covers this minute
					m.Record(seconds, cpuSeconds)
				}
			case <-ctx.Done():
				ticker.Stop()
				return
			}
		}
	}()
	return func() { cancel(); <-ended }
}

// statusOf returns the status and the error message of a run that ended with err.
func statusOf(err error) (results.Status, string) {
	var diverged *nn.Diverged
	switch {
	case err == nil:
		return results.Done, ""
	case errors.Is(err, context.Canceled):
		return results.Interrupted, ""
	case errors.As(err, &diverged):
		return results.Diverged, job.WithoutHome(err.Error())
	default:
		return results.Failed, job.WithoutHome(err.Error())
	}
}

// compute trains the run's model if necessary, scores its samples and draws the pictures. For a study it computes the findings. It
// turns a panic into an error of this run.
func (a *Attempt) compute(ctx context.Context) error {
	return a.Log.Safely(func() error { return a.work(ctx) })
}

// work does what compute promises, but does not catch panics.
func (a *Attempt) work(ctx context.Context) error {
	if a.System.Kind == spec.Theory {
		a.Log.Phase(job.Fitting)
		return a.study(ctx)
	}
	samples, epoch, err := a.samples(ctx)
	if err != nil {
		return err
	}
	if err := a.score(ctx, samples, epoch); err != nil {
		return err
	}
	if err := a.measureExtensions(ctx, samples, epoch); err != nil {
		return err
	}
	a.afterTraining("data", a.drawData)
	a.afterTraining("samples", func(ctx context.Context) error { return a.drawSamples(ctx, samples) })
	a.afterTraining("figure2", func(ctx context.Context) error { return a.drawFigure2(ctx, samples) })
	return a.draw(ctx)
}
