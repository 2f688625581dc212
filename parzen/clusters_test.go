package parzen

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// A scene has tight clusters far apart. Squared distances between clusters are up to 10¹² times those within.
type scene struct {
	name     string
	apart    float64   // distance of clusters in each dimension, in units of sigma
	noise    []float64 // of each cluster, in units of sigma
	offset   float64   // of all values
	mixed    bool      // dimensions of scales from 1/1000 to 1000
	repeated bool      // samples are copies of few
	sigma    float64
}

// draw makes n samples in the clusters in turn, and m points: most in clusters, some between two of them, some equal to a sample, some a
// million sigma away from all.
func (s scene) draw(r *rand.Rand, n, m, d int) (samples, x Points) {
	scale := func(k int) float64 {
		if s.mixed {
			return math.Pow(10, float64(k%7-3))
		}
		return 1
	}
	in := func(cluster, between float64, k int) float64 {
		noise := s.noise[int(cluster)%len(s.noise)]
		return s.offset + s.sigma*scale(k)*(s.apart*(cluster+between)+noise*r.NormFloat64())
	}
	samples = points(n, d, func(i, k int) float64 { return in(float64(i%len(s.noise)), 0, k) })
	if s.repeated {
		distinct := samples.slice(0, min(n, 5))
		samples = points(n, d, func(i, k int) float64 { return float64(distinct.row(i % distinct.N)[k]) })
	}
	x = points(m, d, func(i, k int) float64 {
		switch {
		case i%8 == 3:
			return in(0, 0.5, k)
		case i%8 == 5:
			return float64(samples.row(i % n)[k])
		case i%64 == 7:
			return in(0, 0, k) + 1e6*s.sigma*scale(k)
		}
		return in(float64(i*i%len(s.noise)), 0, k)
	})
	return samples, x
}

// separations lists distances of clusters, from neighbours to a million sigma.
var separations = []float64{1, 4, 10, 30, 100, 300, 1e3, 3e3, 1e4, 1e5, 1e6}

// scenes lists the kinds of clusters at a given distance.
func scenes(apart float64) []scene {
	same := []float64{1, 1}
	return []scene{
		{name: "two clusters", apart: apart, noise: same, sigma: 0.01},
		{name: "five clusters of different tightness", apart: apart, noise: []float64{1, 0.01, 0, 30, 1}, sigma: 0.1},
		{name: "copies", apart: apart, noise: same, sigma: 0.2, repeated: true},
		{name: "dimensions of different scales", apart: apart, noise: same, sigma: 0.05, mixed: true},
		{name: "far from 0", apart: apart, noise: []float64{1, 3}, sigma: 0.2, offset: 1e6},
		{name: "small numbers", apart: apart, noise: same, sigma: 1e-12},
	}
}

// TestClusters holds rows against plain sums in float64, at one σ and at several: what is refined depends on all of them.
func TestClusters(t *testing.T) {
	eachBackend(t, func(t *testing.T) {
		for _, shape := range []struct{ n, m, d int }{{400, 66, 1}, {401, 66, 2}, {300, 66, 20}, {200, 24, 64}, {200, 24, 100}, {90, 16, 784}, {40, 9, 3072}} {
			for _, apart := range separations {
				for _, s := range scenes(apart) {
					samples, x := s.draw(newRand(), shape.n, shape.m, shape.d)
					grid := []float64{s.sigma, 100 * s.sigma, 3 * s.sigma, s.sigma / 30}
					what := fmt.Sprintf("%s, %g sigma apart, %v", s.name, apart, shape)
					want := plain(samples, x, grid)
					for j, lls := range logProb(t, samples, x, grid...) {
						agree(t, fmt.Sprintf("%s, sigma %g of a grid", what, grid[j]), lls, want[j], 1)
					}
					agree(t, what, logProb(t, samples, x, s.sigma)[0], want[0], 1)
				}
			}
		}
	})
}

// TestClustersOfEverySize uses numbers of samples and points on both sides of every size at which they are divided.
func TestClustersOfEverySize(t *testing.T) {
	samplesOf := []int{1, 2, few, few + 1, 2 * few, 2*few + 2, 64, 65, blockSize - 1, blockSize, blockSize + 1, tileCols - 1, tileCols, tileCols + 1, atOnce*tileCols - 1, atOnce * tileCols, atOnce*tileCols + 1}
	pointsOf := []int{1, 31, 32, 33, tileRows, tileRows + 1, fewPoints - 1, fewPoints, fewPoints + 1, 3*tileRows + 1}
	eachBackend(t, func(t *testing.T) {
		for k, n := range samplesOf {
			for _, m := range []int{40, pointsOf[k%len(pointsOf)]} {
				for _, apart := range []float64{4, 100, 1e3, 1e6} {
					s := scenes(apart)[k%2]
					samples, x := s.draw(newRand(), n, m, 12)
					checkRows(t, fmt.Sprintf("%s, %g sigma apart, %d samples, %d points", s.name, apart, n, m), samples, x, s.sigma)
				}
			}
		}
		for k, m := range pointsOf {
			for _, apart := range []float64{4, 100, 1e3, 1e6} {
				s := scenes(apart)[k%2]
				samples, x := s.draw(newRand(), 300, m, 12)
				checkRows(t, fmt.Sprintf("%s, %g sigma apart, 300 samples, %d points", s.name, apart, m), samples, x, s.sigma)
			}
		}
	})
}

// checkRows holds some rows against plain sums, and sees that all are finite.
func checkRows(t *testing.T, what string, samples, x Points, sigma float64) {
	t.Helper()
	lls := logProb(t, samples, x, sigma)[0]
	some := Points{D: x.D}
	var got []float64
	for i, ll := range lls {
		if math.IsNaN(ll) || math.IsInf(ll, 0) {
			t.Fatalf("%s: row %d is %g", what, i, ll)
		}
		if i < 10 || i >= x.N-3 || i%(tileRows/2) == 0 {
			some.N, some.Data, got = some.N+1, append(some.Data, x.row(i)...), append(got, ll)
		}
	}
	agree(t, what, got, plain(samples, some, []float64{sigma})[0], 1)
}

// TestClustersInBlocks adds the samples of one cluster before those of the others, or all in blocks of any size.
func TestClustersInBlocks(t *testing.T) {
	eachBackend(t, func(t *testing.T) {
		for _, apart := range separations {
			for _, s := range scenes(apart) {
				samples, x := s.draw(newRand(), 100, 40, 30)
				clusters := len(s.noise)
				sorted := points(samples.N, samples.D, func(i, k int) float64 {
					return float64(samples.row(i%(samples.N/clusters)*clusters + i/(samples.N/clusters))[k])
				})
				want := plain(samples, x, []float64{s.sigma, 10 * s.sigma})
				for _, order := range []Points{samples, sorted} {
					for _, sizes := range [][]int{{1}, {50}, {7, 30, 2}} {
						for j, lls := range accumulate(t, order, x, []float64{s.sigma, 10 * s.sigma}, sizes...) {
							agree(t, fmt.Sprintf("%s, %g sigma apart, blocks of %d, sigma %d", s.name, apart, sizes, j), lls, want[j], 1)
						}
					}
				}
			}
		}
	})
}

// TestClustersEveryWay checks that the choice of σ with and without a grid, the score and the folds agree with plain sums.
func TestClustersEveryWay(t *testing.T) {
	ctx := context.Background()
	eachBackend(t, func(t *testing.T) {
		for _, apart := range separations {
			s := scenes(apart)[0]
			samples, x := s.draw(newRand(), 200, 60, 20)
			valid, test := x.slice(0, 7), x.slice(8, 60) // no validation point is far from all
			e := newEstimator(t, samples)
			grid := LogGrid(s.sigma/3, 30*s.sigma, 6)
			what := fmt.Sprintf("%g sigma apart", apart)
			var curve []float64
			for _, lls := range plain(samples, valid, grid) {
				curve = append(curve, mean(lls))
			}
			choice, err := e.Choose(ctx, valid, grid)
			if err != nil {
				t.Fatal(err)
			}
			agree(t, what+", curve", choice.Curve.MeanLL, curve, 1)
			best := grid[slices.Index(curve, slices.Max(curve))]
			if choice.Sigma != best {
				t.Errorf("%s: sigma %g chosen, want %g", what, choice.Sigma, best)
			}
			rows := plain(samples, test, []float64{best})[0]
			score, err := e.Score(ctx, test, best)
			if err != nil {
				t.Fatal(err)
			}
			agree(t, what+", score", append(score.Each, score.LL), append(rows, mean(rows)), 1)
			folds, err := e.ScoreFolds(ctx, []Fold{{valid, test}, {valid, test}}, grid)
			if err != nil {
				t.Fatal(err)
			}
			agree(t, what+", folds", []float64{folds.Each[1].LL, folds.LL}, []float64{mean(rows), mean(rows)}, 1)
			optimal, err := e.Optimal(ctx, valid, grid)
			if err != nil {
				t.Fatal(err)
			}
			var lls []float64
			for _, rows := range plain(samples, valid, optimal.Curve.Sigmas) {
				lls = append(lls, mean(rows))
			}
			agree(t, what+", curve to the optimum", optimal.Curve.MeanLL, lls, 1)
			if at := mean(plain(samples, valid, []float64{optimal.Sigma})[0]); at < slices.Max(lls)-1e-4 {
				t.Errorf("%s: %g at the optimum %g, %g elsewhere", what, at, optimal.Sigma, slices.Max(lls))
			}
		}
	})
}
