package report

import (
	"context"

	"gan2014/report/record"
	"gan2014/report/table1"
	"gan2014/results"
)

// Data holds what was read from a database. Every form of the report is drawn from it.
type Data struct {
	Table  table1.Table
	runs   *record.Index
	schema int64
	paths  []string // paths of the database, or of the databases that were read together
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
	for i := range records {
		if err := records[i].Fill(ctx, db); err != nil {
			return Data{}, err
		}
	}
	schema, err := db.Schema(ctx)
	if err != nil {
		return Data{}, err
	}
	runs := record.NewIndex(records)
	return Data{table1.NewTable(rows, runs), runs, schema, db.Paths()}, nil
}
