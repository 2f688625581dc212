package run

import (
	"testing"

	"gan2014"
	"gan2014/datasets"
	"gan2014/experiments/job"
	"gan2014/experiments/spec"
)

// keyOf returns the key and the job of the first run of the spec tiny, with changes.
func keyOf(t *testing.T, sets ...string) (key string, j job.Job) {
	t.Helper()
	s, err := spec.Parse("tiny.yaml", testSpec("tiny.yaml"), sets, nil)
	if err != nil {
		t.Fatal(err)
	}
	jobs, err := job.Plan(t.Context(), &datasets.Cache{Dir: t.TempDir(), Offline: true}, s.Plan())
	if err != nil {
		t.Fatal(err)
	}
	return jobs[0].Key, jobs[0]
}

// TestKeyOfAJob checks that a key depends on the seed, recipe, evaluation, data and version, but not on the layout or name of the
// spec.
func TestKeyOfAJob(t *testing.T) {
	key, j := keyOf(t)
	if want := j.Run.Key(j.Data, job.Version(j.System.Kind)); key != want || j.Data == "" {
		t.Errorf("key %s, want %s of the data %q and the version", key, want, j.Data)
	}
	seen := map[string]string{key: "the run itself"}
	for _, set := range []string{
		"seeds=[2]", "budget=other", "systems.0.dataset=fashion-mnist",
		"evaluation.samples=199", "evaluation.validation=49", "evaluation.curve=400", "evaluation.grids.paper.count=9",
		"evaluation.grids.fine={from: 0.1, to: 0.3, count: 3, spacing: linear}",
		"systems.0.train.epochs=4", "systems.0.train.batch=50", "systems.0.train.images=1000", "systems.0.train.patience=2",
		"systems.0.train.select=best-valid", "systems.0.train.validate.every=2", "systems.0.train.learning_rate.start=0.2",
		"systems.0.train.momentum.end=0.6", "systems.0.train.update=alternating", "systems.0.generator.noise.size=6",
		"systems.0.discriminator.layers.0.keep=0.7", "systems.0.name=Other nets",
	} {
		other, _ := keyOf(t, set)
		if what, known := seen[other]; known {
			t.Errorf("%s has the key of %s", set, what)
		}
		seen[other] = set
	}
	for _, set := range []string{"name=other", "seeds=[1, 2]"} {
		if same, _ := keyOf(t, set); same != key {
			t.Errorf("%s changes the key", set)
		}
	}
}

// TestRecordOfARun checks that a run's record has its own key, the recipe shared by all seeds, and the hash of the data, and the version and hash
// of the code.
func TestRecordOfARun(t *testing.T) {
	set := &datasets.Set{SHA256: "data", Files: []datasets.File{{Name: "file", SHA256: "sum", Source: "cache", Bytes: 3}}}
	record := func(sets ...string) (string, string) {
		_, j := keyOf(t, sets...)
		r := job.Record(job.Assignment{Text: "text"}, j, set, 3)
		if r.Key != j.Key || r.Recipe != j.Recipe("data", job.Version(j.System.Kind)) || r.Seed != j.Seed || r.DatasetSHA256 != "data" || len(r.Data) != 1 ||
			r.SpecText != "text" || r.Version != job.Version(j.System.Kind) || r.Environment.CodeID != gan2014.CodeID() || r.Environment.Threads != 3 {
			t.Errorf("recorded as %+v", r)
		}
		return r.Key, r.Recipe
	}
	key, recipe := record()
	otherKey, otherRecipe := record("seeds=[2]")
	if key == otherKey || recipe != otherRecipe {
		t.Errorf("another seed: keys %s and %s, recipes %s and %s", key, otherKey, recipe, otherRecipe)
	}
	if _, otherRecipe := record("systems.0.train.batch=50"); recipe == otherRecipe {
		t.Error("another batch has the same recipe")
	}
	read, err := job.RecordedRun(job.Record(job.Assignment{}, job.Job{Run: mustRun(t)}, set, 0))
	if err != nil || read.Key("x") != mustRun(t).Key("x") {
		t.Errorf("read from its record it is another run, error %v", err)
	}
}

func mustRun(t *testing.T) spec.Run {
	_, j := keyOf(t)
	return j.Run
}
