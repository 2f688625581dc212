package main

import (
	"gan2014/datasets"
	"gan2014/experiments/spec"
	"gan2014/models/gan"
	"gan2014/models/nn"
)

// ganConfig translates a spec, whose words are checked, into the terms of the gan package.
func ganConfig(a *attempt) gan.Config {
	g, d, train := a.System.Generator, a.System.Discriminator, a.System.Train
	return gan.Config{
		Noise:  gan.Noise{Kind: string(g.Noise.Kind), Size: g.Noise.Size},
		Batch:  train.Batch,
		Update: gan.Update(train.Update),
		K:      train.K,
		Loss:   gan.Loss(train.Loss),
		Stages: []gan.Stage{{
			Generator:     generatorLayers(g.Layers, a.set),
			Discriminator: discriminatorLayers(d.Layers),
			Rate:          nn.Decay{Start: train.LearningRate.Start, Factor: train.LearningRate.Decay, Floor: train.LearningRate.Floor},
			Momentum:      nn.Ramp{Start: train.Momentum.Start, End: train.Momentum.End, Epochs: train.Momentum.Epochs},
		}},
	}
}

// generatorLayers end with one unit a pixel.
func generatorLayers(layers []spec.Layer, set *datasets.Set) []nn.Layer {
	translated := make([]nn.Layer, len(layers))
	for i, l := range layers {
		translated[i] = layer(l)
		if l.Bias == spec.Marginals {
			translated[i].Bias = nn.BiasFromMarginals(set.Train.Mean())
		}
	}
	translated[len(layers)-1].Units = set.Train.Dim
	return translated
}

// discriminatorLayers end with one unit, whose sigmoid is part of the loss.
func discriminatorLayers(layers []spec.Layer) []nn.Layer {
	translated := make([]nn.Layer, len(layers))
	for i, l := range layers {
		translated[i] = layer(l)
	}
	last := &translated[len(layers)-1]
	last.Kind, last.Units = "linear", 1
	return translated
}

func layer(l spec.Layer) nn.Layer {
	return nn.Layer{Kind: string(l.Kind), Units: l.Units, Pieces: l.Pieces, IRange: l.IRange, Keep: l.Keep}
}
