package run

import (
	"context"
	"fmt"

	"gan2014/experiments/spec"
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
	case spec.DBM:
		return a.deepBoltzmannMachine(ctx)
	case spec.VAE:
		return a.variationalAutoencoder(ctx)
	case spec.GMMN:
		return a.matchingNetwork(ctx)
	case spec.TrainedGenerator:
		return a.trainedGenerator(ctx)
	case spec.Given:
		samples, err = a.givenSamples(a.System.Evaluation.Most())
		return samples, 0, err
	case spec.KMeans:
		return a.centroids(ctx)
	case spec.Normal, spec.MeanImage:
		return a.normalDistribution(ctx)
	case spec.TrainingImages:
		samples, err = a.trainingImages(a.System.Evaluation.Most(), a.Seed)
		return samples, 0, err
	default:
		return parzen.Points{}, 0, fmt.Errorf("no system of kind %q", a.System.Kind)
	}
}
