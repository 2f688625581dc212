package metrics

import (
	"math"

	"gan2014/internal/rng"
	"gan2014/internal/stats"
	"gan2014/parzen"
)

// A Classification is the result of a two-sample test by a classifier that tells images from samples.
type Classification struct {
	Accuracy Estimate // share of held-out points that it recognises; ½ for equal distributions
	P        float64  // probability of at least this accuracy for equal distributions
}

// NearestNeighbours tests whether images and samples have the same distribution with a classifier by k nearest neighbours (Lopez-Paz and
// Oquab 2017, "Revisiting Classifier Two-Sample Tests"). A random half of all points are its examples, k is the root of their number, and the
// other half are recognised. Both sets must have the same size, so that guessing has an accuracy of ½. A tie counts as half a hit.
func NearestNeighbours(real, fake parzen.Points, s rng.Stream) (Classification, error) {
	r, f, err := equalPair(real, fake, 2)
	if err != nil {
		return Classification{}, err
	}
	all, order := r.join(f), s.Perm(2*r.rows)
	examples, held := order[:r.rows], order[r.rows:]
	k := int(math.Sqrt(float64(len(examples))))
	hits := make([]float64, len(held))
	all.pick(held).visit(all.pick(examples), func(i int, distances []float64) {
		votes := 0
		for _, j := range closest(distances, k) {
			if (examples[j] < r.rows) == (held[i] < r.rows) {
				votes++
			}
		}
		switch {
		case 2*votes > k:
			hits[i] = 1
		case 2*votes == k:
			hits[i] = .5
		}
	})
	return classified(stats.Mean(hits), len(held)), nil
}

// classified returns the result for an accuracy on n held-out points. For equal distributions the accuracy is nearly N(½, 1/4n).
func classified(accuracy float64, n int) Classification {
	half := z95 * math.Sqrt(float64(accuracy*(1-accuracy))/float64(n))
	return Classification{
		Estimate{accuracy, max(0, accuracy-half), min(1, accuracy+half)},
		stats.NormalTail((accuracy - .5) * math.Sqrt(float64(4*n))),
	}
}

// A NeighbourTest says how often the nearest other point of an image or sample is of its own kind (Xu et al. 2018, "An Empirical Study on
// Evaluation Metrics of Generative Adversarial Networks"). Both shares are about ½ for equal distributions, 1 for sets apart, and far below
// ½ where samples copy images.
type NeighbourTest struct{ Images, Samples Estimate }

// NearestNeighbour compares the same number of images and samples.
func (n *Neighbours) NearestNeighbour(real, fake parzen.Points) (NeighbourTest, error) {
	if err := checkEqualPair(real, fake, mostNeighbours+1); err != nil {
		return NeighbourTest{}, err
	}
	r, f := n.of(real), n.of(fake)
	x := r.cross(f)
	return NeighbourTest{ownKind(r.radii(1), x.nearestSample), ownKind(f.radii(1), x.nearestImage)}, nil
}

// ownKind returns how often the nearest point is one of the same set.
func ownKind(own, other []float64) Estimate {
	hits := 0
	for i := range own {
		if own[i] < other[i] {
			hits++
		}
	}
	return share(hits, len(own))
}
