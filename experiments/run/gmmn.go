package run

import (
	"context"

	"gan2014/experiments/spec"
	"gan2014/models/ais"
	"gan2014/models/gmmn"
	"gan2014/models/nn"
	"gan2014/parzen"
)

// matchingNetwork trains a moment matching network and draws its samples.
func (a *Attempt) matchingNetwork(ctx context.Context) (parzen.Points, int, error) {
	nets := a.newMatchingNetwork()
	t := &training{Attempt: a, model: nets, advance: byEpochs(nets.Epoch)}
	nets.Progress = t.progress()
	samples, epoch, err := t.fit(ctx, func() string { return "samples of the generator" })
	if err != nil {
		return parzen.Points{}, 0, err
	}
	t.afterTraining("film", func(ctx context.Context) error {
		return t.drawFilm(ctx, "The same ten z along the training, one column each")
	})
	a.estimateLikelihood(decoder(nets.Decoder(), ais.Prior(a.System.GMMN.Noise.Kind)))
	return samples, epoch, nil
}

// gmmnConfig converts a run's recipe, which spec has checked, to the configuration of the package gmmn.
func gmmnConfig(run spec.Run) gmmn.Config {
	r := run.System.GMMN
	epochs, _ := r.Epochs.For(run.Budget)
	c := gmmn.Config{
		Noise: r.Noise.Size, Uniform: r.Noise.Kind == spec.Uniform, Generator: layers(r.Generator.Layers), Variances: r.Variances, Batch: r.Batch,
		Rate: ramp(r.LearningRate, epochs), Momentum: r.Momentum,
	}
	if codes := r.Autoencoder; codes != nil {
		epochs, _ := codes.Epochs.For(run.Budget)
		c.Autoencoder = &gmmn.Autoencoder{Epochs: epochs, Encoder: layers(codes.Encoder.Layers), Decoder: layers(codes.Decoder.Layers), Adam: adam(codes.LearningRate)}
	}
	return c
}

// adam returns Adam with the decays and ε of its paper.
func adam(rate float64) nn.Adam { return nn.Adam{Rate: rate, Decay1: .9, Decay2: .999, Epsilon: 1e-8} }
