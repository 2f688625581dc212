package results

import (
	"context"
	"database/sql"
	"fmt"

	"gan2014/internal/metric"
)

// A Summary holds what tables of many runs need of one run, beside the run itself.
type Summary struct {
	Evaluations []Evaluation // in the order of storage, without folds, quantiles and counts of samples; of each curve only its highest point
	Artifacts   []Artifact   // by kind
	Epochs      int          // last epoch with a metric; 0: none

	Spread sql.Null[float64] // metric sample_spread at the epoch that was scored first; not valid when unknown

	MetricScores []MetricScore // pixels before features
	Annealed     bool          // whether the likelihood was estimated by annealed importance sampling, so that there are lines of it

	Seals string // digests of the run's rows in all tables, which change with any of them; empty for a running run
}

// Summaries reads the summaries of all runs by their ids, with one statement for each table. It leaves out damaged runs.
func (db *DB) Summaries(ctx context.Context) (all map[int64]*Summary, err error) {
	err = db.view(ctx, "read the summaries of the runs", func(q querier) error {
		all, err = db.summaries(ctx, q)
		return err
	})
	return all, err
}

func (db *DB) summaries(ctx context.Context, q querier) (map[int64]*Summary, error) {
	ids, err := collect(ctx, q, scanID, `SELECT id FROM run`)
	if err != nil {
		return nil, err
	}
	all := make(map[int64]*Summary, len(ids))
	for _, id := range ids {
		why, err := db.damageOf(ctx, q, id)
		if err != nil {
			return nil, fmt.Errorf("run %d: %w", id, err)
		}
		if why == "" {
			all[id] = &Summary{}
		}
	}
	for _, read := range []func(context.Context, querier, map[int64]*Summary) error{addScores, addArtifacts, addProgress, addMetricScores, addAnnealed, addSeals} {
		if err := read(ctx, q, all); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// An owned is a value with the id of the run that it belongs to.
type owned[T any] struct {
	run   int64
	value T
}

func addScores(ctx context.Context, q querier, all map[int64]*Summary) error {
	scores, err := collect(ctx, q, func(rows *sql.Rows) (o owned[Evaluation], err error) {
		var ll, stdErr scalar
		e := &o.value
		var sigma, validLL sql.Null[float64]
		err = rows.Scan(&o.run, &e.Grid, &e.Protocol, &ll.value, &ll.nonfinite, &stdErr.value, &stdErr.nonfinite, &e.StdErrOver, &e.MeanImageLL,
			&e.Sigma, &e.SigmaAtEdge, &e.Samples, &e.ValidExamples, &e.TestExamples, &e.Epoch, &sigma, &validLL)
		e.LL, e.StdErr = ll.float64(), stdErr.float64()
		if validLL.Valid {
			e.Curve = []SigmaPoint{{sigma.V, validLL.V}}
		}
		return o, err
	}, `SELECT run_id, grid, protocol, ll_nats, ll_nonfinite, stderr, stderr_nonfinite, stderr_over, mean_image_nats,
	           e.sigma, sigma_at_edge, samples, valid_examples, test_examples, epoch, best.sigma, best.ll
	    FROM evaluation e LEFT JOIN (
	        SELECT evaluation_id, sigma, max(valid_ll_nats) AS ll FROM sigma_curve GROUP BY evaluation_id
	    ) best ON best.evaluation_id = e.id
	    ORDER BY e.id`)
	for _, o := range scores {
		if s := all[o.run]; s != nil {
			s.Evaluations = append(s.Evaluations, o.value)
		}
	}
	return err
}

func addArtifacts(ctx context.Context, q querier, all map[int64]*Summary) error {
	artifacts, err := collect(ctx, q, func(rows *sql.Rows) (o owned[Artifact], err error) {
		a := &o.value
		err = rows.Scan(&o.run, &a.Kind, &a.SHA256, &a.Path, &a.Caption, &a.Bytes, &a.Measured)
		return o, err
	}, `SELECT run_id, kind, sha256, path, caption, bytes, measured FROM artifact ORDER BY run_id, kind`)
	for _, o := range artifacts {
		if s := all[o.run]; s != nil {
			s.Artifacts = append(s.Artifacts, o.value)
		}
	}
	return err
}

// A trained is how far a run was trained, and the spread of the samples that were scored.
type trained struct {
	epochs int
	spread sql.Null[float64]
}

func addProgress(ctx context.Context, q querier, all map[int64]*Summary) error {
	found, err := collect(ctx, q, func(rows *sql.Rows) (o owned[trained], err error) {
		var v scalar
		err = rows.Scan(&o.run, &o.value.epochs, &v.value, &v.nonfinite, &o.value.spread.Valid)
		if o.value.spread.Valid {
			o.value.spread.V = v.float64()
		}
		return o, err
	}, `SELECT m.run_id, m.last, s.value, s.nonfinite, s.epoch IS NOT NULL
	    FROM (SELECT run_id, max(epoch) AS last FROM metric GROUP BY run_id) m
	    LEFT JOIN evaluation e ON e.id = (SELECT min(id) FROM evaluation WHERE run_id = m.run_id)
	    LEFT JOIN metric s ON s.run_id = m.run_id AND s.name = ? AND s.epoch = e.epoch`, metric.SampleSpread)
	for _, o := range found {
		if s := all[o.run]; s != nil {
			s.Epochs, s.Spread = o.value.epochs, o.value.spread
		}
	}
	return err
}

func addAnnealed(ctx context.Context, q querier, all map[int64]*Summary) error {
	ids, err := collect(ctx, q, scanID, `SELECT DISTINCT run_id FROM line WHERE figure = ?`, metric.AnnealedFigure)
	for _, id := range ids {
		if s := all[id]; s != nil {
			s.Annealed = true
		}
	}
	return err
}

func addSeals(ctx context.Context, q querier, all map[int64]*Summary) error {
	seals, err := collect(ctx, q, func(rows *sql.Rows) (o owned[string], err error) {
		err = rows.Scan(&o.run, &o.value)
		return o, err
	}, `SELECT run_id, sha256 FROM seal ORDER BY run_id, "table"`)
	for _, o := range seals {
		if s := all[o.run]; s != nil {
			s.Seals += o.value
		}
	}
	return err
}
