package results

import (
	"context"
	"database/sql"
	"slices"
)

// A Pace is how long runs took.
type Pace struct {
	Epoch float64 // seconds of an epoch, median; 0 for runs without epochs
	Rest  float64 // seconds of everything else in a run, median: validation, sampling, scoring
}

// Pace looks at the five latest runs of a system that are done and trained from the start, on a processor of this model with this many threads. It
// reports whether there are any.
func (db *DB) Pace(ctx context.Context, system, dataset, cpu string, threads int) (Pace, bool, error) {
	rows, err := query(ctx, db, "read the pace of "+system, scanPaceRow, `
		SELECT r.id, r.seconds, m.value
		FROM (SELECT id, seconds FROM run
		      WHERE status = 'done' AND continues = '' AND system = ? AND dataset = ? AND cpu = ? AND threads = ?
		      ORDER BY id DESC LIMIT 5) r
		LEFT JOIN metric m ON m.run_id = r.id AND m.name = 'epoch_seconds'`,
		system, dataset, cpu, threads)
	if err != nil || len(rows) == 0 {
		return Pace{}, false, err
	}
	var epochs []float64
	left := map[int64]float64{}
	for _, r := range rows {
		if _, known := left[r.run]; !known {
			left[r.run] = r.seconds
		}
		if r.epoch.Valid {
			epochs = append(epochs, r.epoch.Float64)
			left[r.run] -= r.epoch.Float64
		}
	}
	var rests []float64
	for _, seconds := range left {
		rests = append(rests, max(0, seconds))
	}
	return Pace{Epoch: median(epochs), Rest: median(rests)}, true, nil
}

type paceRow struct {
	run     int64
	seconds float64
	epoch   sql.NullFloat64
}

func scanPaceRow(rows *sql.Rows) (paceRow, error) {
	var r paceRow
	err := rows.Scan(&r.run, &r.seconds, &r.epoch)
	return r, err
}

// median sorts x; that of nothing is 0.
func median(x []float64) float64 {
	if len(x) == 0 {
		return 0
	}
	slices.Sort(x)
	return (x[(len(x)-1)/2] + x[len(x)/2]) / 2
}
