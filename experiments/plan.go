package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"slices"

	"gan2014/experiments/spec"
	"gan2014/internal/typeset"
	"gan2014/results"
)

// showPlan prints what the command would do, and touches nothing.
func (c *specCommand) showPlan(ctx context.Context, call call, e *spec.Spec, runs []spec.Run) error {
	if c.cluster != "" {
		c.threads = c.clusterThreads(e.Cluster)
	}
	cache := newCache(c.data, call.stderr)
	cache.Offline = true
	jobs, err := foreseeJobs(ctx, cache, runs)
	if err != nil {
		return usageUnlessCanceled(ctx, err)
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
	if c.cluster == "" {
		return c.printPlan(call.stdout, jobs, forecasts, c.atOnce)
	}
	if i := slices.IndexFunc(jobs, func(j job) bool { return j.key == "" }); i >= 0 {
		if err := c.printPlan(call.stdout, jobs, forecasts, c.atOnce); err != nil {
			return err
		}
		_, err := fmt.Fprintf(call.stdout, "what a cluster would be asked for is known when the data of %s are there\n", jobs[i].System.Dataset)
		return err
	}
	b, err := c.newBatch(e, jobs, forecasts)
	if err != nil {
		return usageError{err}
	}
	if err := c.printPlan(call.stdout, jobs, forecasts, max(1, len(b.Tasks))); err != nil {
		return err
	}
	array, err := c.array(ctx, db, e, b, jobs, forecasts)
	if err == nil && c.cluster == slurm && len(b.Tasks) > 0 {
		array.Folder = filepath.Join(b.Out, "cluster", "BATCH")
		printScripts(call.stdout, array)
	}
	return err
}

// unknownKey is why a plan has no key: the set is of files of the user's own.
const unknownKey = "its key is not known until the data are there"

// printPlan prints a line a job, and how all of them are computed.
func (c *specCommand) printPlan(out io.Writer, jobs []job, forecasts []forecast, atOnce int) error {
	var w typeset.Table
	w.Row("run", "system", "dataset", "seed", "key", "plan", "time", "why")
	for i, j := range jobs {
		f := forecasts[i]
		text := "–"
		if f.state.computes() {
			text = f.times()
		}
		key, why := fmt.Sprintf("%.8s", j.key), f.why()
		if j.key == "" {
			key, why = "–", unknownKey
		}
		w.Row(i+1, j.System.Name, j.System.Dataset, j.Seed, key, f.state, text, why)
	}
	if err := w.Print(out); err != nil {
		return err
	}
	fmt.Fprintln(out)
	_, err := fmt.Fprintf(out, "%s\n%s\n", inAll(forecasts, atOnce), c.describeThreads())
	return err
}
