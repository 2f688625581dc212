package run

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"gan2014/experiments/job"
	"gan2014/experiments/spec"
	"gan2014/internal/metric"
	"gan2014/internal/metrics"
	"gan2014/internal/rng"
	"gan2014/models/nn"
	"gan2014/parzen"
	"gan2014/results"
)

// lastSamples holds the samples on which the model was last judged, so that the samples of the last epoch are not drawn twice.
type lastSamples struct {
	samples parzen.Points
	epoch   int
	seconds float64
}

// train trains the model until early stopping or its last epoch. It continues from the last checkpoint if there is one. If the
// spec selects the best model, it loads that.
func (t *training) train(ctx context.Context) error {
	t.Log.Phase(job.Fitting)
	if err := t.resume(ctx); err != nil {
		return err
	}
	if err := t.run(ctx); err != nil {
		return err
	}
	if t.Select == spec.BestValid {
		if err := t.model.Load(t.best()); errors.Is(err, nn.ErrCorrupt) {
			return fmt.Errorf("%w: remove the folder %s and give the same command with -retry: the run is trained from its start", err, t.Dir)
		} else if err != nil {
			return err
		}
	}
	return nil
}

// fit trains the model and draws its samples. protocol describes how they are drawn.
func (t *training) fit(ctx context.Context, protocol func() string) (parzen.Points, int, error) {
	if err := t.train(ctx); err != nil {
		return parzen.Points{}, 0, err
	}
	t.drawn = protocol()
	samples, err := t.drawScored(ctx)
	return samples, t.model.Epochs(), err
}

func (t *training) series() nn.Series { return nn.Series{Dir: t.Dir} }

// best returns the path of the checkpoint with the highest validation log-likelihood.
func (t *training) best() string { return filepath.Join(t.Dir, BestCheckpoint) }

const BestCheckpoint = "best.checkpoint"

// keepsBest reports whether to save the best model. It is saved even if this run does not select it, because a later run may. Data
// with several folds cannot select by validation.
func (t *training) keepsBest() bool {
	return t.System.Kind == spec.GAN && t.Validate.Every > 0 && len(t.Set.Folds) <= 1
}

// resume loads the last checkpoint and deletes the metrics recorded after it.
func (t *training) resume(ctx context.Context) error {
	if err := t.warmStart(ctx); err != nil {
		return err
	}
	found, damaged, err := t.series().Load(t.model.Load)
	for _, path := range damaged {
		fmt.Fprintf(t.Log, "%s is damaged: using the checkpoint before it\n", path)
	}
	if err != nil {
		return t.explain(ctx, err)
	}
	if found {
		done, perEpoch := t.model.Updates()
		defer func() { t.Log.Tell("resumed at update %d of %d", done, perEpoch*t.earlyStopping.End) }()
	}
	if err := t.DB.Rewind(ctx, t.ID, t.model.Epochs()); err != nil {
		return err
	}
	metrics, err := t.DB.Metrics(ctx, t.ID)
	if err != nil {
		return err
	}
	t.earlyStopping = job.NewEarlyStopping(t.Run)
	t.earlyStopping.Replay(metrics)
	return nil
}

// explain completes the error about a checkpoint of another run with the differences between the two runs.
func (t *training) explain(ctx context.Context, err error) error {
	var foreign *nn.ForeignError
	if !errors.As(err, &foreign) {
		return err
	}
	here, _, _ := t.DB.Find(ctx, t.Key)
	there, known := t.trainedBy(ctx, foreign.Run)
	if !known {
		return fmt.Errorf("%s: the checkpoint is of another training, or of an older version of this program: remove it, or use another -out", t.Dir)
	}
	text := ""
	for _, d := range results.Differences(there, here) {
		text += fmt.Sprintf("\n  %s: %s there, %s here", d.Field, d.A, d.B)
	}
	return fmt.Errorf("%s: the checkpoint belongs to run %s: remove it, or use another -out; the runs differ in%s", t.Dir, there.Key, text)
}

// run trains until early stopping or the last epoch. After an interruption it saves a checkpoint.
func (t *training) run(ctx context.Context) error {
	for t.model.Epochs() < t.earlyStopping.End {
		err := t.epoch(ctx)
		if errors.Is(err, context.Canceled) {
			return errors.Join(err, t.pause())
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// progress returns a function that receives the number of updates done, and shows it at most four times a second.
func (t *training) progress() func(update int) {
	var shown time.Time
	return func(update int) {
		if now := time.Now(); now.Sub(shown) >= time.Second/4 {
			shown = now
			_, perEpoch := t.model.Updates()
			t.Show(job.Event{Done: update, Total: perEpoch * t.earlyStopping.End})
		}
	}
}

// pause saves a checkpoint of an interrupted training.
func (t *training) pause() error {
	update, perEpoch := t.model.Updates()
	if err := t.saveCheckpoint(); err != nil {
		fmt.Fprintf(t.Log, "interrupted at update %d of %d, the checkpoint is not saved: %v\n", update, perEpoch*t.earlyStopping.End, err)
		return err
	}
	fmt.Fprintf(t.Log, "interrupted at update %d of %d, the checkpoint is saved\n", update, perEpoch*t.earlyStopping.End)
	return nil
}

// epoch trains one epoch, validates if this epoch is due, and records the metrics and a checkpoint.
func (t *training) epoch(ctx context.Context) error {
	t.judged = lastSamples{}
	start := time.Now()
	stats, err := t.advance(ctx)
	if err != nil {
		return err
	}
	epoch := t.model.Epochs()
	metrics := stats.Metrics()
	metrics[metric.EpochSeconds] = time.Since(start).Seconds()
	note := fmt.Sprintf("epoch %d/%d  %v", epoch, t.earlyStopping.End, stats)
	if every := t.Validate.Every; every > 0 && epoch%every == 0 {
		if err := t.validate(context.WithoutCancel(ctx), metrics); err != nil {
			return err
		}
		note += fmt.Sprintf("  valid LL %.1f", metrics[metric.ValidLL])
	}
	t.report(note)
	if warning := t.generatorCheck.warning(metrics); warning != "" {
		fmt.Fprintln(t.Log, warning)
	}
	if err := t.Log.Safely(func() error { return t.film(epoch) }); err != nil {
		fmt.Fprintf(t.Log, "epoch %d is not kept for the film: %v\n", epoch, err)
	}
	if err := t.recordMetrics(context.WithoutCancel(ctx), epoch, metrics); err != nil {
		return err
	}
	return t.saveCheckpoint()
}

// report writes a message about an epoch to the log and shows it.
func (t *training) report(note string) {
	t.Log.Note("%s", note)
	update, perEpoch := t.model.Updates()
	t.Show(job.Event{Done: update, Total: perEpoch * t.earlyStopping.End, Note: note})
}

// validate scores samples of the current model on validation images, adds the results to the numbers of the epoch, and saves the model if it is
// the best so far.
func (t *training) validate(ctx context.Context, numbers map[string]float64) error {
	samples, err := t.draw(t.System.Evaluation.Samples)
	if err != nil {
		return err
	}
	ll, sigma, err := t.validationLL(ctx, samples)
	if err != nil {
		return err
	}
	numbers[metric.ValidLL], numbers[metric.ValidSigma] = ll, sigma
	numbers[metric.SampleSpread] = metrics.Spread(samples) / metrics.Spread(points(t.Set.Train.First(samples.N)))
	if !t.earlyStopping.Observe(t.model.Epochs(), ll) || !t.keepsBest() {
		return nil
	}
	return t.model.Save(t.best())
}

// draw returns the n samples on which the model is judged. They use the same noise at every epoch, so that log-likelihoods of
// different epochs are comparable.
func (t *training) draw(n int) (parzen.Points, error) {
	if epoch := t.model.Epochs(); t.judged.epoch != epoch || t.judged.samples.N != n {
		start := time.Now()
		m, err := t.sample(n)
		if err != nil {
			return parzen.Points{}, err
		}
		t.judged = lastSamples{parzen.Points{N: m.Rows, D: m.Cols, Data: m.Data}, epoch, time.Since(start).Seconds()}
	}
	return t.judged.samples, nil
}

// drawScored draws the samples to be scored and records the time that takes.
func (t *training) drawScored(ctx context.Context) (parzen.Points, error) {
	t.Log.Phase(job.Sampling)
	samples, err := t.draw(t.System.Evaluation.Most())
	if err != nil {
		return parzen.Points{}, err
	}
	return samples, t.recordMetrics(ctx, t.model.Epochs(), map[string]float64{metric.SampleSeconds: t.judged.seconds})
}

// sample draws n samples as a matrix.
func (t *training) sample(n int) (nn.Matrix[float32], error) {
	return t.model.Sample(n, rng.For(t.Seed, "eval"))
}

func (a *Attempt) recordMetrics(ctx context.Context, epoch int, values map[string]float64) error {
	var metrics []results.Metric
	for name, value := range values {
		metrics = append(metrics, results.Metric{Name: name, Epoch: epoch, Value: value})
	}
	return a.DB.Record(ctx, a.ID, metrics)
}

func (t *training) saveCheckpoint() error {
	update, _ := t.model.Updates()
	return t.series().Save(update, t.model.Save)
}

// byEpochs adapts a model's method Epoch, whose statistics have a type of their own, to epochStats.
func byEpochs[S epochStats](epoch func(context.Context) (S, error)) func(context.Context) (epochStats, error) {
	return func(ctx context.Context) (epochStats, error) { return epoch(ctx) }
}
