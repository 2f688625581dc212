package theory

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"gan2014/internal/elementary"
	"gan2014/internal/rng"
	"gan2014/models/gan"
	"gan2014/models/nn"
)

// A setting has the numbers of steps that D and G take in turn, and the loss of G.
type setting struct {
	name, turn     string // turn describes it in words
	stepsD, stepsG int    // of a turn
	loss           gan.Loss
}

// balanced has one step of each net, as in the paper's experiments. moreStepsOfD and moreStepsOfG are compared with it.
var balanced = setting{"k = 1", "1 step of D for each of G", 1, 1, gan.NonSaturating}

func (s Series) moreStepsOfD() setting {
	return setting{fmt.Sprintf("k = %d", s.K), fmt.Sprintf("%d steps of D for each of G", s.K), s.K, 1, gan.NonSaturating}
}

func (s Series) moreStepsOfG() setting {
	n := s.GeneratorSteps
	return setting{fmt.Sprintf("%d steps of G", n), fmt.Sprintf("%d steps of G for each of D", n), 1, n, gan.NonSaturating}
}

// compared returns the three settings.
func (s Series) compared() []setting { return []setting{balanced, s.moreStepsOfD(), s.moreStepsOfG()} }

// saturating returns the setting with the saturating loss.
func (s setting) saturating() setting {
	s.name, s.loss = s.name+", log(1 − D)", gan.Saturating
	return s
}

// A trainingSetup has the nets and data of a training without its setting.
type trainingSetup struct {
	Series
	config     gan.Config
	data       func(n int, noise rng.Stream) nn.Matrix[float32] // draws n rows
	width      int                                              // values in a row
	coverageOf func(samples nn.Matrix[float32]) (coverage, error)
}

// measuredSamples is the number of samples of a measurement. All measurements use the same noise.
const measuredSamples = 2000

// A history is the result of a training: the coverage of its samples before the first update and at each measurement.
type history struct {
	coverages []coverage
	samples   nn.Matrix[float32] // at the end
	diverged  bool               // the later measurements count as 0
}

// train alternates steps of D and G as the setting says, until G has made all updates. Each turn begins with D (paper, Algorithm 1).
func (r trainingSetup) train(ctx context.Context, s setting, seed int64, progress func(updates int)) (history, error) {
	t := newTrainingRun(r, s, seed)
	var h history
	for done := 0; ; done += r.Every {
		err := t.until(ctx, done)
		if err == nil {
			err = t.measure(&h)
		}
		if diverged := (*nn.Diverged)(nil); errors.As(err, &diverged) {
			return h.endsAt(r.Updates/r.Every + 1), nil
		}
		if err != nil {
			return history{}, err
		}
		if done > 0 {
			progress(r.Every)
		}
		if done >= r.Updates {
			return h, nil
		}
	}
}

// with returns the recipe for a setting. In all settings the rate depends only on the number of G's updates.
func (r trainingSetup) with(s setting) gan.Config {
	config, both := r.config, float64(r.Updates)*(1+float64(s.stepsD)/float64(s.stepsG))
	config.Loss = s.loss
	config.Stages = slices.Clone(config.Stages)
	config.Stages[0].Rate.Factor = elementary.Pow(r.RateDivisor, 1/both)
	return config
}

// endsAt returns the history of a training that diverged: its remaining measurements cover nothing.
func (h history) endsAt(measurements int) history {
	h.coverages = append(h.coverages, make([]coverage, measurements-len(h.coverages))...)
	h.samples, h.diverged = nn.Matrix[float32]{}, true
	return h
}

// A trainingRun is a training in progress.
type trainingRun struct {
	trainingSetup
	setting
	seed         int64
	trainer      *gan.Trainer
	doneD, doneG int // updates
}

func newTrainingRun(r trainingSetup, s setting, seed int64) trainingRun {
	return trainingRun{trainingSetup: r, setting: s, seed: seed, trainer: gan.New(r.with(s), nn.NewMatrix[float32](0, r.width), seed, "theory")}
}

// until updates both nets until G has made the given number of updates.
func (t *trainingRun) until(ctx context.Context, updates int) error {
	for t.doneG < updates {
		if err := ctx.Err(); err != nil {
			return err
		}
		if t.doneG%t.stepsG == 0 {
			if err := t.moveD(); err != nil {
				return err
			}
		}
		z := t.trainer.Noise(t.config.Batch, rng.For(t.seed, "collapse/G", t.doneG))
		if err := t.trainer.StepG(z); err != nil {
			return err
		}
		t.doneG++
	}
	return nil
}

// moveD takes the steps of D in one turn.
func (t *trainingRun) moveD() error {
	for range t.stepsD {
		noise := rng.For(t.seed, "collapse/D", t.doneD)
		if err := t.trainer.StepD(t.data(t.config.Batch, noise), t.trainer.Noise(t.config.Batch, noise)); err != nil {
			return err
		}
		t.doneD++
	}
	return nil
}

// measure adds the coverage of fresh samples to the history. When a training diverges, samples may be infinite before the nets are.
func (t *trainingRun) measure(h *history) error {
	samples, err := t.trainer.Sample(measuredSamples, rng.For(t.seed, "collapse/measured"))
	if err != nil {
		return err
	}
	if slices.ContainsFunc(samples.Data, func(v float32) bool { return math.IsNaN(float64(v)) || math.IsInf(float64(v), 0) }) {
		return &nn.Diverged{Update: t.doneG, What: "a sample"}
	}
	spread, err := t.coverageOf(samples)
	h.coverages, h.samples = append(h.coverages, spread), samples
	return err
}
