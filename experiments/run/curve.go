package run

import (
	"context"
	"math"
	"slices"

	"gan2014/internal/stats"
	"gan2014/parzen"
	"gan2014/results"

	"gonum.org/v1/gonum/stat"
)

// percentiles returns the quantiles of log-likelihoods at 0, 1, ..., 100 %.
func percentiles(lls []float64) []results.Quantile {
	sorted := slices.Sorted(slices.Values(lls))
	quantiles := make([]results.Quantile, 101)
	for percent := range quantiles {
		quantiles[percent] = results.Quantile{Percent: percent, LL: stat.Quantile(float64(percent)/100, stat.Empirical, sorted, nil)}
	}
	return quantiles
}

// bySamples computes the log-likelihood of the validation images with 100, 316, 1000, ... samples, and finally with all. For each grid of the
// spec, each count chooses its own sigma. A grid with optimum has no such curve.
func (a *Attempt) bySamples(ctx context.Context, samples parzen.Points) ([][]results.SampleCount, error) {
	grids := a.System.Evaluation.Grids
	curves := make([][]results.SampleCount, len(grids))
	var plain [][]float64
	for _, grid := range grids {
		if !grid.Optimum {
			plain = append(plain, values(grid))
		}
	}
	if len(plain) == 0 {
		return curves, nil
	}
	window, err := parzen.NewAccumulator(a.validation(), plain...)
	if err != nil {
		return nil, err
	}
	for _, n := range sampleCounts(samples.N) {
		if err := window.Add(ctx, rows(samples, window.N(), n)); err != nil {
			return nil, err
		}
		lls, err := window.LogProbs()
		if err != nil {
			return nil, err
		}
		for i, grid := range grids {
			if !grid.Optimum {
				curves[i] = append(curves[i], bestSigma(n, values(grid), lls[0]))
				lls = lls[1:]
			}
		}
	}
	return curves, nil
}

// bestSigma returns the sigma with the highest mean log density, and that mean.
func bestSigma(samples int, grid parzen.Grid, lls [][]float64) results.SampleCount {
	best := results.SampleCount{Samples: samples, ValidLL: math.Inf(-1)}
	for j, ll := range lls {
		if mean := stats.Mean(ll); best.Sigma == 0 || mean > best.ValidLL {
			best.Sigma, best.ValidLL = grid[j], mean
		}
	}
	return best
}

// rows returns the points from ≤ i < to.
func rows(p parzen.Points, from, to int) parzen.Points {
	return parzen.Points{N: to - from, D: p.D, Data: p.Data[from*p.D : to*p.D]}
}

// sampleCounts returns 100, 316, 1000, 3162, ... below n, and n.
func sampleCounts(n int) (counts []int) {
	for power := 100; power < n; power *= 10 {
		counts = append(counts, power)
		if between := power * 3162 / 1000; between < n {
			counts = append(counts, between)
		}
	}
	return append(counts, n)
}
