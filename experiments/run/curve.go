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

// bySamples computes the log-likelihood of the validation images with 100, 316, 1000, ... samples, and finally with all. Each
// count chooses its own sigma from the grid.
func (a *Attempt) bySamples(ctx context.Context, samples parzen.Points, grid parzen.Grid) (counts []results.SampleCount, err error) {
	window, err := parzen.NewAccumulator(a.validation(), grid)
	if err != nil {
		return nil, err
	}
	for _, n := range sampleCounts(samples.N) {
		if err := window.Add(ctx, rows(samples, window.N(), n)); err != nil {
			return nil, err
		}
		lls, err := window.LogProb()
		if err != nil {
			return nil, err
		}
		best := results.SampleCount{Samples: n, ValidLL: math.Inf(-1)}
		for j, ll := range lls {
			if mean := stats.Mean(ll); best.Sigma == 0 || mean > best.ValidLL {
				best.Sigma, best.ValidLL = grid[j], mean
			}
		}
		counts = append(counts, best)
	}
	return counts, nil
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
