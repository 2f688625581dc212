package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"text/tabwriter"
	"time"

	"gan2014/experiments/spec"
	"gan2014/results"
)

// showPlan prints what the command would do, and touches nothing.
func (c *specCommand) showPlan(ctx context.Context, call call, runs []spec.Run) error {
	cache := newCache(c.data, call.stderr)
	cache.Offline = true
	jobs, err := planJobs(ctx, cache, runs)
	if err != nil {
		return usageUnlessCanceled(ctx, fmt.Errorf("%w\nthe keys of the runs need the data: experiments fetch gets it", err))
	}
	db, err := results.OpenReadOnly(ctx, c.db)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return usageError{err}
	}
	if db == nil {
		return printPlan(call.stdout, jobs, nil)
	}
	defer db.Close()
	forecasts, err := c.foreseeAll(ctx, db, jobs)
	if err != nil {
		return err
	}
	return printPlan(call.stdout, jobs, forecasts)
}

// printPlan prints a line a job. Without forecasts all jobs are new.
func printPlan(out io.Writer, jobs []job, forecasts []forecast) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "run\tsystem\tdataset\tseed\tkey\tplan\ttime\twhy")
	var sum time.Duration
	work, unknown := 0, 0
	for i, j := range jobs {
		f := forecast{standing: standing{state: fresh}}
		if forecasts != nil {
			f = forecasts[i]
		}
		text := "–"
		if f.state.computes() {
			work++
			text = "unknown"
			if f.known {
				text = duration(f.time)
				sum += f.time
			} else {
				unknown++
			}
		}
		fmt.Fprintf(w, "%d\t%s\t%s\t%d\t%.8s\t%s\t%s\t%s\n", i+1, j.System.Name, j.System.Dataset, j.Seed, j.key, f.state, text, f.why())
	}
	if err := w.Flush(); err != nil {
		return err
	}
	switch {
	case work == 0:
		fmt.Fprintln(out, "\nnothing to compute")
	case unknown == work:
		fmt.Fprintf(out, "\n%d to compute; how long that takes is not known before one of each system is done\n", work)
	case unknown > 0:
		fmt.Fprintf(out, "\n%d to compute, %s for %d of them one after the other\n", work, duration(sum), work-unknown)
	default:
		fmt.Fprintf(out, "\n%d to compute, %s one after the other\n", work, duration(sum))
	}
	return nil
}
