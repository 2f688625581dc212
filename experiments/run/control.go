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

// trainingImages draws images of the training set without replacement: what the true distribution scores. No model's samples
// would score higher by being better.
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

// centroids are those of clusters of training images.
func (a *Attempt) centroids(ctx context.Context) (parzen.Points, int, error) {
	c := kmeans.New(kmeans.Config{Centroids: a.System.KMeans.Centroids}, matrix(a.Set.Train), a.Seed, a.trainingID())
	t := &training{Attempt: a, model: c, advance: byEpochs(c.Epoch)}
	c.Progress = t.progress()
	return t.fit(ctx, c.Protocol)
}

// normalDistribution draws from one that is fitted to the training images. The mean image is what is left when none of the
// variance is kept.
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
