package main

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"gan2014"
	"gan2014/internal/blas"
	"gan2014/internal/provenance"
	"gan2014/results"
)

// A forecast is what will be done about a job, and how long that may take.
type forecast struct {
	standing
	time  time.Duration
	known bool // time, from runs of the same system on such a machine

	typical time.Duration // by the times of the reference, another machine's; 0 is unknown
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
	open, err := openBatches(c.out)
	if err != nil {
		return nil, err
	}
	mark(open, jobs, forecasts)
	return forecasts, nil
}

// foresee looks in the database, if there is one.
func (c *specCommand) foresee(ctx context.Context, db *results.DB, j job) (f forecast, err error) {
	if seconds, known := typicalTimes().typical(j.Run); known {
		f.typical = time.Duration(seconds * float64(time.Second))
	}
	if db == nil {
		f.state = fresh
		return f, nil
	}
	if f.standing, err = (policy{c.force, c.retry}).standing(ctx, db, j); err != nil {
		return f, err
	}
	pace, known, err := db.Pace(ctx, j.System.Name, j.System.Dataset, provenance.CPU(), blas.Use(c.threadsPerRun()).Threads)
	if err != nil || !known {
		return f, err
	}
	course, done := newAscent(j.Run), 0
	if f.state == resumable || f.state == retried {
		metrics, err := db.Metrics(ctx, f.run.ID)
		if err != nil {
			return f, err
		}
		course.recall(metrics)
		for _, m := range metrics {
			done = max(done, m.Epoch)
		}
	}
	epochs := max(0, course.end-done)
	f.known, f.time = true, time.Duration((pace.Epoch*float64(epochs)+pace.Rest)*float64(time.Second))
	return f, nil
}

// typicalTimes are those of the reference that comes with the program.
var typicalTimes = sync.OnceValue(func() (r reference) {
	if err := json.Unmarshal(gan2014.Reference, &r); err != nil {
		panic("docs/reference/reference.json: " + err.Error()) // it is in the program
	}
	return r
})

// duration is the time of a job that is to be computed. A tilde marks that of another machine.
func (f forecast) duration() string {
	switch {
	case f.known:
		return duration(f.time)
	case f.typical > 0:
		return "~" + duration(f.typical)
	}
	return "unknown"
}

// left is how long the job takes, by earlier runs or else by the times of the reference, and whether either is known.
func (f forecast) left() (time.Duration, bool) {
	if f.known {
		return f.time, true
	}
	return f.typical, f.typical > 0
}

// inAll says how long the jobs will take.
func inAll(forecasts []forecast, atOnce int) string {
	var sum, longest time.Duration
	work, typical, unknown := 0, 0, 0
	for _, f := range forecasts {
		if !f.state.computes() {
			continue
		}
		work++
		left, known := f.left()
		if !f.known {
			typical++
		}
		if !known {
			unknown++
		}
		sum += left
		longest = max(longest, left)
	}
	switch {
	case work == 0:
		return "nothing to compute"
	case unknown == work:
		return fmt.Sprintf("%d to compute; how long that takes is known when one of each system is done", work)
	}
	text := fmt.Sprintf("%d to compute, about %s", work, duration(max(longest, sum/time.Duration(atOnce))))
	if unknown > 0 {
		text += fmt.Sprintf(" for %d of them", work-unknown)
	}
	if atOnce == 1 {
		text += " one after the other"
	} else {
		text += fmt.Sprintf(", %d at once", atOnce)
	}
	if typical > unknown {
		text += fmt.Sprintf(" (~ is by the times of docs/reference: %s)", typicalTimes().Machine)
	}
	return text
}

// computes says whether the job's state means work.
func (s state) computes() bool { return s == fresh || s == resumable || s == retried || s == again }
