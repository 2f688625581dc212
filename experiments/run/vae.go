package run

import (
	"context"

	"gan2014/experiments/spec"
	"gan2014/models/ais"
	"gan2014/models/vae"
	"gan2014/parzen"
)

// variationalAutoencoder trains a variational auto-encoder and draws the means of its decoder.
func (a *Attempt) variationalAutoencoder(ctx context.Context) (parzen.Points, int, error) {
	nets := a.newVariationalAutoencoder()
	t := &training{Attempt: a, model: nets, advance: byEpochs(nets.Epoch)}
	nets.Progress = t.progress()
	samples, epoch, err := t.fit(ctx, func() string { return "means of the decoder" })
	if err != nil {
		return parzen.Points{}, 0, err
	}
	t.afterTraining("film", func(ctx context.Context) error {
		return t.drawFilm(ctx, "The same ten z along the training, one column each")
	})
	a.estimateLikelihood(decoder(nets.Decoder(), ais.Normal))
	return samples, epoch, nil
}

// vaeConfig converts a run's recipe, which spec has checked, to the configuration of the package vae.
func vaeConfig(run spec.Run) vae.Config {
	r := run.System.VAE
	return vae.Config{
		Latent: r.Latent, Encoder: layers(r.Encoder.Layers), Decoder: layers(r.Decoder.Layers), Variance: r.SD * r.SD, Batch: r.Batch,
		Adam: adam(r.LearningRate),
	}
}
