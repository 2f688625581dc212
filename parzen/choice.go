package parzen

import (
	"context"
	"slices"
)

// A Curve is the mean log density, in nats, of the validation points at each σ.
type Curve struct {
	Sigmas, MeanLL []float64
}

// A Choice is the σ that won on validation points.
type Choice struct {
	Sigma float64
	// AtEdge says that Sigma is the smallest or the largest of its grid, so that
	// the best σ may lie outside. The only σ of a grid of one is at its edge.
	AtEdge bool
	Curve  Curve // in the order of the grid
}

// Choose returns the σ of the grid with the highest mean log density of the
// validation points, the first of equals (parzen_ll.py:61-73). Its errors are
// those of [Estimator.LogProb].
func (e *Estimator) Choose(ctx context.Context, valid Points, grid Grid) (Choice, error) {
	lls, err := e.LogProb(ctx, valid, grid)
	if err != nil {
		return Choice{}, err
	}
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
	return Choice{Sigma: sigma, AtEdge: atEdge, Curve: curve}, nil
}
