package schedule

import (
	"context"
	"fmt"
	"time"

	"gan2014/experiments/cost"
	"gan2014/experiments/job"
	"gan2014/experiments/spec"
	"gan2014/internal/provenance"
	"gan2014/internal/typeset"
	"gan2014/results"
)

// A Forecast is the decision about a job and the time it will take, from least to Most. The range is wide for two reasons: early
// stopping ends a training sooner or later, and samples that lie close together take longer to score (if no earlier run shows how
// long).
type Forecast struct {
	Decision
	least, Most time.Duration
	basis       basis // the basis of the times; "" if they are unknown
}

// Middle returns the mean of least and Most.
func (f Forecast) Middle() time.Duration { return (f.least + f.Most) / 2 }

// Kept returns the forecast that the run records, to compare it with the actual time. It is empty for a run that continues, whose
// forecast covers only the remaining time.
func (f Forecast) Kept() results.Forecast {
	if f.basis == "" || f.State != Fresh && f.State != Again {
		return results.Forecast{}
	}
	return results.Forecast{Least: f.least.Seconds(), Most: f.Most.Seconds(), Basis: string(f.basis)}
}

// ForecastAll forecasts all jobs with the given number of threads a run. It uses earlier runs of the database if db is not nil.
func ForecastAll(ctx context.Context, db *results.DB, jobs []job.Job, threads int, p Policy) ([]Forecast, error) {
	m := thisMachine(threads)
	var past []timeRatios
	var err error
	if db != nil {
		if past, err = history(ctx, db, provenance.CPU(), m); err != nil {
			return nil, err
		}
	}
	var forecasts []Forecast
	for _, j := range jobs {
		f, err := p.forecast(ctx, db, j, m, past)
		if err != nil {
			return nil, err
		}
		forecasts = append(forecasts, f)
	}
	return forecasts, nil
}

// forecast forecasts one job from the database, if db is not nil, and from the cost of the run.
func (p Policy) forecast(ctx context.Context, db *results.DB, j job.Job, m speed, past []timeRatios) (f Forecast, err error) {
	f.State = Fresh
	earlyStop, done := job.NewEarlyStopping(j.Run), 0
	if db != nil {
		if f.Decision, err = p.Decide(ctx, db, j); err != nil {
			return f, err
		}
		if f.State == Resumable || f.State == Retried {
			metrics, err := db.Metrics(ctx, f.Run.ID)
			if err != nil {
				return f, err
			}
			earlyStop.Replay(metrics)
			for _, metric := range metrics {
				done = max(done, metric.Epoch)
			}
		}
	}
	f.least, f.Most, f.basis = m.forecast(j.Run, done, earlyStop.End, past)
	return f, nil
}

// longPatience is a forecast's upper bound on how far patience delays the end of a training, in multiples of the patience. The
// program has no such bound: the nets on MNIST have 250 epochs and a patience of 100, and the longest trained for 840 epochs.
const longPatience = 6

// forecast returns the time of a run that has done its first epochs and ends after epoch end at the earliest.
func (m speed) forecast(run spec.Run, done, end int, all []timeRatios) (least, most time.Duration, by basis) {
	training, beside, by := factors(all, run.System)
	if run.System.Kind == spec.Theory {
		t := inSeconds(m.study(run.System) * beside)
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

// Times formats the times of a job to compute.
func (f Forecast) Times() string { return formatRange(f.least, f.Most) }

// formatRange formats a range of durations, or one duration if both look alike.
func formatRange(least, most time.Duration) string {
	if a, b := typeset.Duration(least), typeset.Duration(most); a != b {
		return a + " to " + b
	}
	return typeset.Duration(least)
}

// Total says how long all jobs to compute will take, and the basis of that forecast.
func Total(forecasts []Forecast, atOnce int) string {
	var least, most, longestLeast, longestMost time.Duration
	work := 0
	by := map[basis]bool{}
	for _, f := range forecasts {
		if !f.State.Computes() {
			continue
		}
		work++
		by[f.basis] = true
		least, most = least+f.least, most+f.Most
		longestLeast, longestMost = max(longestLeast, f.least), max(longestMost, f.Most)
	}
	if work == 0 {
		return "nothing to compute"
	}
	share := time.Duration(atOnce)
	text := fmt.Sprintf("%d to compute, about %s", work, formatRange(max(longestLeast, least/share), max(longestMost, most/share)))
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

// Computes reports whether the state means that the job must be computed.
func (s State) Computes() bool { return s == Fresh || s == Resumable || s == Retried || s == Again }
