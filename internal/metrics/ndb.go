package metrics

import (
	"context"
	"math"

	"gan2014/internal/elementary"
	"gan2014/parzen"
)

// Bins compares how samples and images are distributed over clusters of training images.
type Bins struct {
	Different  int     // number of bins whose shares differ at the 5 % level; a twentieth of them for equal distributions
	Of         int     // number of bins
	Divergence float64 // Jensen–Shannon divergence of the shares, in nats: 0 for equal ones, ln 2 at most
	Z          []float64
}

const binCount = 100

// DifferentBins counts statistically different bins (Richardson and Weiss 2018, "On GANs and GMMs"). The bins are 100 clusters of the training
// images. In each, the share of the samples is compared with that of the images: held-out ones, so that a model is not blamed for what
// training images share among themselves. Z of a bin is (p−q)/√(r(1−r)(1/n+1/m)), where r is the share of both together.
func DifferentBins(ctx context.Context, train, real, fake parzen.Points, seed int64) (Bins, error) {
	r, f, err := pair(real, fake, 1)
	if err != nil {
		return Bins{}, err
	}
	centres, err := bins(ctx, train, min(binCount, train.N), seed)
	if err != nil {
		return Bins{}, err
	}
	return compareBins(r.histogram(centres), f.histogram(centres), r.rows, f.rows), nil
}

// compareBins compares the counts of n images with those of m samples.
func compareBins(images, samples []int, n, m int) Bins {
	b := Bins{Of: len(images), Z: make([]float64, len(images)), Divergence: jensenShannon(shares(images), shares(samples))}
	for i := range images {
		both := float64(images[i]+samples[i]) / float64(n+m)
		if both == 0 || both == 1 {
			continue
		}
		b.Z[i] = (float64(samples[i])/float64(m) - float64(images[i])/float64(n)) / math.Sqrt(both*(1-both)*(1/float64(n)+1/float64(m)))
		if math.Abs(b.Z[i]) > z95 {
			b.Different++
		}
	}
	return b
}

// jensenShannon returns the Jensen–Shannon divergence of two distributions, in nats.
func jensenShannon(p, q []float64) float64 {
	sum := 0.
	for i := range p {
		m := (p[i] + q[i]) / 2
		for _, v := range []float64{p[i], q[i]} {
			if v > 0 {
				sum += float64(v*elementary.Log(v/m)) / 2
			}
		}
	}
	return sum
}
