package parzen

import (
	"context"
	"fmt"
	"math"
)

// A Fold is one division of the data that were not trained on.
type Fold struct{ Valid, Test Points }

// A FoldScore is the estimate on one fold, at its own σ.
type FoldScore struct {
	Choice
	Score
}

// Folds is the estimate over several folds, as for the Toronto Face Database
// in the paper. Each fold has its own σ, and the standard error is over folds.
type Folds struct {
	LL float64 // mean of the folds' mean log densities, nats
	// StdErrOverFolds is the standard deviation of the folds' means, with
	// k−1 in the denominator, divided by √k, for k folds. It does not depend on
	// the spread over examples.
	StdErrOverFolds float64
	Each            []FoldScore
}

// ScoreFolds chooses σ from the grid on the validation points of each fold,
// and scores its test points at that σ. Fewer than two folds are an error. It
// also has the errors of [Estimator.LogProb].
func (e *Estimator) ScoreFolds(ctx context.Context, folds []Fold, grid Grid) (Folds, error) {
	all, err := e.ScoreFoldsEach(ctx, folds, grid)
	if err != nil {
		return Folds{}, err
	}
	return all[0], nil
}

// ScoreFoldsEach does what ScoreFolds does for each of several grids, with the
// same bits, in one pass over the samples for each part of a fold.
func (e *Estimator) ScoreFoldsEach(ctx context.Context, folds []Fold, grids ...Grid) ([]Folds, error) {
	if len(folds) < 2 {
		return nil, fmt.Errorf("%d folds: need at least two for a standard error", len(folds))
	}
	all := make([]Folds, len(grids))
	for i, fold := range folds {
		choices, err := e.ChooseEach(ctx, fold.Valid, grids...)
		if err != nil {
			return nil, fmt.Errorf("fold %d, validation: %w", i+1, err)
		}
		sigmas := make([]float64, len(grids))
		for k, c := range choices {
			sigmas[k] = c.Sigma
		}
		scores, err := e.ScoreEach(ctx, fold.Test, sigmas...)
		if err != nil {
			return nil, fmt.Errorf("fold %d, test: %w", i+1, err)
		}
		for k := range grids {
			all[k].Each = append(all[k].Each, FoldScore{choices[k], scores[k]})
		}
	}
	for k := range all {
		all[k].average()
	}
	return all, nil
}

// average computes the mean of the folds and its standard error.
func (f *Folds) average() {
	var means []float64
	for _, fold := range f.Each {
		means = append(means, fold.LL)
	}
	f.LL = mean(means)
	k := float64(len(f.Each))
	f.StdErrOverFolds = spread(means) / math.Sqrt((k-1)*k)
}
