package run

import (
	"context"

	"gan2014/experiments/spec"
	"gan2014/models/cae"
	"gan2014/parzen"
)

// autoencoders trains a stack of contractive auto-encoders and draws samples from a random walk in the learned representation.
func (a *Attempt) autoencoders(ctx context.Context) (parzen.Points, int, error) {
	coders := a.newAutoencoders()
	t := &training{Attempt: a, model: coders, advance: byEpochs(coders.Epoch)}
	coders.Progress = t.progress()
	return t.trainAndSample(ctx, coders)
}

// caeConfig converts a run's recipe to the configuration of the package cae.
func caeConfig(run spec.Run) cae.Config {
	recipe := run.System.CAE
	config := cae.Config{Batch: recipe.Batch, Chain: protocolOf(recipe.Chain), Level: recipe.Level, Noise: recipe.Noise}
	for _, l := range recipe.Layers {
		config.Layers = append(config.Layers, cae.Layer{LayerSchedule: layerSchedule(l.LayerSchedule, run.Budget), Contraction: l.Contraction})
	}
	return config
}
