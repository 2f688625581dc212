package run

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"gan2014/experiments/job"
	"gan2014/experiments/spec"
	"gan2014/internal/stats"
	"gan2014/internal/typeset"
	"gan2014/parzen"
	"gan2014/results"
)

// score estimates the log-likelihood of the test images for each grid of the protocol. It chooses sigma on validation images.
// Samples beyond the protocol's number serve only for the curve of log-likelihood over the number of samples.
func (a *Attempt) score(ctx context.Context, all parzen.Points, epoch int) error {
	a.Log.Phase(job.Scoring)
	samples := rows(all, 0, min(all.N, a.System.Evaluation.Samples))
	a.Log.Note("scoring %s on %s", typeset.Count(samples.N, "sample", "samples"), typeset.Count(a.Set.Test.N, "test image", "test images"))
	window, err := parzen.New(samples)
	if err != nil {
		return err
	}
	constant, err := a.meanImageWindow()
	if err != nil {
		return err
	}
	evaluations, err := a.evaluate(ctx, window)
	if err != nil {
		return err
	}
	curves, err := a.bySamples(ctx, all)
	if err != nil {
		return err
	}
	var constants []results.Evaluation // of the mean image
	if constant != nil {
		if constants, err = a.evaluate(ctx, constant); err != nil {
			return err
		}
	}
	for i, grid := range a.System.Evaluation.Grids {
		e := &evaluations[i]
		e.Grid, e.Protocol = grid.Name, a.protocol(grid)
		e.Samples, e.Epoch, e.BySamples = samples.N, epoch, curves[i]
		if constants != nil {
			ll := constants[i].LL
			e.MeanImageLL = sql.Null[float64]{V: ll, Valid: stats.IsFinite(ll)}
		}
	}
	if err := a.DB.Evaluate(ctx, a.ID, evaluations); err != nil {
		return err
	}
	a.Log.Tell("%s", resultLine(evaluations, epoch))
	return a.warn(ctx, samples, evaluations, epoch)
}

// resultLine formats the scores after so many epochs of training in one line. epochs is 0 for samples that need no training.
func resultLine(evaluations []results.Evaluation, epochs int) string {
	var texts []string
	for _, e := range evaluations {
		texts = append(texts, fmt.Sprintf("%.1f ± %s nats (%s grid)", e.LL, typeset.NumberOrDash(typeset.Finite(e.StdErr), 1), e.Grid))
	}
	line := strings.Join(texts, ", ")
	if epochs > 0 {
		line += ", after " + typeset.Count(epochs, "epoch", "epochs")
	}
	return line
}

// evaluate scores the data set of the run on each grid, in the order of the spec. Grids without optimum share their passes over the samples.
func (a *Attempt) evaluate(ctx context.Context, window *parzen.Estimator) ([]results.Evaluation, error) {
	if len(a.Set.Folds) > 1 {
		return a.evaluateFolds(ctx, window)
	}
	return a.evaluateSplit(ctx, window)
}

// evaluateSplit scores a data set with a single split. The standard error is over the test images.
func (a *Attempt) evaluateSplit(ctx context.Context, window *parzen.Estimator) (all []results.Evaluation, err error) {
	choices, err := a.choose(ctx, window)
	if err != nil {
		return nil, err
	}
	sigmas := make([]float64, len(choices))
	for i, c := range choices {
		sigmas[i] = c.Sigma
	}
	scores, err := window.ScoreEach(ctx, points(a.Set.Test), sigmas...)
	if err != nil {
		return nil, err
	}
	for i, choice := range choices {
		all = append(all, results.Evaluation{
			LL: scores[i].LL, StdErr: scores[i].StdErrOverExamples, StdErrOver: "test examples",
			Sigma: choice.Sigma, SigmaAtEdge: choice.AtEdge, Curve: curve(choice.Curve), Quantiles: percentiles(scores[i].Each),
			ValidExamples: a.validation().N, TestExamples: scores[i].N,
		})
	}
	return all, nil
}

// choose returns the sigma of each grid, in the order of the spec.
func (a *Attempt) choose(ctx context.Context, window *parzen.Estimator) ([]parzen.Choice, error) {
	grids := a.System.Evaluation.Grids
	choices := make([]parzen.Choice, len(grids))
	var plain []parzen.Grid
	for i, grid := range grids {
		if !grid.Optimum {
			plain = append(plain, values(grid))
			continue
		}
		var err error
		if choices[i], err = window.Optimal(ctx, a.validation(), values(grid)); err != nil {
			return nil, err
		}
	}
	if len(plain) == 0 {
		return choices, nil
	}
	chosen, err := window.ChooseEach(ctx, a.validation(), plain...)
	if err != nil {
		return nil, err
	}
	for i, grid := range grids {
		if !grid.Optimum {
			choices[i], chosen = chosen[0], chosen[1:]
		}
	}
	return choices, nil
}

// evaluateFolds scores a data set with several folds, whose grids have no optimum. Each fold chooses its own sigma on all its validation
// images. The standard error is over the folds (parzen_ll.py once for each fold; paper, Table 1).
func (a *Attempt) evaluateFolds(ctx context.Context, window *parzen.Estimator) (evaluations []results.Evaluation, err error) {
	var folds []parzen.Fold
	for _, f := range a.Set.Folds {
		folds = append(folds, parzen.Fold{Valid: points(f.Valid), Test: points(f.Test)})
	}
	var grids []parzen.Grid
	for _, grid := range a.System.Evaluation.Grids {
		grids = append(grids, values(grid))
	}
	all, err := window.ScoreFoldsEach(ctx, folds, grids...)
	if err != nil {
		return nil, err
	}
	for _, one := range all {
		evaluations = append(evaluations, overFolds(folds, one))
	}
	return evaluations, nil
}

// overFolds converts the scores of the folds on one grid.
func overFolds(folds []parzen.Fold, all parzen.Folds) results.Evaluation {
	e := results.Evaluation{LL: all.LL, StdErr: all.StdErrOverFolds, StdErrOver: "folds"}
	k := float64(len(folds))
	var each []float64
	for i, f := range all.Each {
		e.Folds = append(e.Folds, results.Fold{
			Sigma: f.Choice.Sigma, SigmaAtEdge: f.AtEdge, LL: f.LL, ValidExamples: folds[i].Valid.N, TestExamples: f.N,
		})
		e.Sigma += f.Choice.Sigma / k
		e.SigmaAtEdge = e.SigmaAtEdge || f.AtEdge
		e.ValidExamples += folds[i].Valid.N
		e.TestExamples += f.N
		e.Curve = addCurve(e.Curve, curve(f.Curve), 1/k)
		each = append(each, f.Each...)
	}
	e.Quantiles = percentiles(each)
	return e
}

// addCurve adds share times the curve c to sum. Both curves have the same sigmas.
func addCurve(sum, c []results.SigmaPoint, share float64) []results.SigmaPoint {
	if sum == nil {
		sum = make([]results.SigmaPoint, len(c))
	}
	for i, p := range c {
		sum[i].Sigma = p.Sigma
		sum[i].ValidLL += float64(share * p.ValidLL)
	}
	return sum
}

// validation returns the validation images on which sigma is chosen and a training is followed. With folds, they are those of the
// first fold.
func (a *Attempt) validation() parzen.Points {
	if len(a.Set.Folds) > 1 {
		return points(a.Set.Valid)
	}
	return points(a.Set.Valid.First(a.System.Evaluation.Validation))
}

// values returns the candidates for sigma.
func values(g spec.Grid) parzen.Grid {
	if g.Spacing == spec.Log {
		return parzen.LogGrid(g.From, g.To, g.Count)
	}
	return parzen.LinearGrid(g.From, g.To, g.Count)
}

// protocol describes the evaluation in one line.
func (a *Attempt) protocol(g spec.Grid) string {
	on := fmt.Sprintf("on %d validation images", a.validation().N)
	if n := len(a.Set.Folds); n > 1 {
		on = fmt.Sprintf("on the validation images of each of %d folds", n)
	}
	samples := fmt.Sprintf("%d samples", a.System.Evaluation.Samples)
	if a.drawn != "" {
		samples += ", " + a.drawn
	}
	if a.origin != nil {
		samples += ", " + a.origin.Origin(g.Name, a.System.Evaluation.Samples)
	}
	sigma := fmt.Sprintf("sigma from %d values %g to %g (%s)", g.Count, g.From, g.To, g.Spacing)
	if g.Optimum {
		sigma = "the best sigma there is"
	}
	text := fmt.Sprintf("%s; %s %s", samples, sigma, on)
	if trained := a.describeImages(); trained != "" {
		text += "; " + trained
	}
	return text
}

func curve(c parzen.Curve) []results.SigmaPoint {
	points := make([]results.SigmaPoint, len(c.Sigmas))
	for i := range points {
		points[i] = results.SigmaPoint{Sigma: c.Sigmas[i], ValidLL: c.MeanLL[i]}
	}
	return points
}

// validationLL returns the best mean log-likelihood of the validation images over the sigmas of all grids, and its sigma.
func (a *Attempt) validationLL(ctx context.Context, samples parzen.Points) (ll, sigma float64, err error) {
	window, err := parzen.New(samples)
	if err != nil {
		return 0, 0, err
	}
	choice, err := window.Choose(ctx, a.validation(), a.allGrids())
	if err != nil {
		return 0, 0, err
	}
	return slices.Max(choice.Curve.MeanLL), choice.Sigma, nil
}

// allGrids returns the sigmas of all grids.
func (a *Attempt) allGrids() (all parzen.Grid) {
	for _, grid := range a.System.Evaluation.Grids {
		if !grid.Optimum { // searching for the optimum would add further sigmas
			all = append(all, values(grid)...)
		}
	}
	return all
}
