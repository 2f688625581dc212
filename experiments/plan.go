package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"text/tabwriter"

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
	if db != nil {
		defer db.Close()
	}
	forecasts, err := c.foreseeAll(ctx, db, jobs)
	if err != nil {
		return err
	}
	return printPlan(call.stdout, jobs, forecasts, c.atOnce)
}

// printPlan prints a line a job.
func printPlan(out io.Writer, jobs []job, forecasts []forecast, atOnce int) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "run\tsystem\tdataset\tseed\tkey\tplan\ttime\twhy")
	for i, j := range jobs {
		f := forecasts[i]
		text := "–"
		if f.state.computes() {
			text = f.duration()
		}
		fmt.Fprintf(w, "%d\t%s\t%s\t%d\t%.8s\t%s\t%s\t%s\n", i+1, j.System.Name, j.System.Dataset, j.Seed, j.key, f.state, text, f.why())
	}
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Fprintln(out)
	_, err := fmt.Fprintln(out, inAll(forecasts, atOnce))
	return err
}
