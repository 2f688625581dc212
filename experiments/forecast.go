package main

import (
	"context"
	"fmt"
	"time"

	"gan2014/experiments/cost"
	"gan2014/experiments/spec"
	"gan2014/internal/provenance"
	"gan2014/internal/typeset"
	"gan2014/results"
)

// A forecast is what will be done about a job, and how long that takes, from least to most: patience ends a training sooner or later, and samples that lie
// close together take longer to score, where no earlier run tells.
type forecast struct {
	standing
	least, most time.Duration
	basis       basis // of the times; "" where none is known
}

// middle is between least and most.
func (f forecast) middle() time.Duration { return (f.least + f.most) / 2 }

// kept is what the run keeps of its forecast, to be compared with the time it takes. That of a run that goes on is of what is left.
func (f forecast) kept() results.Forecast {
	if f.basis == "" || f.state != fresh && f.state != again {
		return results.Forecast{}
	}
	return results.Forecast{Least: f.least.Seconds(), Most: f.most.Seconds(), Basis: string(f.basis)}
}

func (c *specCommand) foreseeAll(ctx context.Context, db *results.DB, jobs []job) ([]forecast, error) {
	m := thisMachine(c.threadsPerRun())
	var past []past
	var err error
	if db != nil {
		if past, err = history(ctx, db, provenance.CPU(), m); err != nil {
			return nil, err
		}
	}
	var forecasts []forecast
	for _, j := range jobs {
		f, err := c.foresee(ctx, db, j, m, past)
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
func (c *specCommand) foresee(ctx context.Context, db *results.DB, j job, m speed, past []past) (f forecast, err error) {
	f.state = fresh
	course, done := newAscent(j.Run), 0
	if db != nil {
		if f.standing, err = (policy{c.force, c.retry}).standing(ctx, db, j); err != nil {
			return f, err
		}
		if f.state == resumable || f.state == retried {
			metrics, err := db.Metrics(ctx, f.run.ID)
			if err != nil {
				return f, err
			}
			course.recall(metrics)
			for _, metric := range metrics {
				done = max(done, metric.Epoch)
			}
		}
	}
	f.least, f.most, f.basis = m.forecast(j.Run, done, course.end, past)
	return f, nil
}

// longPatience is how many times the patience of a training may delay its end, in a forecast. There is no limit: of the nets on MNIST, which are to
// train for 250 epochs and have patience for 100, the longest trained for 840.
const longPatience = 6

// forecast is how long a run takes after its first epochs, if it ends after an epoch at the earliest.
func (m speed) forecast(run spec.Run, done, end int, all []past) (least, most time.Duration, by basis) {
	training, beside, by := factors(all, run.System)
	if run.System.Kind == spec.Theory {
		t := inSeconds(m.study(run.System.Study) * beside)
		return t, t, by
	}
	c := cost.Of(run)
	until := func(end int, far bool) time.Duration {
		rest, close := c.Beside(done, end)
		if !far && by == byOperations {
			rest = close
		}
		return inSeconds(training*m.seconds(c.Training(done, end)) + beside*(startSeconds+m.seconds(rest)))
	}
	last := end
	if run.Patience > 0 {
		end = max(end, run.Validate.Every+run.Patience)
		last = max(end, run.Epochs+longPatience*run.Patience)
	}
	return until(max(done, end), true), until(max(done, last), false), by
}

func inSeconds(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }

// times are those of a job that is to be computed.
func (f forecast) times() string { return fromTo(f.least, f.most) }

// fromTo is a duration, or from which to which.
func fromTo(least, most time.Duration) string {
	if a, b := typeset.Duration(least), typeset.Duration(most); a != b {
		return a + " to " + b
	}
	return typeset.Duration(least)
}

// inAll says how long the jobs will take, and by what that is known.
func inAll(forecasts []forecast, atOnce int) string {
	var least, most, longestLeast, longestMost time.Duration
	work := 0
	by := map[basis]bool{}
	for _, f := range forecasts {
		if !f.state.computes() {
			continue
		}
		work++
		by[f.basis] = true
		least, most = least+f.least, most+f.most
		longestLeast, longestMost = max(longestLeast, f.least), max(longestMost, f.most)
	}
	if work == 0 {
		return "nothing to compute"
	}
	share := time.Duration(atOnce)
	text := fmt.Sprintf("%d to compute, about %s", work, fromTo(max(longestLeast, least/share), max(longestMost, most/share)))
	if atOnce == 1 {
		text += " one after the other"
	} else {
		text += fmt.Sprintf(", %d at once", atOnce)
	}
	switch {
	case len(by) > 1:
		text += " (by earlier runs on such a machine where there are some, else by operations and the rate of matrix products, just measured)"
	case by[byOperations]:
		text += " (by operations and the rate of matrix products, just measured)"
	default:
		text += " (by earlier runs on such a machine)"
	}
	return text
}

// computes says whether the job's state means work.
func (s state) computes() bool { return s == fresh || s == resumable || s == retried || s == again }
