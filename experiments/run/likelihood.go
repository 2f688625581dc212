package run

import (
	"context"
	"fmt"

	"gan2014/experiments/extension"
	"gan2014/experiments/spec"
	"gan2014/models/ais"
	"gan2014/models/gan"
	"gan2014/models/nn"
	"gan2014/parzen"
)

// decoderOf returns a generator as a decoder.
func decoderOf(g gan.Generator) ais.Decoder {
	net, noise := g.Decoder()
	return ais.Decoder{Net: net, Prior: ais.Prior(noise)}
}

// annealer returns the estimate of a decoder's likelihood.
func (a *Attempt) annealer(d ais.Decoder, l spec.Likelihood) extension.Likelihood {
	return extension.Likelihood{
		Decoder: d,
		Recipe:  ais.Recipe{Sigmas: l.Sigmas, Steps: l.Steps, Leaps: l.Leaps, Chains: l.Chains},
		Set:     a.Set, Images: l.Images, Simulated: l.Simulated, Seed: a.Seed,
		Tell: func(stage string) { a.Log.Note("likelihood: %s", stage) },
	}
}

// estimateLikelihood schedules the estimate of a decoder's likelihood, if the evaluation has one, and a picture of the posterior.
func (a *Attempt) estimateLikelihood(d ais.Decoder) {
	l := a.System.Evaluation.Likelihood
	if l == nil {
		return
	}
	a.afterScore(func(ctx context.Context, samples parzen.Points) (extension.Result, error) {
		curves, err := a.annealer(d, *l).Compute(ctx, samples)
		if err != nil {
			return extension.Result{}, err
		}
		a.afterTraining("posterior", func(ctx context.Context) error { return a.drawPosterior(ctx, curves) })
		return curves.Result(), nil
	})
}

// drawPosterior stores a sheet of test images, and below each an output of the generator for z drawn from the posterior given the image.
func (a *Attempt) drawPosterior(ctx context.Context, c extension.Curves) error {
	const rows = 4
	if c.Images.Rows < rows*side {
		return nil
	}
	shown := nn.NewMatrix[float32](2*rows*side, c.Images.Cols)
	for row := range rows {
		copy(shown.From(2*row*side).Data, c.Images.From(row*side).First(side).Data)
		copy(shown.From((2*row+1)*side).Data, c.Best.From(row*side).First(side).Data)
	}
	return a.addPicture(ctx, "posterior", fmt.Sprintf("The first %d test images, and below each the image that the generator makes of z from the posterior, given the test image "+
		"and normal noise of standard deviation %g: how near it can come.", rows*side, c.Sigmas[c.Smallest()]), a.sheet(2*rows, side).Draw(a.Set.Display(shown.Data), nil))
}

// Anneal estimates the likelihood of the decoder of a finished run, and returns the curves.
func (a *Attempt) Anneal(ctx context.Context, l spec.Likelihood, tell func(stage string)) (extension.Curves, error) {
	d, err := a.decoder()
	if err != nil {
		return extension.Curves{}, err
	}
	samples, err := a.Draw(a.System.Evaluation.Samples, a.Seed)
	if err != nil {
		return extension.Curves{}, err
	}
	of := a.annealer(d, l)
	of.Tell = tell
	return of.Compute(ctx, samples)
}

// decoder returns the decoder of a finished run.
func (a *Attempt) decoder() (ais.Decoder, error) {
	switch a.System.Kind {
	case spec.TrainedGenerator:
		g, _, err := a.readGenerator()
		return decoderOf(g), err
	case spec.VAE:
		nets := a.newVariationalAutoencoder()
		err := a.loadFinished(nets)
		return ais.Decoder{Net: nets.Decoder(), Prior: ais.Normal}, err
	default:
		g, _, err := a.Generator()
		return decoderOf(g), err
	}
}
