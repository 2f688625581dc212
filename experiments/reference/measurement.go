package reference

import (
	"context"
	"slices"

	"gan2014/results"
)

// A cell identifies a number of Table 1 in a reference.
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

// A Setup lists what affects the last bits of a training besides its recipe. With OpenBLAS it affects the result as much as the
// seed does.
type Setup struct {
	Seed    int64  `json:"seed"`
	BLAS    string `json:"blas"` // with version and kernels; "" if the run was resumed with different ones
	Threads int    `json:"threads"`
}

// A Measurement is the result of one run in a cell.
type Measurement struct {
	cell
	Setup
	run int64
	LL  float64 // nats
}

// Measurements returns the measurements of all finished runs, including superseded ones.
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
			by.Threads = 0 // the number of threads does not affect its bits
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

// measurementsOf returns the measurements whose mean is in a row.
func measurementsOf(all []Measurement, row results.Table1Row) (of []Measurement) {
	for _, m := range all {
		if m.cell == cellOf(row) && slices.Contains(row.RunIDs, m.run) {
			of = append(of, m)
		}
	}
	return of
}
