package run

import (
	"context"
	"fmt"

	"gan2014/datasets"
	"gan2014/experiments/spec"
	"gan2014/internal/typeset"
	"gan2014/models/nn"
	"gan2014/parzen"
)

// samples draws the samples on which the run's system is judged. It also returns the epoch of the model that made them.
func (a *Attempt) samples(ctx context.Context) (samples parzen.Points, epoch int, err error) {
	switch a.System.Kind {
	case spec.GAN:
		return a.adversarialNets(ctx)
	case spec.DBN:
		return a.deepBeliefNet(ctx)
	case spec.CAE:
		return a.autoencoders(ctx)
	case spec.GSN:
		return a.stochasticNetwork(ctx)
	case spec.KMeans:
		return a.centroids(ctx)
	case spec.Normal, spec.MeanImage:
		return a.normalDistribution(ctx)
	case spec.TrainingImages:
		samples, err = a.trainingImages()
		return samples, 0, err
	default:
		return parzen.Points{}, 0, fmt.Errorf("no system of kind %q", a.System.Kind)
	}
}

// learned returns the data set with the training images that the recipe allows the model to see.
func (a *Attempt) learned() *datasets.Set {
	set := *a.Set
	if a.Images > 0 {
		set.Train = set.Train.First(a.Images)
	}
	return &set
}

// trainedOn names the training images that the model saw, or returns "" if it saw all.
func (a *Attempt) trainedOn() string {
	if a.Images == 0 || a.Images >= a.Set.Train.N {
		return ""
	}
	return fmt.Sprintf("trained on the first %s images", typeset.Grouped(int64(a.Images)))
}

// matrix converts images to the type that models take. It shares their memory.
func matrix(m datasets.Images) nn.Matrix[float32] {
	return nn.Matrix[float32]{Rows: m.N, Cols: m.Dim, Data: m.Data}
}

// points converts images to the type that the estimator takes. It shares their memory.
func points(m datasets.Images) parzen.Points { return parzen.Points{N: m.N, D: m.Dim, Data: m.Data} }
