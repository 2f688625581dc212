package reference

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

// A Setup is what the last bits of a training depend on besides its recipe. With OpenBLAS it decides as much as the seed does.
type Setup struct {
	Seed    int64  `json:"seed"`
	BLAS    string `json:"blas"` // with its version and kernels; "" of a run that was resumed by other means
	Threads int    `json:"threads"`
}

// A Measurement is what one run came to in a cell.
type Measurement struct {
	cell
	Setup
	run int64
	LL  float64 // nats
}

// Measurements are those of all runs that are done, also of superseded ones.
func Measurements(ctx context.Context, db *results.DB) (all []Measurement, err error) {
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
		by := Setup{r.Seed, r.Environment.BLAS, r.Environment.Threads}
		if by.BLAS == results.FixedOrder {
			by.Threads = 0 // which is not in its bits
		}
		if r.Earlier != "" {
			by.BLAS = ""
		}
		for _, e := range evaluations {
			all = append(all, Measurement{cell{r.Dataset, r.System, e.Grid, r.Budget, e.Samples}, by, r.ID, e.LL})
		}
	}
	return all, nil
}

// measuredBy are the measurements of a cell that a row is the mean of.
func measuredBy(all []Measurement, row results.Table1Row) (of []Measurement) {
	for _, m := range all {
		if m.cell == cellOf(row) && slices.Contains(row.RunIDs, m.run) {
			of = append(of, m)
		}
	}
	return of
}
