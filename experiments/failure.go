package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"gan2014/datasets"
	"gan2014/internal/blas"
	"gan2014/results"
)

// recordFailure records that a run has failed for good, unless that is recorded already.
func recordFailure(ctx context.Context, db *results.DB, given assignment, j job, why, tail string) error {
	run, found, err := db.Find(ctx, j.key)
	if err != nil || found && run.Status == results.Failed {
		return err
	}
	if !found { // of what it was to be computed with, nothing is known
		run.ID, err = db.Begin(ctx, recordOf(given, j, &datasets.Set{SHA256: j.data}, blas.Backend{}))
		if err != nil {
			return err
		}
	}
	return db.Finish(ctx, run.ID, results.Ending{Status: results.Failed, Error: withoutHome(why), LogTail: withoutHome(tail)})
}

const failuresName = "failures.txt"

// addFailure writes a line to the file of a task's failures, and says how many it has.
func addFailure(folder, why string) (int, error) {
	path := filepath.Join(folder, failuresName)
	file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o666)
	if err != nil {
		return 0, err
	}
	host, _ := os.Hostname()
	_, err = fmt.Fprintf(file, "%s on %s: %s\n", time.Now().UTC().Format(time.RFC3339), host, why)
	if err := errors.Join(err, file.Close()); err != nil {
		return 0, err
	}
	all, err := failures(folder)
	return len(all), err
}

// failures are the lines of the file.
func failures(folder string) ([]string, error) {
	text, err := os.ReadFile(filepath.Join(folder, failuresName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return slices.Collect(strings.Lines(string(text))), err
}
