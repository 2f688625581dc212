package main

import (
	"context"
	"slices"

	"gan2014/results"
)

// A cell is a place in Table 1 that a reference has a number for.
type cell struct {
	Dataset string `json:"dataset"`
	System  string `json:"system"`
	Grid    string `json:"grid"`
	Budget  string `json:"budget"`
	Samples int    `json:"samples"`
}

func cellOf(r results.Table1Row) cell {
	return cell{Dataset: r.Dataset, System: r.System, Grid: r.Grid, Budget: r.Budget, Samples: r.Samples}
}

// Means are what the last bits of a training depend on besides its recipe. They decide as much as the seed does.
type means struct {
	Seed    int64  `json:"seed"`
	BLAS    string `json:"blas"` // with its version and kernels; "" of a run that was resumed by other means
	Threads int    `json:"threads"`
}

// A measurement is what one run came to in a cell.
type measurement struct {
	cell
	means
	run int64
	ll  float64 // nats
}

// measurements are those of all runs that are done, also of superseded ones.
func measurements(ctx context.Context, db *results.DB) (all []measurement, err error) {
	runs, err := db.Runs(ctx)
	if err != nil {
		return nil, err
	}
	for _, r := range runs {
		if r.Status != results.Done {
			continue
		}
		evaluations, err := db.Evaluations(ctx, r.ID)
		if err != nil {
			return nil, err
		}
		by := means{r.Seed, r.Environment.BLAS, r.Environment.Threads}
		if r.Earlier != "" {
			by.BLAS = ""
		}
		for _, e := range evaluations {
			all = append(all, measurement{cell{r.Dataset, r.System, e.Grid, r.Budget, e.Samples}, by, r.ID, e.LL})
		}
	}
	return all, nil
}

// measuredBy are the measurements of a cell that a row is the mean of.
func measuredBy(all []measurement, row results.Table1Row) (of []measurement) {
	for _, m := range all {
		if m.cell == cellOf(row) && slices.Contains(row.RunIDs, m.run) {
			of = append(of, m)
		}
	}
	return of
}
