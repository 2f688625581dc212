// Package run computes one run in this process, from data to score:
//
//	Attempt.Do ─ Compute ─▶ samples (train, or what an earlier run left) ─▶ score ─▶ pictures
//
// train.go trains any model by epochs with checkpoints; gan.go, dbn.go, cae.go, gsn.go and control.go build the models of a spec's kinds;
// warmstart.go goes on from an earlier run of the same training; score.go chooses sigma on validation images and scores the test images.
package run

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gan2014"
	"gan2014/datasets"
	"gan2014/experiments/exit"
	"gan2014/experiments/job"
	"gan2014/experiments/spec"
	"gan2014/models/nn"
	"gan2014/results"
)

// An Attempt computes one run, from where an earlier attempt stopped.
type Attempt struct {
	job.Job
	Set  *datasets.Set
	DB   *results.DB
	ID   int64  // of the run in the database
	Dir  string // for checkpoints
	Out  string // for artifacts
	Log  *job.Log
	Show func(job.Event) // progress

	Again bool // from the start, whatever is there to go on from

	drawn    string    // how samples are taken, if there is more to say than that they are the model's
	pictures []picture // to be drawn when the score is recorded
}

// trainingID marks the run's checkpoints, which other runs of the same training may take over.
func (a *Attempt) trainingID() string { return a.Training(a.Set.SHA256, gan2014.CodeID()) }

// Do computes the run and records how it ended, whatever happens.
func (a *Attempt) Do(ctx context.Context, record results.Run) (err error) {
	if a.ID, err = a.DB.Begin(ctx, record); err != nil {
		return err
	}
	m := job.Meter{Start: time.Now()}
	stop := a.beat(ctx, &m)
	err = a.interrupted(ctx, a.compute(ctx))
	stop()
	var e results.Ending
	_, e.PeakMemory = job.ProcessTime()
	e.Seconds, e.CPUSeconds = m.Unrecorded()
	e.Status, e.Error = verdict(err)
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

// interrupted is the error of an attempt, or the end of ctx where that has come: what fails then may fail because of it, and is tried
// again by the same command. A training that diverged would do so again.
func (a *Attempt) interrupted(ctx context.Context, err error) error {
	var diverged *nn.Diverged
	if err == nil || ctx.Err() == nil || errors.As(err, &diverged) {
		return err
	}
	a.Log.Note("when it was interrupted: %v", err)
	return ctx.Err()
}

// beat records every minute that this process lives, and what it took, until stop is called.
func (a *Attempt) beat(ctx context.Context, m *job.Meter) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		ctx := results.WithPatience(ctx, results.Patience{Most: results.Short}) // a beat that is late is of no use
		for ticker := time.NewTicker(time.Minute); ; {
			select {
			case <-ticker.C:
				seconds, cpuSeconds := m.Unrecorded()
				if a.DB.Beat(ctx, a.ID, seconds, cpuSeconds) == nil { // or else the next one may succeed
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

// verdict is the status of a run that ended with err, and why.
func verdict(err error) (results.Status, string) {
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

// compute trains the run's model, if it has to be, scores its samples and draws pictures; of a study it finds the claims. A panic is an
// error of this run alone.
func (a *Attempt) compute(ctx context.Context) error {
	return a.Log.Safely(func() error { return a.work(ctx) })
}

// work is compute, but for panics.
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
	a.later("data", a.drawData)
	a.later("samples", func(ctx context.Context) error { return a.drawSamples(ctx, samples) })
	a.later("figure2", func(ctx context.Context) error { return a.drawFigure2(ctx, samples) })
	return a.draw(ctx)
}
