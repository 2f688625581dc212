// Package record reads the runs of a database with everything that belongs to them. It answers questions that several parts of the report
// have about runs: their names, which of them count, their statuses and their computing times.
package record

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"gan2014/results"
)

// A Record holds what the database has of one run. Metrics, Study and the curves, folds and quantiles of the evaluations are many numbers that
// only the run's own page shows: [Read] leaves them out, except the highest point of each curve, and [Record.Fill] reads them.
type Record struct {
	results.Run
	Evaluations  []results.Evaluation
	Artifacts    []results.Artifact
	MetricScores []results.MetricScore // measures of the samples other than the likelihood
	Epochs       int                   // last epoch with a metric; 0: none
	Spread       sql.Null[float64]     // metric sample_spread of the samples that were scored; not valid when unknown
	Annealed     bool                  // there are lines of annealed importance sampling
	Seals        string                // changes with every number of the run; empty for a running run

	Metrics []results.Metric // by name, then by epoch
	Study   results.Study
}

// Read reads every run of the database, oldest first. Of a damaged run it reads nothing that could be shown as a number.
func Read(ctx context.Context, db *results.DB) ([]Record, error) {
	runs, err := db.Runs(ctx)
	if err != nil {
		return nil, err
	}
	summaries, err := db.Summaries(ctx)
	if err != nil {
		return nil, err
	}
	records := make([]Record, len(runs))
	for i, run := range runs {
		records[i].Run = run
		if s := summaries[run.ID]; s != nil && run.Status != results.Damaged {
			records[i] = Record{Run: run, Evaluations: s.Evaluations, Artifacts: s.Artifacts, Epochs: s.Epochs, Spread: s.Spread, MetricScores: s.MetricScores, Annealed: s.Annealed, Seals: s.Seals}
		}
	}
	return records, nil
}

// Fill reads the numbers of a run that [Read] leaves out. A damaged run has none.
func (r *Record) Fill(ctx context.Context, db *results.DB) error {
	if r.Status == results.Damaged {
		return nil
	}
	n, err := db.Numbers(ctx, r.ID)
	if err != nil {
		return fmt.Errorf("report run %d: %w", r.ID, err)
	}
	r.Evaluations, r.Metrics, r.Study = n.Evaluations, n.Metrics, n.Study
	return nil
}

// MainEvaluation returns the evaluation that lists show: the one on the paper's grid, or else the first. found is false if there is none.
func (r Record) MainEvaluation() (e results.Evaluation, found bool) {
	if len(r.Evaluations) == 0 {
		return e, false
	}
	i := slices.IndexFunc(r.Evaluations, func(e results.Evaluation) bool { return e.Grid == "paper" })
	return r.Evaluations[max(i, 0)], true
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
