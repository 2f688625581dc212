package run

import (
	"context"
	"fmt"

	"gan2014/experiments/extension"
	"gan2014/internal/rng"
	"gan2014/models/gan"
	"gan2014/models/nn"
	"gan2014/parzen"
)

// adversarialNets trains the adversarial nets, draws their samples, and schedules the pictures that need the generator.
func (a *Attempt) adversarialNets(ctx context.Context) (parzen.Points, int, error) {
	nets := a.newNets()
	t := &training{Attempt: a, model: nets, advance: byEpochs(nets.Epoch)}
	nets.Progress = t.progress()
	if err := t.train(ctx); err != nil {
		return parzen.Points{}, 0, err
	}
	a.afterTraining("film", func(ctx context.Context) error {
		return t.drawFilm(ctx, "The same ten z along the training, one column each")
	})
	a.extend(nets)
	a.drawLatent(nets.Generator())
	samples, err := t.drawScored(ctx)
	return samples, nets.Epochs(), err
}

// extend schedules the extensions of section 7 of the paper.
func (a *Attempt) extend(nets *gan.Trainer) {
	if d, err := decoderOf(nets.Generator()); err == nil {
		a.estimateLikelihood(d)
	}
	if a.System.Condition != nil {
		a.afterScore(a.measureClasses)
	}
	if a.System.Masks != nil {
		a.afterScore(a.measureCompletions(nets.Generator()))
		a.afterTraining("completions", func(ctx context.Context) error { return a.drawCompletions(ctx, nets.Generator()) })
	}
	infers := nets.Inferrer()
	if a.System.Inference != nil {
		a.afterScore(func(ctx context.Context, _ parzen.Points) (r extension.Result, err error) {
			r, infers, err = a.infer(ctx, nets)
			return r, err
		})
	}
	if a.System.Finetune != nil {
		a.afterScore(func(ctx context.Context, _ parzen.Points) (extension.Result, error) {
			return a.learnFromFewLabels(ctx, nets, infers)
		})
	}
}

// drawLatent schedules the pictures of z-space.
func (a *Attempt) drawLatent(g gan.Generator) {
	if g.Classes() > 0 { // its images change their class from row to row, so that no path shows z alone
		a.afterTraining("classes", func(ctx context.Context) error { return a.drawClasses(ctx, g) })
		return
	}
	a.afterTraining("figure3", func(ctx context.Context) error { return a.drawFigure3(ctx, g) })
	a.afterTraining("section", func(ctx context.Context) error { return a.drawSection(ctx, g) })
}

// drawFigure3 stores a picture like Figure 3 of the paper: samples along lines between random points of z-space. The points are
// not selected.
func (a *Attempt) drawFigure3(ctx context.Context, g gan.Generator) error {
	const ends, steps = 4, 5
	path := gan.Path(g.Noise(ends, rng.For(a.Seed, "eval/path")), steps)
	return a.drawGenerated(ctx, g, "figure3", 1, path, fmt.Sprintf("As Figure 3 of the paper: straight lines in z-space between %d "+
		"drawn points, and back to the first, in steps of a fifth. The points were not selected.", ends))
}

// drawSection stores a picture of a random plane through z-space. The plane is not selected.
func (a *Attempt) drawSection(ctx context.Context, g gan.Generator) error {
	section := g.Section(g.Noise(2, rng.For(a.Seed, "eval/section")), side)
	return a.drawGenerated(ctx, g, "section", side, section,
		"A plane through z-space: z = 0 in the middle, at the edges as far from it as a typical draw.")
}

// drawGenerated stores a sheet of the images that the generator makes of the rows of z.
func (a *Attempt) drawGenerated(ctx context.Context, g gan.Generator, kind string, rows int, z nn.Matrix[float32], caption string) error {
	images, err := g.Generate(z)
	if err != nil {
		return err
	}
	return a.addPicture(ctx, kind, caption, a.sheet(rows, z.Rows/rows).Draw(a.Set.Display(images.Data), nil))
}
