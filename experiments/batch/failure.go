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

// RecordFailure records that a run has finally failed, unless the database already says so.
func RecordFailure(ctx context.Context, db *results.DB, given job.Assignment, j job.Job, why, tail string) error {
	run, found, err := db.Find(ctx, j.Key)
	if err != nil || found && run.Status == results.Failed {
		return err
	}
	if !found { // the environment of the run is unknown
		run.ID, err = db.Begin(ctx, job.Record(given, j, &datasets.Set{SHA256: j.Data}, 0))
		if err != nil {
			return err
		}
	}
	return db.Finish(ctx, run.ID, results.Ending{Status: results.Failed, Error: job.WithoutHome(why), LogTail: job.WithoutHome(tail)})
}

const failuresName = "failures.txt"

// AddFailure adds a line to the file of a task's failures and returns the number of lines.
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

// Failures returns the lines of that file.
func Failures(folder string) ([]string, error) {
	text, err := os.ReadFile(filepath.Join(folder, failuresName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return slices.Collect(strings.Lines(string(text))), err
}

// MostFailures is the number of failures after which a task is given up.
const MostFailures = 3
