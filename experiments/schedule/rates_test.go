package schedule

import (
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

// epyc is the machine on which the studies were measured.
var epyc = speed{products: 196e9, threads: 1}

// study returns a study of theory.yaml with other settings.
func study(t *testing.T, name string, sets ...string) spec.System {
	t.Helper()
	s, err := spec.Parse("theory.yaml", []byte(specs.Bundled()["theory"]), sets, nil)
	if err != nil {
		t.Fatal(err)
	}
	return s.Systems[slices.Index(spec.Studies(), name)]
}

// TestStudiesHaveTimes checks that every study of theory.yaml has about the time that it took, and that only the studies with large
// products depend on their rate.
func TestStudiesHaveTimes(t *testing.T) {
	for _, name := range spec.Studies() {
		if m := measuredStudies[spec.Study(name)]; m.seconds <= 0 || m.values <= 0 {
			t.Errorf("%s has no time", name)
		}
	}
	slow := speed{products: epyc.products / 3, threads: 1}
	for name, c := range map[string]struct{ seconds, slow float64 }{
		"figure1": {3.7, 1}, "proposition1": {30, 1}, "theorem1": {17, 1}, "proposition2": {.4, 1}, "vanishing": {6.5, 1}, "collapse": {150, 1.5},
		"saddle": {.4, 1}, "divergences": {3.2, 1}, "estimators": {3, 1}, "support": {12, 1}, "chains": {7, 1}, "wakesleep": {1.3, 1},
		"mnist-gradient": {11.3, 2.3}, "mnist-collapse": {46, 2},
	} {
		s := study(t, name)
		if got := epyc.study(s); got > 1.2*c.seconds || got < c.seconds/1.2 {
			t.Errorf("%s is forecast to take %.2g s, and it took %g", name, got, c.seconds)
		}
		if got := slow.study(s) / epyc.study(s); got > 1.1*c.slow || got < c.slow/1.1 {
			t.Errorf("%s takes %.2g times as long at a third of the rate, want about %g", name, got, c.slow)
		}
	}
	if two := (speed{products: epyc.products, threads: 2}).study(study(t, "collapse")); two > .8*epyc.study(study(t, "collapse")) {
		t.Errorf("on two threads the collapse takes %.3g s", two)
	}
}

// TestEditedStudies compares what a change of a study's settings does to its forecast with what it did to its time, measured.
func TestEditedStudies(t *testing.T) {
	for set, c := range map[string]struct {
		study string
		times float64
	}{
		"Figure 1.figure1.rounds=1600":                                    {"figure1", 1.4},
		"Figure 1.figure1.batch=2000":                                     {"figure1", 2.3},
		"Figure 1.figure1.discriminator_units=192":                        {"figure1", 1.7},
		"Proposition 1.proposition1.late_batch=2000":                      {"proposition1", .41},
		"Proposition 1.proposition1.discriminator_units=192":              {"proposition1", 3},
		"Theorem 1.theorem1.samples=800000":                               {"theorem1", 1.7},
		"Theorem 1.theorem1.updates=100":                                  {"theorem1", .5},
		"Mode collapse.collapse.trainings=2":                              {"collapse", .4},
		"Vanishing gradients on MNIST.mnist-gradient.updates=[1]":         {"mnist-gradient", .26},
		"Vanishing gradients on MNIST.mnist-gradient.epochs=2":            {"mnist-gradient", 1.07},
		"Vanishing gradients on MNIST.mnist-gradient.generator_units=800": {"mnist-gradient", 1.4},
	} {
		usual, edited := epyc.study(study(t, c.study)), epyc.study(study(t, c.study, "systems."+set))
		if got := edited / usual; got > 1.5*c.times || got < c.times/1.5 {
			t.Errorf("%s: forecast %.2f times the usual time, measured %.2f", set, got, c.times)
		}
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
