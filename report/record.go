package report

import (
	"context"
	"fmt"

	"gan2014/results"
)

// A record is all that a report says of one run.
type record struct {
	results.Run
	Metrics     []results.Metric
	Evaluations []results.Evaluation
	Artifacts   []results.Artifact
	Study       results.Study
}

// read reads every run of the database, oldest first.
func read(ctx context.Context, db *results.DB) ([]record, error) {
	runs, err := db.Runs(ctx)
	if err != nil {
		return nil, err
	}
	records := make([]record, len(runs))
	for i, run := range runs {
		r := record{Run: run}
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

// runsOf are the runs of records.
func runsOf(records []record) []results.Run {
	runs := make([]results.Run, len(records))
	for i, r := range records {
		runs[i] = r.Run
	}
	return runs
}
