package run

import (
	"context"
	"fmt"

	"gan2014/experiments/extension"
	"gan2014/models/gan"
	"gan2014/models/nn"
)

// infer trains the net that predicts noise, unless it was trained with the others, measures it, and schedules a picture of its reconstructions.
func (a *Attempt) infer(ctx context.Context, nets *gan.Trainer) (r extension.Result, net *gan.Inferrer, err error) {
	g := nets.Generator()
	if net = nets.Inferrer(); net == nil {
		if net, err = g.Infer(ctx, inferenceConfig(a.System.Inference, a.Budget), a.Set.Train.Dim, a.Seed, a.showProgress()); err != nil {
			return r, nil, err
		}
	}
	recognise, err := a.recogniser(ctx)
	if err != nil {
		return r, nil, err
	}
	a.afterTraining("reconstructions", func(ctx context.Context) error { return a.drawReconstructions(ctx, g, net) })
	r, err = extension.Inference{
		Generator: g, Net: net, Set: a.Set, Recognise: recognise, Search: extension.Search(a.System.Inference.Search), Seed: a.Seed,
	}.Measure(ctx)
	return r, net, err
}

// drawReconstructions stores a sheet of test images, of what the generator makes of the predicted z, and of what it makes of the z found by
// descent from there.
func (a *Attempt) drawReconstructions(ctx context.Context, g gan.Generator, net *gan.Inferrer) error {
	images := matrix(a.Set.Test.First(side))
	z, err := net.Noise(images)
	if err != nil {
		return err
	}
	found, err := g.Search(ctx, images, z, a.System.Inference.Search.Steps)
	if err != nil {
		return err
	}
	all := nn.NewMatrix[float32](2*side, z.Cols)
	copy(all.Data, z.Data)
	copy(all.From(side).Data, found.Data)
	made, err := g.Generate(all)
	if err != nil {
		return err
	}
	return a.addPicture(ctx, "reconstructions", fmt.Sprintf("The first %d test images; below each, what the generator makes of its predicted z, "+
		"and of the z that gradient descent finds from there in %d steps.", side, a.System.Inference.Search.Steps),
		a.sheet(3, side).Draw(append(a.Set.Display(images.Data), a.Set.Display(made.Data)...), nil))
}
