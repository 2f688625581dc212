package run

import (
	"context"

	"gan2014/experiments/spec"
	"gan2014/models/gsn"
	"gan2014/parzen"
)

// stochasticNetwork trains a deep generative stochastic network and draws samples from its chains.
func (a *Attempt) stochasticNetwork(ctx context.Context) (parzen.Points, int, error) {
	net := a.newStochasticNetwork()
	t := &training{Attempt: a, model: net, advance: byEpochs(net.Epoch)}
	net.Progress = t.progress()
	return t.trainAndSample(ctx, net)
}

// gsnConfig converts a run's recipe, which spec has checked, to the configuration of the package gsn.
func gsnConfig(run spec.Run) gsn.Config {
	recipe := run.System.GSN
	config := gsn.Config{
		Batch: recipe.Batch, Walkback: recipe.Walkback, SaltAndPepper: recipe.SaltAndPepper, Noise: recipe.Noise,
		Momentum: recipe.Momentum,
		Chain:    protocolOf(recipe.Chain), Emit: gsn.Emission(recipe.Emit),
	}
	config.Rate, _ = recipe.LearningRate.For(run.Budget)
	config.Annealing, _ = recipe.Annealing.For(run.Budget)
	for _, hidden := range recipe.Hidden {
		units, _ := hidden.For(run.Budget)
		config.Hidden = append(config.Hidden, units)
	}
	return config
}
