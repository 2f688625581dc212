package run

import (
	"context"
	"fmt"

	"gan2014/experiments/extension"
	"gan2014/experiments/spec"
	"gan2014/internal/rng"
	"gan2014/models/classifier"
	"gan2014/models/gan"
	"gan2014/models/nn"
	"gan2014/parzen"
)

// measureClasses measures the samples of nets with a condition, class by class.
func (a *Attempt) measureClasses(ctx context.Context, samples parzen.Points) (extension.Result, error) {
	recognise, err := a.recogniser(ctx)
	if err != nil {
		return extension.Result{}, err
	}
	return extension.Conditional{
		Classes: spec.Classes(a.System.Dataset), Set: a.Set, Recognise: recognise, Config: classifier.Images(a.Set.Height, a.Set.Width),
		Grid: a.allGrids(), Validation: a.System.Evaluation.Validation, Seed: a.Seed,
	}.Measure(ctx, samples)
}

// drawClasses stores a sheet of all classes: a row of images of the same z, a column for each class. The z are not selected.
func (a *Attempt) drawClasses(ctx context.Context, g gan.Generator) error {
	classes := g.Classes()
	drawn := g.Noise(side, rng.For(a.Seed, "eval/classes"))
	z := nn.NewMatrix[float32](side*classes, drawn.Cols)
	for i := range z.Rows {
		copy(z.Row(i), drawn.Row(i/classes))
	}
	return a.drawGenerated(ctx, g, "classes", side, z, fmt.Sprintf("A row is one z with each of the %d classes. The z were not selected.", classes))
}
