package metrics

import "gan2014/parzen"

// A Manifold says how far the supports of samples and images overlap. A ball around a point reaches to its k-th nearest neighbour in its own
// set; together, the balls of a set estimate where its distribution lies.
type Manifold struct {
	Precision Estimate // share of samples inside the ball of an image (Kynkäänniemi et al. 2019, k = 3)
	Recall    Estimate // share of images inside the ball of a sample (the same)
	Density   Estimate // mean number of balls of images around a sample, over k (Naeem et al. 2020, k = 5); 1 for equal distributions
	Coverage  Estimate // share of images whose ball holds a sample (the same); see ExpectedCoverage
}

const (
	precisionNeighbours = 3
	densityNeighbours   = 5
)

// Manifolds compares n images with m samples. Precision and recall count a point on the surface of a ball as inside, density and coverage
// do not, as their authors do. The intervals are over the samples or images that are counted, with the balls as they are.
func Manifolds(real, fake parzen.Points) (Manifold, error) {
	r, f, err := pair(real, fake, densityNeighbours+1)
	if err != nil {
		return Manifold{}, err
	}
	wide, narrow, sampled := r.radii(densityNeighbours), r.radii(precisionNeighbours), f.radii(precisionNeighbours)
	precise, balls := make([]bool, f.rows), make([]float64, f.rows)
	f.visit(r, func(i int, distances []float64) {
		for j, d := range distances {
			precise[i] = precise[i] || d <= narrow[j]
			if d < wide[j] {
				balls[i] += 1. / densityNeighbours
			}
		}
	})
	recalled, covered := make([]bool, r.rows), make([]bool, r.rows)
	r.visit(f, func(j int, distances []float64) {
		for i, d := range distances {
			recalled[j] = recalled[j] || d <= sampled[i]
			covered[j] = covered[j] || d < wide[j]
		}
	})
	return Manifold{share(count(precise), f.rows), share(count(recalled), r.rows), mean(balls), share(count(covered), r.rows)}, nil
}

// ExpectedCoverage returns the coverage of n images by m samples of the same distribution, on average:
//
//	1 − ∏ (n−i)/(n+m−i), i = 1 … k
//
// because an image is not covered if its k nearest of all other points are images.
func ExpectedCoverage(n, m int) float64 {
	missed := 1.
	for i := 1; i <= densityNeighbours; i++ {
		missed *= float64(n-i) / float64(n+m-i)
	}
	return 1 - missed
}

func count(hits []bool) (n int) {
	for _, hit := range hits {
		if hit {
			n++
		}
	}
	return n
}
