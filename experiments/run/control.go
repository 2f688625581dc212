package run

import (
	"context"
	"fmt"

	"gan2014/internal/rng"
	"gan2014/internal/typeset"
	"gan2014/parzen"
)

// trainingImages draws images from the training set without replacement. Their score is that of the true distribution: a higher
// score would not mean a better model.
func (a *Attempt) trainingImages(n int, seed int64) (parzen.Points, error) {
	train := a.Set.Train
	if n > train.N {
		return parzen.Points{}, fmt.Errorf("draw %d samples: %s has only %s; take fewer samples", n, a.Set.Name, typeset.Count(train.N, "training image", "training images"))
	}
	drawn := parzen.Points{N: n, D: train.Dim}
	for _, i := range rng.For(seed, "eval").Perm(train.N)[:drawn.N] {
		drawn.Data = append(drawn.Data, train.Row(i)...)
	}
	return drawn, nil
}

// centroids clusters the training images with k-means and returns the centroids as samples.
func (a *Attempt) centroids(ctx context.Context) (parzen.Points, int, error) {
	c := a.newCentroids()
	t := &training{Attempt: a, model: c, advance: byEpochs(c.Epoch)}
	c.Progress = t.progress()
	return t.fit(ctx, c.Protocol)
}

// normalDistribution fits a normal distribution to the training images and draws samples from it. With a share of 0 of the
// variance, all samples are the mean image.
func (a *Attempt) normalDistribution(ctx context.Context) (parzen.Points, int, error) {
	d := a.newNormalDistribution()
	t := &training{Attempt: a, model: d, advance: byEpochs(d.Epoch)}
	d.Progress = t.progress()
	samples, epoch, err := t.fit(ctx, d.Protocol)
	if err == nil && a.System.IsDecoder() {
		a.estimateLikelihood(linearDecoder(d))
	}
	return samples, epoch, err
}
