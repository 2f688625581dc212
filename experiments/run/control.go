package run

import (
	"context"
	"fmt"

	"gan2014/internal/rng"
	"gan2014/internal/typeset"
	"gan2014/models/gaussian"
	"gan2014/models/kmeans"
	"gan2014/parzen"
)

// trainingImages draws images from the training set without replacement. Their score is that of the true distribution: a higher
// score would not mean a better model.
func (a *Attempt) trainingImages() (parzen.Points, error) {
	train := a.Set.Train
	n := a.System.Evaluation.Most()
	if n > train.N {
		return parzen.Points{}, fmt.Errorf("draw %d samples: %s has %s; set evaluation.samples and evaluation.curve lower", n, a.Set.Name, typeset.Count(train.N, "training image", "training images"))
	}
	drawn := parzen.Points{N: n, D: train.Dim}
	for _, i := range rng.For(a.Seed, "eval").Perm(train.N)[:drawn.N] {
		drawn.Data = append(drawn.Data, train.Row(i)...)
	}
	return drawn, nil
}

// centroids clusters the training images with k-means and returns the centroids as samples.
func (a *Attempt) centroids(ctx context.Context) (parzen.Points, int, error) {
	c := kmeans.New(kmeans.Config{Centroids: a.System.KMeans.Centroids}, matrix(a.Set.Train), a.Seed, a.trainingID())
	t := &training{Attempt: a, model: c, advance: byEpochs(c.Epoch)}
	c.Progress = t.progress()
	return t.fit(ctx, c.Protocol)
}

// normalDistribution fits a normal distribution to the training images and draws samples from it. With a share of 0 of the
// variance, all samples are the mean image.
func (a *Attempt) normalDistribution(ctx context.Context) (parzen.Points, int, error) {
	config := gaussian.Config{}
	if n := a.System.Normal; n != nil {
		config = gaussian.Config{Share: n.Share, Clip: n.Clip}
	}
	d := gaussian.New(config, matrix(a.Set.Train), a.trainingID())
	t := &training{Attempt: a, model: d, advance: byEpochs(d.Epoch)}
	d.Progress = t.progress()
	return t.fit(ctx, d.Protocol)
}
