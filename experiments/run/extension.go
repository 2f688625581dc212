package run

import (
	"context"

	"gan2014/experiments/extension"
	"gan2014/experiments/job"
	"gan2014/experiments/measure"
	"gan2014/experiments/spec"
	"gan2014/models/classifier"
	"gan2014/parzen"
	"gan2014/results"
)

// An extensionMeasure measures an extension of section 7 of the paper on the samples that were scored.
type extensionMeasure func(ctx context.Context, samples parzen.Points) (extension.Result, error)

// afterScore schedules the measure of an extension.
func (a *Attempt) afterScore(m extensionMeasure) { a.extensions = append(a.extensions, m) }

// recogniser returns the classifier of the run's data set, or nil for images without labels.
func (a *Attempt) recogniser(ctx context.Context) (*classifier.Classifier, error) {
	if spec.Classes(a.System.Dataset) == 0 {
		return nil, nil
	}
	return measure.Recognise(ctx, a.Data, a.Set, a.Log)
}

// measureExtensions computes the scheduled measures and records them at the epoch of the samples.
func (a *Attempt) measureExtensions(ctx context.Context, samples parzen.Points, epoch int) error {
	if len(a.extensions) == 0 {
		return nil
	}
	a.Log.Phase(job.Measuring)
	samples = rows(samples, 0, min(samples.N, a.System.Evaluation.Samples))
	var study results.Study
	for _, measure := range a.extensions {
		r, err := measure(ctx, samples)
		if err != nil {
			return err
		}
		study.Lines = append(study.Lines, r.Lines...)
		if err := a.recordMetrics(ctx, epoch, r.Metrics); err != nil {
			return err
		}
	}
	return a.DB.RecordStudy(ctx, a.ID, study)
}
