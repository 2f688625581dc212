package schedule

import (
	"math"
	"slices"
	"testing"
	"time"

	"gan2014/experiments/cost"
	"gan2014/experiments/spec"
	"gan2014/experiments/specs"
	"gan2014/internal/metric"
	"gan2014/results"
)

// bundled returns the first run of a bundled spec.
func bundled(t *testing.T, name string, sets ...string) spec.Run {
	t.Helper()
	file, text, err := specs.Read(name)
	if err != nil {
		t.Fatal(err)
	}
	s, err := spec.Parse(file, text, sets, specs.Bundled())
	if err != nil {
		t.Fatal(err)
	}
	return s.Plan()[0]
}

// TestForecastsOfTheReference checks that forecasts by operations alone, on the reference's machine, contain the reference's times
// (docs/performance.md) within a factor of 1.5.
func TestForecastsOfTheReference(t *testing.T) {
	xeon := speed{products: 104e9 / reached, threads: 1} // an epoch of the MNIST nets has 1,396 GFLOP, and its products take 13.4 s
	within := func(what string, run spec.Run, end int, low, high float64) {
		t.Helper()
		least, most, by := xeon.forecast(run, 0, end, nil)
		if by != byOperations || least.Seconds() > 1.5*low || most.Seconds() < high/1.5 {
			t.Errorf("%s: forecast %v to %v by %s, it took %g to %g s", what, least, most, by, low, high)
		}
	}
	within("paper's nets on MNIST", bundled(t, "mnist", "budget=paper", "systems.0.train.patience=0"), 250, 3904, 3904)
	within("with patience", bundled(t, "mnist", "budget=paper"), 250, 2.4*3600, 5.5*3600)
	within("DBN", bundled(t, "baselines", "budget=hour", `systems.True distribution.skip=true`, `systems.Mean image.skip=true`,
		`systems.Normal distribution.skip=true`, `systems.k-means.skip=true`), 48, 214, 214)

	patient := bundled(t, "mnist", "budget=paper")
	least, most, _ := xeon.forecast(patient, 0, 250, nil)
	if most < 2*least {
		t.Errorf("patience does not widen the forecast: %v to %v", least, most)
	}
	later, _, _ := xeon.forecast(patient, 200, 600, nil)
	if whole, _, _ := xeon.forecast(patient, 0, 600, nil); later >= whole*7/10 {
		t.Errorf("after 200 of 600 epochs %v are left of %v", later, whole)
	}
}

// TestEarlierRunsWin checks that a forecast uses times of earlier runs of the system, or else of its kind, before operations.
func TestEarlierRunsWin(t *testing.T) {
	m := speed{products: 1e11, threads: 1}
	run := bundled(t, "smoke")
	c := cost.Of(run)
	training := m.seconds(c.Training(0, 2))
	beside, _ := c.Beside(0, 2)
	rest := startSeconds + m.seconds(beside)
	metrics := []results.Metric{{Name: metric.EpochSeconds, Epoch: 1, Value: 1.5 * training}, {Name: metric.EpochSeconds, Epoch: 2, Value: 1.5 * training}}
	slow := m.ratiosOf(run, 3*training+4*rest, metrics)
	least, most, by := m.forecast(run, 0, 2, []timeRatios{slow})
	if want := inSeconds(3*training + 4*rest); (least-want).Abs() > time.Millisecond || most != least || by != byRuns {
		t.Errorf("%v to %v by %s, want %v", least, most, by, want)
	}
	other := run
	other.System.Name = "Other nets"
	if got, _, by := m.forecast(other, 0, 2, []timeRatios{slow}); got != least || by != byKind {
		t.Errorf("another system of its kind: %v by %s, want %v", got, by, least)
	}
	other.System.Kind = spec.TrainingImages
	if _, _, by := m.forecast(other, 0, 0, []timeRatios{slow}); by != byOperations {
		t.Errorf("another kind: by %s", by)
	}
	fast := timeRatios{System: run.System, training: 1, beside: 1}
	if got, _, _ := m.forecast(run, 0, 2, []timeRatios{slow, fast, fast}); (got - inSeconds(training+rest)).Abs() > time.Millisecond {
		t.Errorf("%v is not the median", got)
	}
}

// TestStudiesHaveTimes checks that every study of theory.yaml has the time that was measured, which depends on the machine's rate and on the
// settings.
func TestStudiesHaveTimes(t *testing.T) {
	study := func(name string, sets ...string) spec.System {
		s, err := spec.Parse("theory.yaml", []byte(specs.Bundled()["theory"]), sets, nil)
		if err != nil {
			t.Fatal(err)
		}
		return s.Systems[slices.Index(spec.Studies(), name)]
	}
	slow, quick := speed{products: studyProducts / 2}, speed{products: studyProducts}
	for _, name := range spec.Studies() {
		s := study(name)
		measured := measuredStudies[s.Study].seconds
		if got := quick.study(s); string(s.Study) != name || measured <= 0 || math.Abs(got-measured) > .01*measured {
			t.Errorf("%s takes %g s, measured are %g", name, got, measured)
		}
		if slow.study(s) != 2*quick.study(s) {
			t.Error("a machine of half the rate does not take twice the time")
		}
	}
	longer := study("collapse", "systems.Mode collapse.collapse.updates=6000")
	if got := quick.study(longer) / quick.study(study("collapse")); math.Abs(got-2) > 1e-9 {
		t.Errorf("twice the updates take %g times as long", got)
	}
}

func TestCalibration(t *testing.T) {
	m := calibrate(1)
	if m.threads != 1 || !(m.products > 1e8) || m.products > 1e14 {
		t.Errorf("%+v", m)
	}
	if thisMachine(1) != thisMachine(1) {
		t.Error("it is measured more than once")
	}
}
