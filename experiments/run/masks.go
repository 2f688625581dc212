package run

import (
	"context"
	"fmt"

	"gan2014/experiments/extension"
	"gan2014/internal/rng"
	"gan2014/models/gan"
	"gan2014/parzen"
)

// measureCompletions measures a generator that completes images.
func (a *Attempt) measureCompletions(g gan.Generator) extensionMeasure {
	return func(ctx context.Context, _ parzen.Points) (extension.Result, error) {
		recognise, err := a.recogniser(ctx)
		if err != nil {
			return extension.Result{}, err
		}
		return extension.Completions{
			Generator: g, Masks: *masks(a.System, shapeOf(a.Set)), Set: a.Set, Recognise: recognise, Grid: a.allGrids(),
			Images: a.System.Masks.Images, Each: a.System.Masks.Completions, Seed: a.Seed,
		}.Measure(ctx)
	}
}

// drawCompletions stores a sheet for each kind of mask: test images, what is given of them, and several completions.
func (a *Attempt) drawCompletions(ctx context.Context, g gan.Generator) error {
	of := masks(a.System, shapeOf(a.Set))
	images := matrix(a.Set.Test.First(side))
	for _, kind := range of.Kinds {
		if kind == gan.Everything {
			continue
		}
		hidden := of.Draw(side, kind, rng.For(a.Seed, "eval/masks/test/"+string(kind)))
		const each = 4
		var shown []float32
		for i := range side {
			row, gone := images.Row(i), hidden.Row(i)
			given := make([]float32, len(row))
			for k, v := range row {
				given[k] = float32(v*(1-gone[k])) + float32(gone[k]/2) // missing pixels are grey
			}
			made, err := g.Completions(row, gone, each, rng.For(a.Seed, "eval/completions", i))
			if err != nil {
				return err
			}
			shown = append(append(append(shown, row...), given...), made.Data...)
		}
		caption := fmt.Sprintf("Completions, missing %s: the first %d test images; beside each, what the generator is given of it, with the missing pixels in grey, "+
			"and four completions.", kind, side)
		if err := a.addPicture(ctx, "completions-"+string(kind), caption, a.sheet(side, 2+each).Draw(a.Set.Display(shown), nil)); err != nil {
			return err
		}
	}
	return nil
}
