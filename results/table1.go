package results

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// The two origins of a row of Table 1.
const (
	Measured  = "measured"
	Published = "published"
)

// A Table1Row is one row of the view table1: a published number, or the mean over the seeds of one recipe
// under one protocol.
type Table1Row struct {
	System, Dataset string
	Origin          string // Measured or Published

	LL          float64  // nats; infinite when some seed's is; NaN when some seed's is, or when seeds have infinities of both signs
	StdErr      *float64 // nats; nil when unknown, as for one test example
	StdErrOver  string   // units that StdErr refers to: "test examples" or "folds"
	SDOverSeeds *float64 // nats, sample standard deviation; nil when fewer than 2 seeds
	Seeds       int      // 0 when published

	Sigma        *float64 // mean over the seeds; nil when published
	SigmaAtEdge  bool     // true when any seed's sigma is at the edge of its grid
	Samples      int      // 0 when unknown
	TestExamples int      // 0 when unknown

	Protocol, Budget string  // empty when published
	Grid, Recipe     string  // empty when published
	Source           string  // publication of a published number; empty when measured
	RunIDs           []int64 // ascending; nil when published
}

// Table1 returns the rows of the view table1: for each data set the published rows in the paper's order, then the measured rows. It
// leaves out damaged runs. SQLite cannot detect them, so the view itself includes them.
func (db *DB) Table1(ctx context.Context) (rows []Table1Row, err error) {
	expected, err := expectedConstants()
	if err != nil {
		return nil, err
	}
	err = db.view(ctx, "read table 1", func(q querier) error {
		if err := expected.requireConstants(ctx, q); err != nil {
			return err
		}
		done, err := collect(ctx, q, scanID, `SELECT id FROM run WHERE status = 'done'`)
		if err != nil {
			return err
		}
		var damaged []string
		for _, id := range done {
			why, err := db.damageOf(ctx, q, id)
			if err != nil {
				return err
			}
			if why != "" {
				damaged = append(damaged, strconv.FormatInt(id, 10))
			}
		}
		rows, err = collect(ctx, q, scanTable1Row, selectTable1(expected.views["table1"], damaged))
		return err
	})
	for i := range rows {
		if err == nil && math.IsNaN(rows[i].LL) {
			rows[i].LL, err = db.meanOf(ctx, rows[i])
			rows[i].StdErr = nil // a mean that is not finite has no standard error
		}
	}
	return rows, err
}

// selectTable1 returns the statement that reads the view, or the view's own statement without the damaged runs.
func selectTable1(view string, damaged []string) string {
	const columns = `
		SELECT system, dataset, origin, ll_nats, stderr, stderr_over, sd_over_seeds,
		       coalesce(seeds, 0), sigma, coalesce(samples, 0), coalesce(test_examples, 0),
		       coalesce(protocol, ''), coalesce(budget, ''), coalesce(sigma_at_edge, 0), coalesce(source, ''),
		       coalesce(recipe, ''), coalesce(grid, ''), coalesce(run_ids, '')
		FROM `
	if len(damaged) == 0 {
		return columns + "table1"
	}
	_, body, _ := strings.Cut(view, " AS") // CREATE VIEW table1 AS
	return "WITH run AS (SELECT * FROM main.run WHERE id NOT IN (" + strings.Join(damaged, ", ") + "))" + columns + "(" + body + ")"
}

// meanOf returns the mean over the seeds of a row. The view has no mean if the score of some seed is not finite.
func (db *DB) meanOf(ctx context.Context, r Table1Row) (float64, error) {
	sum, n := 0.0, 0
	for _, id := range r.RunIDs {
		es, err := db.Evaluations(ctx, id)
		if err != nil {
			return 0, err
		}
		for _, e := range es {
			if e.Grid == r.Grid && e.Protocol == r.Protocol {
				sum += e.LL
				n++
			}
		}
	}
	return sum / float64(n), nil // NaN if there are no scores
}

func scanTable1Row(rows *sql.Rows) (Table1Row, error) {
	var r Table1Row
	var ll sql.NullFloat64
	var runs string
	err := rows.Scan(&r.System, &r.Dataset, &r.Origin, &ll, &r.StdErr, &r.StdErrOver, &r.SDOverSeeds,
		&r.Seeds, &r.Sigma, &r.Samples, &r.TestExamples,
		&r.Protocol, &r.Budget, &r.SigmaAtEdge, &r.Source, &r.Recipe, &r.Grid, &runs)
	if err != nil {
		return Table1Row{}, err
	}
	r.LL = ll.Float64
	if !ll.Valid {
		r.LL = math.NaN()
	}
	r.RunIDs, err = parseIDs(runs)
	return r, err
}

// parseIDs parses the result of SQL's group_concat of ids, whose order is undefined, and sorts it.
func parseIDs(list string) ([]int64, error) {
	var ids []int64
	for s := range strings.SplitSeq(list, ",") {
		if s == "" {
			continue
		}
		id, err := strconv.ParseInt(s, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("run ids %q: %w", list, err)
		}
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids, nil
}
