package main

import (
	"context"
	"time"

	"gan2014/internal/blas"
	"gan2014/internal/provenance"
	"gan2014/results"
)

// A forecast is what will be done about a job, and how long that may take.
type forecast struct {
	standing
	time  time.Duration
	known bool // time, from runs of the same system on such a machine
}

func (c *specCommand) foreseeAll(ctx context.Context, db *results.DB, jobs []job) ([]forecast, error) {
	var forecasts []forecast
	for _, j := range jobs {
		f, err := c.foresee(ctx, db, j)
		if err != nil {
			return nil, err
		}
		forecasts = append(forecasts, f)
	}
	return forecasts, nil
}

func (c *specCommand) foresee(ctx context.Context, db *results.DB, j job) (f forecast, err error) {
	if f.standing, err = (policy{c.force, c.retry}).standing(ctx, db, j); err != nil {
		return f, err
	}
	pace, known, err := db.Pace(ctx, j.System.Name, j.System.Dataset, provenance.CPU(), blas.Use(c.threadsPerRun()).Threads)
	if err != nil || !known {
		return f, err
	}
	epochs := j.Epochs
	if f.state == resumable || f.state == retried {
		metrics, err := db.Metrics(ctx, f.run.ID)
		if err != nil {
			return f, err
		}
		for _, m := range metrics {
			epochs = min(epochs, j.Epochs-m.Epoch)
		}
	}
	f.known, f.time = true, time.Duration((pace.Epoch*float64(epochs)+pace.Rest)*float64(time.Second))
	return f, nil
}

// computes says whether the job's state means work.
func (s state) computes() bool { return s == fresh || s == resumable || s == retried || s == again }
