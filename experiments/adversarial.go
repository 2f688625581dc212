package main

import (
	"context"
	"fmt"

	"gan2014/internal/rng"
	"gan2014/models/gan"
	"gan2014/models/nn"
	"gan2014/parzen"
)

// adversarialNets trains the nets of the paper, draws their samples, and keeps pictures that need the generator.
func (a *attempt) adversarialNets(ctx context.Context) (parzen.Points, int, error) {
	learned := a.learned()
	nets := gan.New(ganConfig(a.Run, learned), matrix(learned.Train), a.Seed, a.trainingID())
	t := &training{attempt: a, model: nets, advance: func(ctx context.Context) (stats, error) { return nets.Epoch(ctx) }}
	nets.Progress = t.progress()
	if err := t.train(ctx); err != nil {
		return parzen.Points{}, 0, err
	}
	if err := t.drawFilm(ctx, "The same ten z along the training, one column each"); err != nil {
		return parzen.Points{}, 0, err
	}
	if err := t.drawLatent(ctx, nets); err != nil {
		return parzen.Points{}, 0, err
	}
	samples, err := t.drawScored(ctx)
	return samples, nets.Epochs(), err
}

// drawLatent keeps pictures of what lies between samples: the paper's Figure 3 and a plane through z-space. The points of
// z-space are drawn, not selected.
func (t *training) drawLatent(ctx context.Context, nets *gan.Trainer) error {
	const ends, steps, side = 4, 5, 10
	path := gan.Path(nets.Noise(ends, rng.For(t.Seed, "eval/path")), steps)
	if err := t.drawGenerated(ctx, nets, "figure3", 1, path, fmt.Sprintf("As Figure 3 of the paper: straight lines in z-space between %d "+
		"drawn points, and back to the first, in steps of a fifth. The points were not selected.", ends)); err != nil {
		return err
	}
	section := gan.Section(nets.Noise(2, rng.For(t.Seed, "eval/section")), side)
	return t.drawGenerated(ctx, nets, "section", side, section,
		"A plane through z-space: z = 0 in the middle, at the edges as far from it as a typical draw.")
}

// drawGenerated keeps a sheet of the images of given z.
func (t *training) drawGenerated(ctx context.Context, nets *gan.Trainer, kind string, rows int, z nn.Matrix[float32], caption string) error {
	images, err := nets.Generate(z)
	if err != nil {
		return err
	}
	return t.addPicture(ctx, kind, caption, t.sheet(rows, z.Rows/rows).Draw(t.set.Display(images.Data), nil))
}
