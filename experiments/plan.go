package main

import (
	"context"
	"errors"
	"fmt"
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
	if db != nil {
		defer db.Close()
	}
	return printPlan(ctx, call, db, policy{c.force, c.retry}, jobs)
}

// printPlan prints a line a job. db is nil where there is no database yet.
func printPlan(ctx context.Context, call call, db *results.DB, p policy, jobs []job) error {
	w := tabwriter.NewWriter(call.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "run\tsystem\tdataset\tseed\tkey\tplan\twhy\ttime")
	for i, j := range jobs {
		s := standing{state: fresh}
		if db != nil {
			var err error
			if s, err = p.standing(ctx, db, j); err != nil {
				return err
			}
		}
		fmt.Fprintf(w, "%d\t%s\t%s\t%d\t%.8s\t%s\t%s\t%s\n", i+1, j.System.Name, j.System.Dataset, j.Seed, j.key, s.state, s.why(), "")
	}
	return w.Flush()
}

// why gives the reason for a state.
func (s standing) why() string {
	day := s.run.Finished.Local().Format(time.DateTime)
	switch s.state {
	case cached:
		return "done " + day
	case again:
		return fmt.Sprintf("done %s; -force wants it once more, the old row stays", day)
	case resumable:
		return "interrupted " + day
	case retried:
		return fmt.Sprintf("%s %s; -retry", s.run.Status, day)
	case givenUp:
		return fmt.Sprintf("%s %s: %s; -retry tries again", s.run.Status, day, firstLine(s.run.Error))
	case elsewhere:
		return fmt.Sprintf("process %d on %s is at it", s.run.PID, s.run.Host)
	}
	return "no run has this key"
}
