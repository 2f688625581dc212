package results

import (
	"context"
	"database/sql"
	"fmt"
)

// An Evaluation is the score of one run under one protocol.
type Evaluation struct {
	Grid     string // name of the grid sigma was chosen from: "paper" or "fine"; one evaluation per grid and run
	Protocol string // one readable line; only equal protocols share a row of Table 1

	LL         float64 // nats, mean over the test examples
	StdErr     float64 // nats, standard error of LL over StdErrOver
	StdErrOver string  // "test examples"

	Sigma       float64 // bandwidth, chosen on the validation examples
	SigmaAtEdge bool    // sigma is the first or last of its grid, so a better one may lie outside

	Samples, ValidExamples, TestExamples int
	Epoch                                int // epoch of the parameters that were sampled

	Curve []SigmaPoint // by increasing sigma
}

// A SigmaPoint is one bandwidth and the mean log-likelihood it gives the validation examples, in nats.
type SigmaPoint struct{ Sigma, ValidLL float64 }

// Evaluate stores the evaluations of a run in the place of those it had.
func (db *DB) Evaluate(ctx context.Context, id int64, es []Evaluation) error {
	return db.update(ctx, fmt.Sprintf("store the evaluations of run %d", id), func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `DELETE FROM evaluation WHERE run_id = ?`, id); err != nil {
			return err
		}
		for _, e := range es {
			if err := insertEvaluation(ctx, tx, id, e); err != nil {
				return fmt.Errorf("grid %s: %w", e.Grid, err)
			}
		}
		return nil
	})
}

func insertEvaluation(ctx context.Context, tx *sql.Tx, id int64, e Evaluation) error {
	ll, stdErr := toScalar(e.LL), toScalar(e.StdErr)
	result, err := tx.ExecContext(ctx, `
		INSERT INTO evaluation (run_id, grid, protocol, ll_nats, ll_nonfinite, stderr, stderr_nonfinite, stderr_over,
			sigma, sigma_at_edge, samples, valid_examples, test_examples, epoch)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		id, e.Grid, e.Protocol, ll.value, ll.nonfinite, stdErr.value, stdErr.nonfinite, e.StdErrOver,
		e.Sigma, e.SigmaAtEdge, e.Samples, e.ValidExamples, e.TestExamples, e.Epoch)
	if err != nil {
		return err
	}
	evaluation, err := result.LastInsertId()
	if err != nil {
		return err
	}
	for _, p := range e.Curve {
		valid := toScalar(p.ValidLL)
		_, err := tx.ExecContext(ctx, `INSERT INTO sigma_curve (evaluation_id, sigma, valid_ll_nats, nonfinite) VALUES (?, ?, ?, ?)`,
			evaluation, p.Sigma, valid.value, valid.nonfinite)
		if err != nil {
			return fmt.Errorf("sigma %g: %w", p.Sigma, err)
		}
	}
	return nil
}

// Evaluations returns the evaluations of a run, in the order they were stored in.
func (db *DB) Evaluations(ctx context.Context, id int64) ([]Evaluation, error) {
	points, err := query(ctx, db, fmt.Sprintf("read the evaluations of run %d", id), scanCurvePoint, selectCurvePoints, id)
	return gather(points), err
}

const selectCurvePoints = `
	SELECT e.id, grid, protocol, ll_nats, ll_nonfinite, stderr, stderr_nonfinite, stderr_over,
	       e.sigma, sigma_at_edge, samples, valid_examples, test_examples, epoch,
	       c.sigma, c.valid_ll_nats, c.nonfinite
	FROM evaluation e LEFT JOIN sigma_curve c ON c.evaluation_id = e.id
	WHERE run_id = ? ORDER BY e.id, c.sigma`

// gather makes evaluations of the points of their curves.
func gather(points []curvePoint) (es []Evaluation) {
	var last int64
	for _, p := range points {
		if p.id != last {
			es, last = append(es, p.evaluation), p.id
		}
		if p.sigma.Valid {
			e := &es[len(es)-1]
			e.Curve = append(e.Curve, SigmaPoint{p.sigma.Float64, p.validLL.float64()})
		}
	}
	return es
}

// A curvePoint is an evaluation with one point of its curve, or with none.
type curvePoint struct {
	id         int64
	evaluation Evaluation
	sigma      sql.NullFloat64
	validLL    scalar
}

func scanCurvePoint(rows *sql.Rows) (curvePoint, error) {
	var p curvePoint
	var ll, stdErr scalar
	e := &p.evaluation
	err := rows.Scan(&p.id, &e.Grid, &e.Protocol, &ll.value, &ll.nonfinite, &stdErr.value, &stdErr.nonfinite, &e.StdErrOver,
		&e.Sigma, &e.SigmaAtEdge, &e.Samples, &e.ValidExamples, &e.TestExamples, &e.Epoch,
		&p.sigma, &p.validLL.value, &p.validLL.nonfinite)
	e.LL, e.StdErr = ll.float64(), stdErr.float64()
	return p, err
}
