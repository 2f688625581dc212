package results

import (
	"context"
	"database/sql"
	"fmt"
	"math"
)

// An Evaluation is the score of one run under one protocol.
type Evaluation struct {
	Grid     string // name of the grid sigma was chosen from: "paper" or "fine"; one evaluation per grid and run
	Protocol string // one readable line; only equal protocols share a row of Table 1

	LL         float64 // nats, mean over the test examples
	StdErr     float64 // nats, standard error of LL over StdErrOver; NaN when undefined, as for one test example
	StdErrOver string  // "test examples" or "folds"

	MeanImageLL sql.Null[float64] // nats, what the mean training image scores by the same protocol; not valid for a control, and when unknown or not finite

	Sigma       float64 // bandwidth, chosen on the validation examples; the mean over the folds, if there are any
	SigmaAtEdge bool    // sigma, or any fold's sigma, is the first or last of its grid, so a better one may lie outside

	Samples, ValidExamples, TestExamples int // examples are summed over the folds
	Epoch                                int // epoch of the parameters that were sampled

	Curve []SigmaPoint // by increasing sigma; the mean over the folds, if there are any
	Folds []Fold       // none unless StdErrOver is "folds"

	Quantiles []Quantile    // quantiles of the log-likelihoods of single test examples, by percent
	BySamples []SampleCount // by increasing number of samples
}

// ValidLL returns the mean log-likelihood of the validation examples in nats at the best sigma that was tried, the mean over the folds if
// there are any. It returns NaN if it is unknown.
func (e Evaluation) ValidLL() float64 {
	best := math.NaN()
	for _, p := range e.Curve {
		if !(p.ValidLL <= best) {
			best = p.ValidLL
		}
	}
	return best
}

// AboveMeanImage returns by how many nats the scores exceed that of the mean training image, the least over the evaluations. It returns NaN if
// no evaluation has it.
func AboveMeanImage(es []Evaluation) float64 {
	least := math.NaN()
	for _, e := range es {
		if e.MeanImageLL.Valid && !(e.LL-e.MeanImageLL.V >= least) {
			least = e.LL - e.MeanImageLL.V
		}
	}
	return least
}

// A Quantile is the log-likelihood, in nats, that the given percentage of the test examples does not exceed.
type Quantile struct {
	Percent int
	LL      float64
}

// A SampleCount is the mean log-likelihood of the validation examples, in nats, under a Parzen window over only the first samples. Its
// sigma is the best one for this number of samples.
type SampleCount struct {
	Samples        int
	Sigma, ValidLL float64
}

// A Fold is the score of one division of the held-out data into validation and test examples, with its own bandwidth.
type Fold struct {
	Sigma         float64
	SigmaAtEdge   bool
	LL            float64 // nats, mean over the fold's test examples
	ValidExamples int
	TestExamples  int
}

// A SigmaPoint is one bandwidth and the mean log-likelihood it gives the validation examples, in nats.
type SigmaPoint struct{ Sigma, ValidLL float64 }

// Evaluate replaces the evaluations of a run and increments the run's count of evaluations on test examples.
func (db *DB) Evaluate(ctx context.Context, id int64, es []Evaluation) error {
	return db.change(ctx, fmt.Sprintf("store the evaluations of run %d", id), id, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `DELETE FROM evaluation WHERE run_id = ?`, id); err != nil {
			return err
		}
		for _, e := range es {
			if err := insertEvaluation(ctx, tx, id, e); err != nil {
				return fmt.Errorf("grid %s: %w", e.Grid, err)
			}
		}
		_, err := tx.ExecContext(ctx, `UPDATE run SET test_evaluations = test_evaluations + 1 WHERE id = ?`, id)
		return err
	})
}

func insertEvaluation(ctx context.Context, tx *sql.Tx, id int64, e Evaluation) error {
	ll, stdErr := toScalar(e.LL), toScalar(e.StdErr)
	result, err := tx.ExecContext(ctx, `
		INSERT INTO evaluation (run_id, grid, protocol, ll_nats, ll_nonfinite, stderr, stderr_nonfinite, stderr_over,
			mean_image_nats, sigma, sigma_at_edge, samples, valid_examples, test_examples, epoch)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		id, e.Grid, e.Protocol, ll.value, ll.nonfinite, stdErr.value, stdErr.nonfinite, e.StdErrOver,
		e.MeanImageLL, e.Sigma, e.SigmaAtEdge, e.Samples, e.ValidExamples, e.TestExamples, e.Epoch)
	if err != nil {
		return err
	}
	evaluation, err := result.LastInsertId()
	if err != nil {
		return err
	}
	if err := insertFolds(ctx, tx, evaluation, e.Folds); err != nil {
		return err
	}
	if err := insertDistribution(ctx, tx, evaluation, e); err != nil {
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

func insertFolds(ctx context.Context, tx *sql.Tx, evaluation int64, folds []Fold) error {
	for i, f := range folds {
		ll := toScalar(f.LL)
		_, err := tx.ExecContext(ctx, `
			INSERT INTO fold (evaluation_id, fold, sigma, sigma_at_edge, ll_nats, nonfinite, valid_examples, test_examples)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
			evaluation, i+1, f.Sigma, f.SigmaAtEdge, ll.value, ll.nonfinite, f.ValidExamples, f.TestExamples)
		if err != nil {
			return fmt.Errorf("fold %d: %w", i+1, err)
		}
	}
	return nil
}

// Evaluations returns the evaluations of a run, in the order they were stored in.
func (db *DB) Evaluations(ctx context.Context, id int64) (es []Evaluation, err error) {
	err = db.numbers(ctx, fmt.Sprintf("read the evaluations of run %d", id), id, func(q querier) error {
		es, err = evaluations(ctx, q, id)
		return err
	})
	return es, err
}

func evaluations(ctx context.Context, q querier, id int64) ([]Evaluation, error) {
	points, err := collect(ctx, q, scanCurvePoint, selectCurvePoints, id)
	if err != nil {
		return nil, err
	}
	folds, err := collect(ctx, q, scanFold, selectFolds, id)
	if err != nil {
		return nil, err
	}
	es := gather(points, folds)
	return es, addDistributions(ctx, q, id, es)
}

const selectCurvePoints = `
	SELECT e.id, grid, protocol, ll_nats, ll_nonfinite, stderr, stderr_nonfinite, stderr_over, mean_image_nats,
	       e.sigma, sigma_at_edge, samples, valid_examples, test_examples, epoch,
	       c.sigma, c.valid_ll_nats, c.nonfinite
	FROM evaluation e LEFT JOIN sigma_curve c ON c.evaluation_id = e.id
	WHERE run_id = ? ORDER BY e.id, c.sigma`

const selectFolds = `
	SELECT evaluation_id, f.sigma, f.sigma_at_edge, f.ll_nats, nonfinite, f.valid_examples, f.test_examples
	FROM fold f JOIN evaluation e ON evaluation_id = e.id WHERE run_id = ? ORDER BY evaluation_id, fold`

// gather builds evaluations from the rows of their curves and their folds.
func gather(points []curvePoint, folds []foldOf) (es []Evaluation) {
	var last int64
	for _, p := range points {
		if p.id != last {
			es, last = append(es, p.evaluation), p.id
			for len(folds) > 0 && folds[0].evaluation == p.id {
				es[len(es)-1].Folds = append(es[len(es)-1].Folds, folds[0].Fold)
				folds = folds[1:]
			}
		}
		if p.sigma.Valid {
			e := &es[len(es)-1]
			e.Curve = append(e.Curve, SigmaPoint{p.sigma.Float64, p.validLL.float64()})
		}
	}
	return es
}

// A curvePoint is one row of the join of evaluations and curves: an evaluation with one point of its curve, or with none.
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
	err := rows.Scan(&p.id, &e.Grid, &e.Protocol, &ll.value, &ll.nonfinite, &stdErr.value, &stdErr.nonfinite, &e.StdErrOver, &e.MeanImageLL,
		&e.Sigma, &e.SigmaAtEdge, &e.Samples, &e.ValidExamples, &e.TestExamples, &e.Epoch,
		&p.sigma, &p.validLL.value, &p.validLL.nonfinite)
	e.LL, e.StdErr = ll.float64(), stdErr.float64()
	return p, err
}

// A foldOf is a fold with the id of its evaluation.
type foldOf struct {
	evaluation int64
	Fold
}

func scanFold(rows *sql.Rows) (foldOf, error) {
	var f foldOf
	var ll scalar
	err := rows.Scan(&f.evaluation, &f.Sigma, &f.SigmaAtEdge, &ll.value, &ll.nonfinite, &f.ValidExamples, &f.TestExamples)
	f.LL = ll.float64()
	return f, err
}
