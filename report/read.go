package report

import (
	"context"

	"gan2014/report/record"
	"gan2014/report/sweep"
	"gan2014/report/table1"
	"gan2014/report/table2"
	"gan2014/results"
)

// Data holds what was read from a database. Every form of the report is drawn from it. The metrics and curves of a run, which only the run's
// page shows, are read when that page is drawn.
type Data struct {
	Table  table1.Table
	runs   *record.Index
	schema int64
	paths  []string    // paths of the database, or of the databases that were read together
	db     *results.DB // nil: the records have their metrics and curves
}

// Read reads a database.
func Read(ctx context.Context, db *results.DB) (Data, error) {
	rows, err := db.Table1(ctx)
	if err != nil {
		return Data{}, err
	}
	records, err := record.Read(ctx, db)
	if err != nil {
		return Data{}, err
	}
	schema, err := db.Schema(ctx)
	if err != nil {
		return Data{}, err
	}
	runs := record.NewIndex(records)
	for _, r := range needed(runs) {
		if err := r.Fill(ctx, db); err != nil {
			return Data{}, err
		}
	}
	return Data{table1.NewTable(rows, runs), runs, schema, db.Paths(), db}, nil
}

// needed returns the runs whose metrics, curves or studies parts about all runs show: Table 2, the sweeps, the theory, the extensions and the likelihood without a window.
func needed(x *record.Index) []*record.Record {
	all := append(table2.Runs(x), sweep.Runs(x)...)
	for _, seeds := range latestStudies(x) {
		all = append(all, seeds...)
	}
	for _, seeds := range append(longestExtended(x), longestAnnealed(x)...) {
		all = append(all, seeds...)
	}
	return all
}

// filled returns the record of a run with its metrics, curves and study.
func (d Data) filled(ctx context.Context, r record.Record) (record.Record, error) {
	if d.db == nil {
		return r, nil
	}
	err := r.Fill(ctx, d.db)
	return r, err
}
