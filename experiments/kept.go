package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"gan2014/models/nn"
	"gan2014/results"
)

// missing looks, when all is done, whether the runs that were computed are where the program says that it keeps them.
func (c *specCommand) missing(ctx context.Context, computed []job) error {
	if len(computed) == 0 {
		return nil
	}
	db, err := results.OpenReadOnly(ctx, c.db) // by its name: a file that was removed may still be open
	if err != nil {
		return fmt.Errorf("the numbers are not kept: %w", err)
	}
	defer db.Close()
	var all []error
	for _, j := range computed {
		if err := kept(ctx, db, j, j.folder(c.out), c.out); err != nil {
			all = append(all, fmt.Errorf("%v: %w", j, err))
		}
	}
	return errors.Join(all...)
}

// kept fails unless a run is done in a database, and its files are in the folder of the run, its artifacts in out.
func kept(ctx context.Context, db *results.DB, j job, dir, out string) error {
	run, found, err := db.Find(ctx, j.key)
	if err != nil {
		return err
	}
	if !found || run.Status != results.Done {
		return fmt.Errorf("its numbers are not in %s, which was changed or replaced meanwhile: run the same command again", db.Paths()[0])
	}
	artifacts, err := db.Artifacts(ctx, run.ID)
	if err != nil {
		return err
	}
	metrics, err := db.Metrics(ctx, run.ID)
	if err != nil {
		return err
	}
	files := []string{assignmentPath(dir), filepath.Join(dir, logName)}
	for _, a := range artifacts {
		files = append(files, filepath.Join(out, filepath.FromSlash(a.Path)))
	}
	var gone []error
	for _, file := range files {
		_, err := os.Stat(file)
		gone = append(gone, err)
	}
	if last, err := (nn.Series{Dir: dir}).Last(); len(metrics) > 0 && last == "" { // it was trained
		gone = append(gone, err, fmt.Errorf("%s has no checkpoint", dir))
	}
	if err := errors.Join(gone...); err != nil {
		return fmt.Errorf("its numbers are kept, but files are gone: %w", err)
	}
	return nil
}
