package main

import (
	"context"
	"fmt"

	"gan2014/datasets"
	"gan2014/experiments/spec"
	"gan2014/internal/rng"
	"gan2014/parzen"
)

// samples draws the samples of the job's system by which it is judged, of the model at the returned epoch.
func (l *lab) samples(ctx context.Context, j job, id int64, label string) (samples parzen.Points, epoch int, err error) {
	switch j.System.Kind {
	case spec.GAN:
		return l.trainGAN(ctx, j, id, label)
	case spec.TrainingImages:
		return trainingImages(j), 0, nil
	default:
		return parzen.Points{}, 0, fmt.Errorf("no system of kind %q", j.System.Kind)
	}
}

// trainingImages draws images of the training set without replacement: what the true distribution scores. No model's samples
// would score higher by being better.
func trainingImages(j job) parzen.Points {
	train := j.set.Train
	drawn := parzen.Points{N: j.Evaluation.Samples, D: train.Dim}
	for _, i := range rng.For(j.Seed, "eval").Perm(train.N)[:drawn.N] {
		drawn.Data = append(drawn.Data, train.Row(i)...)
	}
	return drawn
}

// points are images for the estimator.
func points(m datasets.Images) parzen.Points { return parzen.Points{N: m.N, D: m.Dim, Data: m.Data} }
