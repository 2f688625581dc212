package run

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"gan2014/experiments/job"
	"gan2014/experiments/spec"
	"gan2014/internal/metric"
	"gan2014/models/nn"
	"gan2014/results"
)

// Kept returns an error unless the run is done in the database, its files are in dir, and its artifacts are in out.
func Kept(ctx context.Context, db *results.DB, j job.Job, dir, out string) error {
	run, found, err := db.Find(ctx, j.Key)
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
	files := []string{job.AssignmentPath(dir), filepath.Join(dir, job.LogName)}
	if j.System.Kind == spec.TrainedGenerator {
		files = append(files, job.GeneratorPath(dir))
	}
	if j.System.Kind == spec.Given {
		files = append(files, job.GivenPath(dir))
	}
	for _, a := range artifacts {
		files = append(files, filepath.Join(out, filepath.FromSlash(a.Path)))
	}
	var gone []error
	for _, file := range files {
		_, err := os.Stat(file)
		gone = append(gone, err)
	}
	if last, err := (nn.Series{Dir: dir}).Last(); wasTrained(metrics) && last == "" {
		gone = append(gone, err, fmt.Errorf("%s has no checkpoint", dir))
	}
	if err := errors.Join(gone...); err != nil {
		return fmt.Errorf("its numbers are kept, but files are gone: %w", err)
	}
	return nil
}

// wasTrained reports whether the metrics are those of a system with epochs of training.
func wasTrained(metrics []results.Metric) bool {
	return slices.ContainsFunc(metrics, func(m results.Metric) bool { return m.Name == metric.EpochSeconds })
}
