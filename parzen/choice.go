package parzen

import (
	"context"
	"slices"
)

// A Curve is the mean log density, in nats, of the validation points at each σ.
type Curve struct {
	Sigmas, MeanLL []float64
}

// A Choice is the σ with the highest mean log density of validation points.
type Choice struct {
	Sigma float64
	// AtEdge reports that Sigma is the smallest or the largest of its grid, so
	// that the best σ may lie outside. In a grid of one σ it is true.
	AtEdge bool
	Curve  Curve // in the order of the grid
}

// Choose returns the σ of the grid with the highest mean log density of the
// validation points, and the first of them on a tie (parzen_ll.py:61-73). It
// has the errors of [Estimator.LogProb].
func (e *Estimator) Choose(ctx context.Context, valid Points, grid Grid) (Choice, error) {
	all, err := e.ChooseEach(ctx, valid, grid)
	if err != nil {
		return Choice{}, err
	}
	return all[0], nil
}

// ChooseEach does what Choose does for each of several grids, with the same
// bits, in one pass over the samples.
func (e *Estimator) ChooseEach(ctx context.Context, valid Points, grids ...Grid) ([]Choice, error) {
	lists := make([][]float64, len(grids))
	for k, grid := range grids {
		lists[k] = grid
	}
	lls, err := e.LogProbs(ctx, valid, lists...)
	if err != nil {
		return nil, err
	}
	choices := make([]Choice, len(grids))
	for k, grid := range grids {
		choices[k] = grid.choose(lls[k])
	}
	return choices, nil
}

// choose returns the σ at which the mean of the log densities is highest.
func (grid Grid) choose(lls [][]float64) Choice {
	curve := Curve{Sigmas: slices.Clone(grid), MeanLL: make([]float64, len(grid))}
	best := 0
	for j, ll := range lls {
		curve.MeanLL[j] = mean(ll)
		if curve.MeanLL[j] > curve.MeanLL[best] {
			best = j
		}
	}
	sigma := grid[best]
	atEdge := sigma == slices.Min(grid) || sigma == slices.Max(grid)
	return Choice{Sigma: sigma, AtEdge: atEdge, Curve: curve}
}
