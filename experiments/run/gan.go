package run

import (
	"context"
	"fmt"

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
	a.afterTraining("figure3", func(ctx context.Context) error { return t.drawFigure3(ctx, nets) })
	a.afterTraining("section", func(ctx context.Context) error { return t.drawSection(ctx, nets) })
	samples, err := t.drawScored(ctx)
	return samples, nets.Epochs(), err
}

// drawFigure3 stores a picture like Figure 3 of the paper: samples along lines between random points of z-space. The points are
// not selected.
func (t *training) drawFigure3(ctx context.Context, nets *gan.Trainer) error {
	const ends, steps = 4, 5
	path := gan.Path(nets.Noise(ends, rng.For(t.Seed, "eval/path")), steps)
	return t.drawGenerated(ctx, nets, "figure3", 1, path, fmt.Sprintf("As Figure 3 of the paper: straight lines in z-space between %d "+
		"drawn points, and back to the first, in steps of a fifth. The points were not selected.", ends))
}

// drawSection stores a picture of a random plane through z-space. The plane is not selected.
func (t *training) drawSection(ctx context.Context, nets *gan.Trainer) error {
	section := gan.Section(nets.Noise(2, rng.For(t.Seed, "eval/section")), side)
	return t.drawGenerated(ctx, nets, "section", side, section,
		"A plane through z-space: z = 0 in the middle, at the edges as far from it as a typical draw.")
}

// drawGenerated stores a sheet of the images that the generator makes of the rows of z.
func (t *training) drawGenerated(ctx context.Context, nets *gan.Trainer, kind string, rows int, z nn.Matrix[float32], caption string) error {
	images, err := nets.Generate(z)
	if err != nil {
		return err
	}
	return t.addPicture(ctx, kind, caption, t.sheet(rows, z.Rows/rows).Draw(t.Set.Display(images.Data), nil))
}
