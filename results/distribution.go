package results

import (
	"context"
	"database/sql"
	"fmt"
)

// insertDistribution stores the quantiles of an evaluation and its curve over numbers of samples.
func insertDistribution(ctx context.Context, tx *sql.Tx, evaluation int64, e Evaluation) error {
	for _, q := range e.Quantiles {
		ll := toScalar(q.LL)
		_, err := tx.ExecContext(ctx, `INSERT INTO ll_quantile (evaluation_id, percent, ll_nats, nonfinite) VALUES (?, ?, ?, ?)`,
			evaluation, q.Percent, ll.value, ll.nonfinite)
		if err != nil {
			return fmt.Errorf("quantile of %d %%: %w", q.Percent, err)
		}
	}
	for _, c := range e.BySamples {
		ll := toScalar(c.ValidLL)
		_, err := tx.ExecContext(ctx, `INSERT INTO sample_curve (evaluation_id, samples, sigma, valid_ll_nats, nonfinite) VALUES (?, ?, ?, ?, ?)`,
			evaluation, c.Samples, c.Sigma, ll.value, ll.nonfinite)
		if err != nil {
			return fmt.Errorf("%d samples: %w", c.Samples, err)
		}
	}
	return nil
}

// The place of an evaluation is its number within its run, from 0, in the order of storage.
const (
	selectQuantiles = `
		SELECT (SELECT count(*) FROM evaluation WHERE run_id = e.run_id AND id < e.id), percent, q.ll_nats, nonfinite
		FROM ll_quantile q JOIN evaluation e ON evaluation_id = e.id WHERE run_id = ? ORDER BY evaluation_id, percent`
	selectSampleCounts = `
		SELECT (SELECT count(*) FROM evaluation WHERE run_id = e.run_id AND id < e.id), c.samples, c.sigma, valid_ll_nats, nonfinite
		FROM sample_curve c JOIN evaluation e ON evaluation_id = e.id WHERE run_id = ? ORDER BY evaluation_id, c.samples`
)

// addDistributions reads what insertDistribution stored and adds it to the evaluations es of a run.
func addDistributions(ctx context.Context, q querier, id int64, es []Evaluation) error {
	quantiles, err := collect(ctx, q, scanQuantile, selectQuantiles, id)
	if err != nil {
		return err
	}
	for _, found := range quantiles {
		e := &es[found.place]
		e.Quantiles = append(e.Quantiles, found.value)
	}
	counts, err := collect(ctx, q, scanSampleCount, selectSampleCounts, id)
	if err != nil {
		return err
	}
	for _, found := range counts {
		e := &es[found.place]
		e.BySamples = append(e.BySamples, found.value)
	}
	return nil
}

// A placed is a value with the place of the evaluation it belongs to.
type placed[T any] struct {
	place int
	value T
}

func scanQuantile(rows *sql.Rows) (p placed[Quantile], err error) {
	var ll scalar
	err = rows.Scan(&p.place, &p.value.Percent, &ll.value, &ll.nonfinite)
	p.value.LL = ll.float64()
	return p, err
}

func scanSampleCount(rows *sql.Rows) (p placed[SampleCount], err error) {
	var ll scalar
	err = rows.Scan(&p.place, &p.value.Samples, &p.value.Sigma, &ll.value, &ll.nonfinite)
	p.value.ValidLL = ll.float64()
	return p, err
}
