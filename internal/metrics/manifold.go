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
func (n *Neighbours) Manifolds(real, fake parzen.Points) (Manifold, error) {
	r, f, err := n.pair(real, fake, mostNeighbours+1)
	if err != nil {
		return Manifold{}, err
	}
	x := r.cross(f)
	return Manifold{share(count(x.precise), f.rows), share(count(x.recalled), r.rows), mean(x.balls), share(count(x.covered), r.rows)}, nil
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
