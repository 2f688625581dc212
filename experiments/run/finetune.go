package run

import (
	"context"

	"gan2014/experiments/extension"
	"gan2014/experiments/spec"
	"gan2014/models/classifier"
	"gan2014/models/gan"
)

// learnFromFewLabels measures what the features of the discriminator, and of the inference net if there is one, are worth to classifiers.
func (a *Attempt) learnFromFewLabels(ctx context.Context, nets *gan.Trainer, infers *gan.Inferrer) (extension.Result, error) {
	f := a.System.Finetune
	draws, _ := f.Draws.For(a.Budget)
	updates, _ := f.Updates.For(a.Budget)
	return extension.FewLabels{
		Nets: nets, Infers: infers, Set: a.trainingSet(), Classes: spec.Classes(a.System.Dataset), Labels: f.Labels, Draws: draws, Updates: updates,
		Config: classifier.Config{Batch: f.Batch, Rate: decay(f.LearningRate), Momentum: f.Momentum}, Seed: a.Seed, Tell: a.showProgress(),
	}.Measure(ctx)
}
