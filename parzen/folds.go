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
	if len(folds) < 2 {
		return Folds{}, fmt.Errorf("%d folds: need at least two for a standard error", len(folds))
	}
	var all Folds
	var means []float64
	for i, fold := range folds {
		choice, err := e.Choose(ctx, fold.Valid, grid)
		if err != nil {
			return Folds{}, fmt.Errorf("fold %d, validation: %w", i+1, err)
		}
		score, err := e.Score(ctx, fold.Test, choice.Sigma)
		if err != nil {
			return Folds{}, fmt.Errorf("fold %d, test: %w", i+1, err)
		}
		all.Each = append(all.Each, FoldScore{choice, score})
		means = append(means, score.LL)
	}
	all.LL = mean(means)
	k := float64(len(folds))
	all.StdErrOverFolds = spread(means) / math.Sqrt((k-1)*k)
	return all, nil
}
