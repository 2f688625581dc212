package metrics

import (
	"context"

	"gan2014/internal/rng"
	"gan2014/models/kmeans"
	"gan2014/models/nn"
	"gan2014/parzen"
)

// iterations of Lloyd's algorithm. Bins need not be those of the smallest distortion.
const iterations = 20

// bins returns k centres of clusters of points, by k-means from random points.
func bins(ctx context.Context, points parzen.Points, k int, seed int64) (set, error) {
	t := kmeans.New(kmeans.Config{Centroids: k}, nn.Matrix[float32]{Rows: points.N, Cols: points.D, Data: points.Data}, seed, "")
	for range iterations {
		if _, err := t.Epoch(ctx); err != nil {
			return set{}, err
		}
	}
	centres, err := t.Sample(k, rng.For(seed, "bins"))
	if err != nil {
		return set{}, err
	}
	return newSet(parzen.Points{N: centres.Rows, D: centres.Cols, Data: centres.Data}), nil
}

// histogram returns how many points are nearest to each centre.
func (s set) histogram(centres set) []int {
	nearest := make([]int, s.rows)
	s.visit(centres, func(i int, distances []float64) { nearest[i] = closest(distances, 1)[0] })
	counts := make([]int, centres.rows)
	for _, j := range nearest {
		counts[j]++
	}
	return counts
}

// shares divides counts by their sum.
func shares(counts []int) []float64 {
	total := 0
	for _, n := range counts {
		total += n
	}
	p := make([]float64, len(counts))
	for i, n := range counts {
		p[i] = float64(n) / float64(total)
	}
	return p
}
