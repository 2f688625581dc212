package results

import (
	"context"
	"database/sql"
	"fmt"
)

// A MetricScore is a measure of the samples of a run other than the likelihood, and the same of training images in their place.
type MetricScore struct {
	Space, Metric     string // "pixels" or "features"; "coverage"
	Samples, Training MetricValue
	N                 int   // samples that were compared with as many test images
	Seed              int64 // of permutations, clusters and noise
	Definition        string
}

// A MetricValue is the value of a metric, with its 95 % confidence interval and the p-value of its test if it has them.
type MetricValue struct {
	Value        float64
	Low, High, P *float64
}

// ScoreMetrics stores measures of a run. It replaces those of the same name and space.
func (db *DB) ScoreMetrics(ctx context.Context, id int64, scores []MetricScore) error {
	return db.change(ctx, fmt.Sprintf("store the metrics of run %d", id), id, func(tx *sql.Tx) error {
		return insertMetricScores(ctx, tx, id, scores)
	})
}

func insertMetricScores(ctx context.Context, tx *sql.Tx, id int64, scores []MetricScore) error {
	for _, s := range scores {
		_, err := tx.ExecContext(ctx, `
			INSERT OR REPLACE INTO metric_score
				(run_id, space, metric, value, low, high, p, training, training_low, training_high, training_p, samples, seed, definition)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			id, s.Space, s.Metric, s.Samples.Value, s.Samples.Low, s.Samples.High, s.Samples.P,
			s.Training.Value, s.Training.Low, s.Training.High, s.Training.P, s.N, s.Seed, s.Definition)
		if err != nil {
			return fmt.Errorf("%s in %s: %w", s.Metric, s.Space, err)
		}
	}
	return nil
}

// MetricScores returns the measures of all runs by their ids, pixels before features. It leaves out damaged runs.
func (db *DB) MetricScores(ctx context.Context) (all map[int64][]MetricScore, err error) {
	err = db.view(ctx, "read the metrics of the runs", func(q querier) error {
		all = map[int64][]MetricScore{}
		scores, err := collect(ctx, q, scanMetricScore, selectMetricScores+inOrder)
		for _, o := range scores {
			all[o.run] = append(all[o.run], o.value)
		}
		for id := range all {
			why, damaged := db.damageOf(ctx, q, id)
			if damaged != nil {
				return damaged
			}
			if why != "" {
				delete(all, id)
			}
		}
		return err
	})
	return all, err
}

// metricScoresOf returns the measures of a run, which must be intact.
func (db *DB) metricScoresOf(ctx context.Context, id int64) (scores []MetricScore, err error) {
	err = db.numbers(ctx, fmt.Sprintf("read the measures of run %d", id), id, func(q querier) error {
		found, err := collect(ctx, q, scanMetricScore, selectMetricScores+` WHERE run_id = ?`, id)
		for _, o := range found {
			scores = append(scores, o.value)
		}
		return err
	})
	return scores, err
}

func addMetricScores(ctx context.Context, q querier, all map[int64]*Summary) error {
	scores, err := collect(ctx, q, scanMetricScore, selectMetricScores+inOrder)
	for _, o := range scores {
		if s := all[o.run]; s != nil {
			s.MetricScores = append(s.MetricScores, o.value)
		}
	}
	return err
}

const selectMetricScores = `
	SELECT run_id, space, metric, value, low, high, p, training, training_low, training_high, training_p, samples, seed, definition
	FROM metric_score`

const inOrder = ` ORDER BY run_id, space DESC, metric`

func scanMetricScore(rows *sql.Rows) (o owned[MetricScore], err error) {
	s := &o.value
	err = rows.Scan(&o.run, &s.Space, &s.Metric, &s.Samples.Value, &s.Samples.Low, &s.Samples.High, &s.Samples.P,
		&s.Training.Value, &s.Training.Low, &s.Training.High, &s.Training.P, &s.N, &s.Seed, &s.Definition)
	return o, err
}
