package batch

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
	"gan2014/experiments/job"
	"gan2014/results"
)

// RecordFailure records that a run has failed for good, unless that is recorded already.
func RecordFailure(ctx context.Context, db *results.DB, given job.Assignment, j job.Job, why, tail string) error {
	run, found, err := db.Find(ctx, j.Key)
	if err != nil || found && run.Status == results.Failed {
		return err
	}
	if !found { // of what it was to be computed with, nothing is known
		run.ID, err = db.Begin(ctx, job.Record(given, j, &datasets.Set{SHA256: j.Data}, 0))
		if err != nil {
			return err
		}
	}
	return db.Finish(ctx, run.ID, results.Ending{Status: results.Failed, Error: job.WithoutHome(why), LogTail: job.WithoutHome(tail)})
}

const failuresName = "failures.txt"

// AddFailure writes a line to the file of a task's failures, and says how many it has.
func AddFailure(folder, why string) (int, error) {
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
	all, err := Failures(folder)
	return len(all), err
}

// Failures are the lines of the file.
func Failures(folder string) ([]string, error) {
	text, err := os.ReadFile(filepath.Join(folder, failuresName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return slices.Collect(strings.Lines(string(text))), err
}

// MostFailures end a task.
const MostFailures = 3
