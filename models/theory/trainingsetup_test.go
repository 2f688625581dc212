package theory

import (
	"context"
	"errors"
	"math"
	"slices"
	"testing"
)

// TestTurns checks that the nets take turns as the setting says.
func TestTurns(t *testing.T) {
	study := collapse(t)
	for _, c := range []struct {
		setting
		d int // updates of D for 40 of G
	}{{balanced, 40}, {study.moreStepsOfD(), 200}, {study.moreStepsOfG(), 2}} {
		r := study.Ring.plane().trainingSetup(study.briefly(40, 20))
		turn := newTrainingRun(r, c.setting, 1)
		if err := turn.until(t.Context(), 40); err != nil || turn.doneG != 40 || turn.doneD != c.d {
			t.Errorf("%s: %d updates of D, %d of G, error %v", c.name, turn.doneD, turn.doneG, err)
		}
		if rate := math.Pow(r.with(c.setting).Stages[0].Rate.Factor, float64(turn.doneD+turn.doneG)); math.Abs(rate-r.RateDivisor) > 1e-6*r.RateDivisor {
			t.Errorf("%s: the rate is divided by %g, not %g", c.name, rate, r.RateDivisor)
		}
	}
}

// TestTrainRepeats checks that the same seed gives the same numbers and another seed gives others.
func TestTrainRepeats(t *testing.T) {
	c := collapse(t)
	train := func(seed int64) []float32 {
		h, err := c.Ring.plane().trainingSetup(c.briefly(20, 10)).train(t.Context(), balanced, seed, func(int) {})
		if err != nil || len(h.coverages) != 3 || h.samples.Rows != measuredSamples {
			t.Fatalf("%d measurements of %d samples, error %v", len(h.coverages), h.samples.Rows, err)
		}
		return h.samples.Data
	}
	if !slices.Equal(train(1), train(1)) {
		t.Error("the same seed gave other numbers")
	}
	if slices.Equal(train(1), train(2)) {
		t.Error("another seed gave the same numbers")
	}
}

// TestDivergedCoversNothing checks that a training that diverges covers nothing from then on and is counted.
func TestDivergedCoversNothing(t *testing.T) {
	c := collapse(t)
	r := c.Ring.plane().trainingSetup(c.briefly(40, 10))
	r.config.Stages[0].Rate.Start = 1e6
	h, err := r.train(t.Context(), balanced, 1, func(int) {})
	if err != nil || !h.diverged || len(h.coverages) != 5 || h.coverages[4] != (coverage{}) {
		t.Errorf("%+v, error %v", h.coverages, err)
	}
	if diverged([]history{h, {}}) != 1 {
		t.Error("it is not counted")
	}
}

// TestSeriesStops checks that all trainings of a series end with the context, with its error.
func TestSeriesStops(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	c, told := collapse(t), 0
	_, err := c.Ring.plane().trainingSetup(c.briefly(1000, 1)).series(ctx, []setting{balanced}, 1, func(int) {
		if told++; told == 3 {
			stop()
		}
	})
	if !errors.Is(err, context.Canceled) || told > 100 {
		t.Errorf("error %v after %d", err, told)
	}
}
