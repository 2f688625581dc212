// Package record reads the runs of a database with everything that belongs to them. It answers questions that several parts of the report
// have about runs: their names, which of them count, their statuses and their computing times.
package record

import (
	"context"
	"fmt"

	"gan2014/results"
)

// A Record holds all that the database has of one run.
type Record struct {
	results.Run
	Metrics     []results.Metric
	Evaluations []results.Evaluation
	Artifacts   []results.Artifact
	Study       results.Study
}

// Read reads every run of the database, oldest first.
func Read(ctx context.Context, db *results.DB) ([]Record, error) {
	runs, err := db.Runs(ctx)
	if err != nil {
		return nil, err
	}
	records := make([]Record, len(runs))
	for i, run := range runs {
		r := Record{Run: run}
		if run.Status == results.Damaged { // nothing of it is shown as a number
			records[i] = r
			continue
		}
		if r.Metrics, err = db.Metrics(ctx, run.ID); err != nil {
			return nil, fmt.Errorf("report run %d: %w", run.ID, err)
		}
		if r.Evaluations, err = db.Evaluations(ctx, run.ID); err != nil {
			return nil, fmt.Errorf("report run %d: %w", run.ID, err)
		}
		if r.Artifacts, err = db.Artifacts(ctx, run.ID); err != nil {
			return nil, fmt.Errorf("report run %d: %w", run.ID, err)
		}
		if r.Study, err = db.Study(ctx, run.ID); err != nil {
			return nil, fmt.Errorf("report run %d: %w", run.ID, err)
		}
		records[i] = r
	}
	return records, nil
}

// Runs returns the runs of records.
func Runs(records []Record) []results.Run {
	runs := make([]results.Run, len(records))
	for i, r := range records {
		runs[i] = r.Run
	}
	return runs
}

// Values returns the values of a metric, by epoch.
func (r Record) Values(metric string) []float64 {
	var out []float64
	for _, m := range r.Metrics { // by name, then by epoch
		if m.Name == metric {
			out = append(out, m.Value)
		}
	}
	return out
}
