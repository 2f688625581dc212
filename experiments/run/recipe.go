package run

import (
	"slices"

	"gan2014/datasets"
	"gan2014/experiments/spec"
	"gan2014/models/gan"
	"gan2014/models/nn"
)

// ganConfig converts a run's recipe, which spec has checked, to the configuration of the package gan.
func ganConfig(run spec.Run, set *datasets.Set) gan.Config {
	train := run.System.Train
	return gan.Config{
		Noise:  noise(run.System),
		Batch:  train.Batch,
		Update: gan.Update(train.Update),
		K:      train.K,
		Loss:   gan.Loss(train.Loss),
		Stages: stages(run, set),

		Rule:         nn.Rule(train.Optimizer),
		RateOfD:      train.RateOfD,
		AverageDecay: train.AverageDecay,
		Smoothing:    train.Smoothing,
		Noisy:        gan.InstanceNoise(train.InstanceNoise),
		Classes:      classes(run.System),
		Inference:    jointInference(run.System),
		Masks:        masks(run.System, shapeOf(set)),
	}
}

// noise converts the distribution of z.
func noise(s spec.System) gan.Noise {
	z := gan.Noise{Kind: string(s.Generator.Noise.Kind), Size: s.Generator.Noise.Size}
	if s.Masks != nil {
		z.SD = s.Masks.Noise
	}
	return z
}

// masks converts the ways of drawing missing pixels. It returns nil if there are none.
func masks(s spec.System, image spec.Shape) *gan.Masks {
	if s.Masks == nil {
		return nil
	}
	m := &gan.Masks{Height: image.Height, Width: image.Width, Channels: image.Channels,
		Diversity: gan.Diversity(s.Masks.Diversity), Variety: s.Masks.Variety}
	for _, kind := range s.Masks.Kinds {
		m.Kinds = append(m.Kinds, gan.Mask(kind))
	}
	return m
}

// jointInference returns the recipe of a net that is trained with the others, or nil.
func jointInference(s spec.System) *gan.Inference {
	if i := s.Inference; i != nil && i.When == spec.Jointly {
		recipe := inferenceConfig(i, "")
		return &recipe
	}
	return nil
}

// inferenceConfig converts the recipe of a net that predicts noise.
func inferenceConfig(i *spec.Inference, budget string) gan.Inference {
	updates, _ := i.Updates.For(budget)
	return gan.Inference{
		Layers: layers(i.Layers), Rate: decay(i.LearningRate), Momentum: i.Momentum, Batch: i.Batch, Updates: updates,
	}
}

func decay(r spec.LearningRate) nn.Decay {
	return nn.Decay{Start: r.Start, Factor: r.Decay, Floor: r.Floor}
}

// classes returns the number of classes that are the condition of the nets, 0 for none.
func classes(s spec.System) int {
	if s.Condition == nil {
		return 0
	}
	return spec.Classes(s.Dataset)
}

// stages returns the stages of the training. A stage has its own epochs and its own new generator layers; all other settings are
// common.
func stages(run spec.Run, set *datasets.Set) []gan.Stage {
	train := run.System.Train
	first := gan.Stage{
		Generator:     generatorLayers(run.System.Generator.Layers, shapeOf(set)),
		Discriminator: discriminatorLayers(run.System.Discriminator.Layers, set),
		Rate:          decay(train.LearningRate),
		Momentum:      nn.Ramp{Start: train.Momentum.Start, End: train.Momentum.End, Epochs: train.Momentum.Epochs},
	}
	if of := run.System.Generator.Layers; of[len(of)-1].Bias.Marginals {
		first.Generator[len(of)-1].Bias = nn.BiasFromMarginals(set.Train.Mean())
	}
	if c := run.System.Condition; c != nil {
		first.Generator = conditioned(first.Generator, c.Generator, classes(run.System))
		first.Discriminator = conditioned(first.Discriminator, c.Discriminator, classes(run.System))
	}
	if run.System.Masks != nil {
		first.Generator[0].Condition, first.Discriminator[0].Condition = set.Train.Dim, set.Train.Dim // which values are missing
	}
	first.Epochs, _ = train.Epochs.For(run.Budget)
	all := []gan.Stage{first}
	for _, s := range run.System.Stages {
		next := first
		next.Epochs, _ = s.Epochs.For(run.Budget)
		next.Generator = layers(s.Layers)
		all = append(all, next)
	}
	return all
}

// generatorConfig returns the part of a configuration that describes the generator, for images of a shape.
func generatorConfig(run spec.Run, image spec.Shape) gan.Config {
	g := run.System.Generator
	first := generatorLayers(g.Layers, image)
	if c := run.System.Condition; c != nil {
		first = conditioned(first, c.Generator, classes(run.System))
	}
	if run.System.Masks != nil {
		first[0].Condition = image.Height * image.Width * image.Channels
	}
	all := []gan.Stage{{Generator: first}}
	for _, s := range run.System.Stages {
		all = append(all, gan.Stage{Generator: layers(s.Layers)})
	}
	return gan.Config{Noise: noise(run.System), Classes: classes(run.System), Masks: masks(run.System, image), Stages: all}
}

// shapeOf returns the shape of the images of a data set.
func shapeOf(set *datasets.Set) spec.Shape {
	return spec.Shape{Height: set.Height, Width: set.Width, Channels: set.Channels}
}

// generatorLayers converts the layers of the generator, except a bias from marginals. The last layer has one unit for each value of an
// image. A deconvolution here reads its input channel by channel, and the original reads it place by place (pylearn2
// space/__init__.py:1543). Both are the same net with the units of the previous layer in a different order.
func generatorLayers(of []spec.Layer, image spec.Shape) []nn.Layer {
	translated := layers(of)
	l, last := of[len(of)-1], &translated[len(of)-1]
	last.Units = image.Height * image.Width * image.Channels
	if l.Kind == spec.Deconv {
		last.Units = image.Channels
		last.Conv = &nn.Conv{Channels: l.Reshape.Channels, Height: l.Reshape.Height, Width: l.Reshape.Width, Kernel: l.Kernel, Stride: l.Stride}
	}
	return translated
}

// discriminatorLayers converts the layers of the discriminator. The last layer has one unit, a logit; the loss contains its
// sigmoid.
func discriminatorLayers(of []spec.Layer, set *datasets.Set) []nn.Layer {
	translated := layers(of)
	in := shapeOf(set)
	for i, l := range of {
		if l.Kind == spec.MaxoutConv {
			translated[i].Units = l.Channels
			translated[i].Conv = &nn.Conv{Channels: in.Channels, Height: in.Height, Width: in.Width,
				Kernel: l.Kernel, Pad: l.Pad, Pool: l.Pool, PoolStride: l.PoolStride}
		}
		in = l.Output(in)
	}
	last := &translated[len(of)-1]
	last.Kind, last.Units = "linear", 1
	return translated
}

// conditioned lets a net take a condition: beside its input, or by a branch of its own before the second layer.
func conditioned(of []nn.Layer, branch *spec.Layer, classes int) []nn.Layer {
	if branch == nil {
		of[0].Condition = classes
		return of
	}
	l := layers([]spec.Layer{*branch})[0]
	l.Condition, l.Branch = classes, true
	return slices.Insert(of, 1, l)
}

func layers(of []spec.Layer) []nn.Layer {
	translated := make([]nn.Layer, len(of))
	for i, l := range of {
		translated[i] = nn.Layer{Kind: string(l.Kind), Units: l.Units, Pieces: l.Pieces, Keep: l.Keep, Noise: l.Noise, Normalised: l.BatchNorm,
			IRange: l.IRange, Sparse: l.SparseInit, MaxNorm: l.MaxColNorm}
		if l.Bias.Value != 0 {
			translated[i].Bias = []float64{l.Bias.Value}
		}
	}
	return translated
}
