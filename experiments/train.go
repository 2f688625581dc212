package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"gan2014/experiments/spec"
	"gan2014/internal/rng"
	"gan2014/models/gan"
	"gan2014/models/nn"
	"gan2014/parzen"
	"gan2014/results"
)

// trainGAN trains adversarial nets for the epochs of the run, from its last checkpoint if there is one, and draws samples.
func (a *attempt) trainGAN(ctx context.Context) (parzen.Points, int, error) {
	data := nn.Matrix[float32]{Rows: a.set.Train.N, Cols: a.set.Train.Dim, Data: a.set.Train.Data}
	t := &training{attempt: a, trainer: gan.New(ganConfig(a), data, a.Seed, a.key)}
	if err := t.resume(ctx); err != nil {
		return parzen.Points{}, 0, err
	}
	if err := t.run(ctx); err != nil {
		return parzen.Points{}, 0, err
	}
	if a.System.Train.Select == spec.BestValid {
		if err := t.trainer.Load(t.best()); err != nil {
			return parzen.Points{}, 0, err
		}
	}
	samples, err := t.draw()
	return samples, t.trainer.Epochs(), err
}

// A training is a run's adversarial nets while they are trained.
type training struct {
	*attempt
	trainer *gan.Trainer
	bestLL  float64 // highest validation likelihood so far, if any
	hasBest bool
	last    string // what was told of the last epoch
}

func (t *training) series() nn.Series { return nn.Series{Dir: t.dir} }

// best is the checkpoint with the highest validation likelihood.
func (t *training) best() string { return filepath.Join(t.dir, "best.checkpoint") }

// resume loads the last checkpoint and forgets what was recorded after it.
func (t *training) resume(ctx context.Context) error {
	found, damaged, err := t.series().Load(t.trainer.Load)
	for _, path := range damaged {
		fmt.Fprintf(t.log, "%s is damaged: using the one before\n", path)
	}
	if err != nil {
		return t.explain(ctx, err)
	}
	if found {
		done, perEpoch := t.trainer.Updates()
		fmt.Fprintf(t.log, "resumed at update %d of %d\n", done, perEpoch*t.Epochs)
	}
	if err := t.db.Rewind(ctx, t.id, t.trainer.Epochs()); err != nil {
		return err
	}
	return t.recallBest(ctx)
}

// explain says what a run whose checkpoint lies in this run's folder differs in.
func (t *training) explain(ctx context.Context, err error) error {
	var foreign *nn.ForeignError
	if !errors.As(err, &foreign) {
		return err
	}
	here, _, _ := t.db.Find(ctx, foreign.Wanted)
	there, known, _ := t.db.Find(ctx, foreign.Run)
	if !known {
		return fmt.Errorf("%w, and the database does not know the other: remove the checkpoint, or use another -out", err)
	}
	text := ""
	for _, d := range results.Differences(there, here) {
		text += fmt.Sprintf("\n  %s: %s there, %s here", d.Field, d.A, d.B)
	}
	return fmt.Errorf("%w: remove the checkpoint, or use another -out; the runs differ in%s", err, text)
}

// recallBest finds the highest validation likelihood among the epochs before the checkpoint.
func (t *training) recallBest(ctx context.Context) error {
	metrics, err := t.db.Metrics(ctx, t.id)
	for _, m := range metrics {
		if m.Name == "valid_ll" && (!t.hasBest || m.Value > t.bestLL) {
			t.bestLL, t.hasBest = m.Value, true
		}
	}
	return err
}

// run trains to the last epoch. An interruption leaves a checkpoint of where it stopped.
func (t *training) run(ctx context.Context) error {
	_, perEpoch := t.trainer.Updates()
	var shown time.Time
	t.trainer.Progress = func(update int) {
		if now := time.Now(); now.Sub(shown) >= time.Second/4 {
			shown = now
			t.show(event{Done: update, Total: perEpoch * t.Epochs})
		}
	}
	for t.trainer.Epochs() < t.Epochs {
		err := t.epoch(ctx)
		if errors.Is(err, context.Canceled) {
			return errors.Join(err, t.pause())
		}
		if err != nil {
			return err
		}
	}
	if t.last != "" { // some epoch was left to train
		fmt.Fprintln(t.log.user, t.last)
	}
	return nil
}

// pause saves where the training was interrupted.
func (t *training) pause() error {
	update, perEpoch := t.trainer.Updates()
	fmt.Fprintf(t.log, "interrupted at update %d of %d, which is saved\n", update, perEpoch*t.Epochs)
	return t.checkpoint()
}

// epoch trains for one epoch, validates if it is time to, and keeps what came out.
func (t *training) epoch(ctx context.Context) error {
	start := time.Now()
	stats, err := t.trainer.Epoch(ctx)
	if err != nil {
		return err
	}
	epoch := t.trainer.Epochs()
	metrics := map[string]float64{
		"loss_d": stats.LossD, "loss_g": stats.LossG, "d_real": stats.Real, "d_fake": stats.Fake,
		"d_accuracy": stats.Accuracy, "norm_d": stats.NormD, "norm_g": stats.NormG, "gradient_d": stats.GradientD, "gradient_g": stats.GradientG,
		"learning_rate": stats.Rate, "momentum": stats.Momentum, "epoch_seconds": time.Since(start).Seconds(),
	}
	note := fmt.Sprintf("epoch %d/%d  loss D %.3f G %.3f  D(x) %.2f D(G(z)) %.2f", epoch, t.Epochs, stats.LossD, stats.LossG, stats.Real, stats.Fake)
	if every := t.System.Train.Validate.Every; every > 0 && epoch%every == 0 {
		ll, sigma, err := t.validate(context.WithoutCancel(ctx))
		if err != nil {
			return err
		}
		metrics["valid_ll"], metrics["valid_sigma"] = ll, sigma
		note += fmt.Sprintf("  valid LL %.1f", ll)
	}
	t.tell(note)
	if err := t.keep(context.WithoutCancel(ctx), epoch, metrics); err != nil {
		return err
	}
	return t.checkpoint()
}

// tell notes how an epoch went.
func (t *training) tell(note string) {
	t.last = note
	t.log.note("%s", note)
	update, perEpoch := t.trainer.Updates()
	t.show(event{update, perEpoch * t.Epochs, note})
}

// validate scores the present nets on validation images, and keeps them if they are the best so far.
func (t *training) validate(ctx context.Context) (ll, sigma float64, err error) {
	samples, err := t.draw()
	if err != nil {
		return 0, 0, err
	}
	ll, sigma, err = t.validationLL(ctx, samples)
	if err != nil || t.System.Train.Select != spec.BestValid || t.hasBest && ll <= t.bestLL {
		return ll, sigma, err
	}
	t.bestLL, t.hasBest = ll, true
	return ll, sigma, t.trainer.Save(t.best())
}

// draw gives samples that are always of the same noise, so that their likelihoods can be compared over epochs.
func (t *training) draw() (parzen.Points, error) {
	m, err := t.trainer.Sample(t.Evaluation.Samples, rng.For(t.Seed, "eval"))
	return parzen.Points{N: m.Rows, D: m.Cols, Data: m.Data}, err
}

func (t *training) keep(ctx context.Context, epoch int, values map[string]float64) error {
	var metrics []results.Metric
	for name, value := range values {
		metrics = append(metrics, results.Metric{Name: name, Epoch: epoch, Value: value})
	}
	return t.db.Record(ctx, t.id, metrics)
}

func (t *training) checkpoint() error {
	update, _ := t.trainer.Updates()
	return t.series().Save(update, t.trainer.Save)
}
