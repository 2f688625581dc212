package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"slices"

	"gan2014/experiments/batch"
	"gan2014/experiments/exit"
	"gan2014/experiments/job"
	"gan2014/experiments/schedule"
	"gan2014/experiments/spec"
	"gan2014/experiments/terminal"
	"gan2014/internal/typeset"
	"gan2014/results"
)

// showPlan prints what the command would compute, and changes nothing.
func (c *specCommand) showPlan(ctx context.Context, call call, e *spec.Spec, runs []spec.Run) error {
	if c.cluster != "" {
		c.threads = c.clusterThreads(e.Cluster)
	}
	cache := terminal.NewCache(c.data, call.stderr)
	cache.Offline = true
	jobs, err := job.PlanAhead(ctx, cache, runs)
	if err != nil {
		return exit.UsageUnlessCanceled(ctx, err)
	}
	db, err := results.OpenReadOnly(ctx, c.db)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return exit.Usage(err)
	}
	if db != nil {
		defer db.Close()
	}
	forecasts, err := c.forecastAll(ctx, db, jobs)
	if err != nil {
		return err
	}
	if c.cluster == "" {
		return c.printPlan(call.stdout, jobs, forecasts, c.atOnce)
	}
	if i := slices.IndexFunc(jobs, func(j job.Job) bool { return j.Key == "" }); i >= 0 {
		if err := c.printPlan(call.stdout, jobs, forecasts, c.atOnce); err != nil {
			return err
		}
		_, err := fmt.Fprintf(call.stdout, "the request to the cluster is not known until the data of %s are there\n", jobs[i].System.Dataset)
		return err
	}
	b, err := c.newBatch(e, jobs, forecasts)
	if err != nil {
		return exit.Usage(err)
	}
	if err := c.printPlan(call.stdout, jobs, forecasts, max(1, len(b.Tasks))); err != nil {
		return err
	}
	array, err := c.array(ctx, db, e, b, jobs, forecasts)
	if err == nil && c.cluster == batch.Slurm && len(b.Tasks) > 0 {
		array.Folder = filepath.Join(b.Out, "cluster", "BATCH")
		batch.PrintScripts(call.stdout, array)
	}
	return err
}

// unknownKey explains why a run in a plan has no key: its data set consists of the user's own files.
const unknownKey = "its key is not known until the data are there"

// printPlan prints one line for each job, then the time for all of them.
func (c *specCommand) printPlan(out io.Writer, jobs []job.Job, forecasts []schedule.Forecast, atOnce int) error {
	var w typeset.Table
	w.Row("run", "system", "dataset", "seed", "key", "plan", "time", "why")
	for i, j := range jobs {
		f := forecasts[i]
		text := "–"
		if f.State.Computes() {
			text = f.Times()
		}
		key, why := fmt.Sprintf("%.8s", j.Key), f.Why()
		if j.Key == "" {
			key, why = "–", unknownKey
		}
		w.Row(i+1, j.System.Name, j.System.Dataset, j.Seed, key, f.State, text, why)
	}
	if err := w.Print(out); err != nil {
		return err
	}
	fmt.Fprintln(out)
	_, err := fmt.Fprintf(out, "%s\n%s\n", schedule.Total(forecasts, atOnce), c.describeThreads())
	return err
}
