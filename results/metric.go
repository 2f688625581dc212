package results

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"gan2014/internal/metric"
)

// A Metric is one scalar of a run at one epoch. Value may be NaN or infinite.
type Metric struct {
	Name  string // "loss_d", "loss_g", "valid_ll", ...
	Epoch int    // 1 is the first; 0 is before training
	Value float64
}

// Record stores metrics of a run. It replaces a metric of the same name and epoch.
func (db *DB) Record(ctx context.Context, id int64, ms []Metric) error {
	return db.change(ctx, fmt.Sprintf("record metrics of run %d", id), id, func(tx *sql.Tx) error {
		return record(ctx, tx, id, ms)
	})
}

// Continue records that the run took over the training of the run with this key, and stores that run's metrics ms. It leaves out the
// metrics that are times, because the other run spent that time, and those of extensions, because this run may have others.
func (db *DB) Continue(ctx context.Context, id int64, key string, ms []Metric) error {
	return db.change(ctx, fmt.Sprintf("continue run %s as run %d", key, id), id, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `UPDATE run SET continues = ?1 WHERE id = ?2`, key, id); err != nil {
			return err
		}
		own := slices.DeleteFunc(slices.Clone(ms), func(m Metric) bool { return metric.IsTime(m.Name) || metric.IsAfterwards(m.Name) })
		return record(ctx, tx, id, own)
	})
}

func record(ctx context.Context, tx *sql.Tx, id int64, ms []Metric) error {
	stmt, err := tx.PrepareContext(ctx, `
		INSERT INTO metric (run_id, name, epoch, value, nonfinite) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET value = excluded.value, nonfinite = excluded.nonfinite`)
	if err != nil {
		return err
	}
	defer stmt.Close()
	for _, m := range ms {
		v := toScalar(m.Value)
		if _, err := stmt.ExecContext(ctx, id, m.Name, m.Epoch, v.value, v.nonfinite); err != nil {
			return fmt.Errorf("%s at epoch %d: %w", m.Name, m.Epoch, err)
		}
	}
	return nil
}

// Rewind deletes the metrics after epoch. A run that resumes from a checkpoint of that epoch records them again; without Rewind its
// curves would mix two attempts. At epoch 0, Rewind also forgets which run this one continued.
func (db *DB) Rewind(ctx context.Context, id int64, epoch int) error {
	return db.change(ctx, fmt.Sprintf("rewind run %d to epoch %d", id, epoch), id, func(tx *sql.Tx) error {
		if epoch == 0 {
			if _, err := tx.ExecContext(ctx, `UPDATE run SET continues = '' WHERE id = ?`, id); err != nil {
				return err
			}
		}
		_, err := tx.ExecContext(ctx, `DELETE FROM metric WHERE run_id = ? AND epoch > ?`, id, epoch)
		return err
	})
}

// Metrics returns the metrics of a run, ordered by name and then by epoch.
func (db *DB) Metrics(ctx context.Context, id int64) (ms []Metric, err error) {
	err = db.numbers(ctx, fmt.Sprintf("read the metrics of run %d", id), id, func(q querier) error {
		ms, err = collect(ctx, q, scanMetric, selectMetrics, id)
		return err
	})
	return ms, err
}

const selectMetrics = `SELECT name, epoch, value, nonfinite FROM metric WHERE run_id = ? ORDER BY name, epoch`

func scanMetric(rows *sql.Rows) (Metric, error) {
	var m Metric
	var v scalar
	err := rows.Scan(&m.Name, &m.Epoch, &v.value, &v.nonfinite)
	m.Value = v.float64()
	return m, err
}
