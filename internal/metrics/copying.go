package metrics

import (
	"math"
	"slices"

	"gan2014/internal/stats"
	"gan2014/parzen"
)

// A Copying compares the distances of samples and of held-out images to the training images.
type Copying struct {
	Samples, HeldOut float64 // median distance to the nearest training image
	Z                float64 // standard normal if samples are as far as held-out images; far below 0 if they copy training images
	P                float64 // probability of a Z at most this low for samples as far as held-out images
}

// Copies tests whether samples lie closer to training images than held-out images do, as copies of them would (Meehan, Chaudhuri and Dasgupta
// 2020, "A Non-Parametric Test to Detect Data-Copying in Generative Models", with one cell). Z is that of the rank test of Mann and Whitney
// 1947. Samples that are worse than copies, blurred ones for example, lie farther from all images.
func (n *Neighbours) Copies(train, heldOut, samples parzen.Points) (Copying, error) {
	t, s, err := n.pair(train, samples, 1)
	if err != nil {
		return Copying{}, err
	}
	_, h, err := n.pair(train, heldOut, 1)
	if err != nil {
		return Copying{}, err
	}
	near, far := s.to(t), h.to(t)
	z := rankTest(near, far)
	return Copying{math.Sqrt(stats.Median(near)), math.Sqrt(stats.Median(far)), z, stats.NormalTail(-z)}, nil
}

// rankTest returns the standardised statistic of Mann and Whitney: above 0 if numbers of x tend to be larger than those of y. Ties count half.
func rankTest(x, y []float64) float64 {
	y = slices.Sorted(slices.Values(y))
	u := 0.
	for _, v := range x {
		below, _ := slices.BinarySearch(y, v)
		upTo := below
		for upTo < len(y) && y[upTo] == v {
			upTo++
		}
		u += float64(below) + float64(upTo-below)/2
	}
	m, n := float64(len(x)), float64(len(y))
	return (u - m*n/2) / math.Sqrt(m*n*(m+n+1)/12)
}
