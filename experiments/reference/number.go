package reference

import (
	"context"
	"fmt"

	"gan2014/results"
)

// A Number is the likelihood of one run on one grid.
type Number struct {
	Dataset string  `json:"dataset"`
	System  string  `json:"system"`
	Grid    string  `json:"grid"`
	Budget  string  `json:"budget"`
	Samples int     `json:"samples"`
	Seed    int64   `json:"seed"`
	Version string  `json:"version"` // of the code that computed it
	LL      float64 `json:"ll_nats"`
	StdErr  float64 `json:"stderr_nats"`
	Sigma   float64 `json:"sigma"`
}

// sameRow reports whether two numbers belong to the same row and grid of Table 1.
func (n Number) sameRow(m Number) bool {
	return n.Dataset == m.Dataset && n.System == m.System && n.Grid == m.Grid && n.Budget == m.Budget && n.Samples == m.Samples
}

// sameRun reports whether two numbers belong to the same row, grid and seed.
func (n Number) sameRun(m Number) bool { return n.sameRow(m) && n.Seed == m.Seed }

// score formats the number with digits that no rounding of Table 1 shows.
func (n Number) score() string {
	return fmt.Sprintf("%.6f ± %.6f at σ %.6g", n.LL, n.StdErr, n.Sigma)
}

// Numbers returns the numbers of all finished runs, oldest first. left counts the runs of earlier builds, which it leaves out: their numbers
// depend on the machine.
func Numbers(ctx context.Context, runs []results.Run, db *results.DB) (all []Number, left int, err error) {
	for _, r := range runs {
		if r.Status != results.Done || r.Superseded {
			continue
		}
		if r.Version == "" {
			left++
			continue
		}
		evaluations, err := db.Evaluations(ctx, r.ID)
		if err != nil {
			return nil, 0, err
		}
		for _, e := range evaluations {
			all = append(all, Number{r.Dataset, r.System, e.Grid, r.Budget, e.Samples, r.Seed, r.Version, e.LL, e.StdErr, e.Sigma})
		}
	}
	return all, left, nil
}

// Machine returns the machine that computed most runs.
func Machine(runs []results.Run) (name string) {
	count := map[string]int{}
	for _, r := range runs {
		m := fmt.Sprintf("%s, %d cores", r.Environment.CPU, r.Environment.Cores)
		if count[m]++; count[m] > count[name] {
			name = m
		}
	}
	return name
}
