package main

import (
	"context"
	"errors"
	"fmt"

	"gan2014/experiments/job"
	"gan2014/experiments/run"
	"gan2014/results"
)

// checkComputed checks at the end that the database and the files of the computed runs are in place.
func (c *specCommand) checkComputed(ctx context.Context, computed []job.Job) error {
	if len(computed) == 0 {
		return nil
	}
	db, err := results.OpenReadOnly(ctx, c.db) // open it by name: the process may still hold a file that somebody removed
	if err != nil {
		return fmt.Errorf("the numbers are not kept: %w", err)
	}
	defer db.Close()
	var all []error
	for _, j := range computed {
		if err := run.Kept(ctx, db, j, j.Folder(c.out), c.out); err != nil {
			all = append(all, fmt.Errorf("%v: %w", j, err))
		}
	}
	return errors.Join(all...)
}
