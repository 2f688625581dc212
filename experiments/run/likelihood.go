package run

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gan2014/experiments/extension"
	"gan2014/experiments/spec"
	"gan2014/models/ais"
	"gan2014/models/gan"
	"gan2014/models/gaussian"
	"gan2014/models/nn"
	"gan2014/parzen"
)

// decoderOf returns a generator as a decoder, or an error if its images depend on more than z.
func decoderOf(g gan.Generator) (extension.Decoder, error) {
	net, noise, ok := g.Decoder()
	if !ok {
		return extension.Decoder{}, errors.New("the images of this generator depend on more than z, on a condition or on chance in its layers: " +
			"its likelihood cannot be estimated without a window")
	}
	return decoder(net, ais.Prior(noise)), nil
}

func decoder(net *nn.Net[float32], prior ais.Prior) extension.Decoder {
	return extension.Decoder{Decoder: ais.Decoder{Net: net, Prior: prior}}
}

// linearDecoder returns a normal distribution as a decoder, whose likelihood is known.
func linearDecoder(d *gaussian.Trainer) extension.Decoder {
	return extension.Decoder{Decoder: ais.Decoder{Net: d.Decoder(), Prior: ais.Normal}, Exact: d.LogProb}
}

// keepEvery is the time after which what the chains have reached is kept.
const keepEvery = 20 * time.Second

// annealer returns the estimate of a decoder's likelihood.
func (a *Attempt) annealer(d extension.Decoder, l spec.Likelihood) extension.Likelihood {
	return extension.Likelihood{
		Decoder: d,
		Recipe:  ais.Recipe{Sigmas: l.Sigmas, Steps: l.Steps, Leaps: l.Leaps, Chains: l.Chains, Keep: &ais.Keeper{Dir: a.Dir, Every: keepEvery}},
		Set:     a.Set, Images: l.Images, Simulated: l.Simulated, Seed: a.Seed,
		Tell: func(stage string) { a.Log.Note("likelihood: %s", stage) },
	}
}

// estimateLikelihood schedules the estimate of a decoder's likelihood, if the evaluation has one, and a picture of the posterior.
func (a *Attempt) estimateLikelihood(d extension.Decoder) {
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
	d, err := a.finishedDecoder()
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

// finishedDecoder returns the decoder of a finished run.
func (a *Attempt) finishedDecoder() (extension.Decoder, error) {
	switch a.System.Kind {
	case spec.TrainedGenerator:
		g, _, err := a.readGenerator()
		if err != nil {
			return extension.Decoder{}, err
		}
		return decoderOf(g)
	case spec.VAE:
		nets := a.newVariationalAutoencoder()
		err := a.loadFinished(nets)
		return decoder(nets.Decoder(), ais.Normal), err
	case spec.GMMN:
		nets := a.newMatchingNetwork()
		err := a.loadFinished(nets)
		return decoder(nets.Decoder(), ais.Prior(a.System.GMMN.Noise.Kind)), err
	case spec.Normal:
		d := a.newNormalDistribution()
		err := a.loadFinished(d)
		return linearDecoder(d), err
	default:
		g, _, err := a.Generator()
		if err != nil {
			return extension.Decoder{}, err
		}
		return decoderOf(g)
	}
}
