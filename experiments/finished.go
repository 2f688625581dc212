package main

import (
	"context"
	"flag"
	"fmt"

	"gan2014/experiments/exit"
	"gan2014/experiments/job"
	"gan2014/experiments/own"
	"gan2014/experiments/run"
	"gan2014/experiments/spec"
	"gan2014/experiments/terminal"
	"gan2014/results"
)

// A finishedRun is the part of a command that uses the model of a finished run.
type finishedRun struct {
	db, out, data string
	one           string // the run, as the user names it

	record      results.Run
	evaluations []results.Evaluation
}

func (c *finishedRun) flags(f *flag.FlagSet) {
	f.StringVar(&c.db, "db", "results.db", "")
	f.StringVar(&c.out, "out", "out", "")
	f.StringVar(&c.data, "data", "", "")
}

func (c *finishedRun) check(args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("give one run, by its id or the first letters of its key, not %d (-h prints the manual)", len(args))
	}
	c.one = args[0]
	return nil
}

// checkNew returns an error if a file exists.
func checkNew(path string) error {
	if job.Exists(path) {
		return fmt.Errorf("%s exists: give another name with -o, or remove it", path)
	}
	return nil
}

// load reads the run from the database and its folder, and its data set. accept refuses runs that the command cannot use: its error is the
// end of a sentence about the run.
func (c *finishedRun) load(ctx context.Context, call call, accept func(spec.Run) error) (*run.Attempt, error) {
	if err := c.find(ctx); err != nil {
		return nil, exit.Usage(err)
	}
	dir := job.Job{Key: c.record.Key}.Folder(c.out)
	given, planned, err := job.ReadAssignment(dir)
	if err != nil {
		return nil, exit.Usage(err)
	}
	if err := accept(planned); err != nil {
		return nil, exit.Usage(fmt.Errorf("run %s %w", job.ShortKey(c.record.Key), err))
	}
	set, err := own.Load(ctx, terminal.NewCache(c.data, call.stderr), planned.System)
	if err != nil {
		return nil, exit.UsageUnlessCanceled(ctx, err)
	}
	return &run.Attempt{Job: job.Job{Run: planned, Key: given.Key}, Set: set, Dir: dir}, nil
}

// find reads the run from the database. It must be done.
func (c *finishedRun) find(ctx context.Context) error {
	db, err := results.OpenReadOnly(ctx, c.db)
	if err != nil {
		return err
	}
	defer db.Close()
	if c.record, err = db.Lookup(ctx, c.one); err != nil {
		return err
	}
	if c.record.Status != results.Done {
		return fmt.Errorf("run %s is %s: only a run that is done has samples", job.ShortKey(c.record.Key), c.record.Status)
	}
	c.evaluations, err = db.Evaluations(ctx, c.record.ID)
	return err
}
