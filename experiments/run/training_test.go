package run

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"gan2014/internal/metric"
	"gan2014/internal/rng"
	"gan2014/parzen"
	"gan2014/results"
)

const lasts = "systems.0.train.epochs=8"

// TestBestEpochIsOfValidationImages checks that each epoch is validated on the first validation images and that the best of these
// epochs is selected. That is not the first epoch, the last, or the best for the test images.
func TestBestEpochIsOfValidationImages(t *testing.T) {
	w, m := newWorld(t), script()
	a := w.compute(m, w.plan(lasts, best))
	valid := w.set.Valid.First(30)
	series := w.series(a, metric.ValidLL)
	if epochs := slices.Sorted(maps.Keys(series)); fmt.Sprint(epochs) != "[1 2 3 4 5 6 7 8]" {
		t.Errorf("validated after epochs %v", epochs)
	}
	for epoch, ll := range series {
		samples := parzen.Points{N: 20, D: 4, Data: m.samplesOf(epoch, 20, rng.For(1, "eval"))}
		if _, want := bestOf(samples, valid, parzen.LogGrid(0.01, 1, 10)); !near(ll, want) {
			t.Errorf("epoch %d: validation likelihood %g, want %g", epoch, ll, want)
		}
	}
	if m.trained != 8 || m.epoch != 3 {
		t.Errorf("trained for %d epochs, and the best is epoch %d: want 8, and 3", m.trained, m.epoch)
	}
	e := w.evaluations(a)["paper"]
	samples := parzen.Points{N: 20, D: 4, Data: m.samplesOf(3, 20, rng.For(1, "eval"))}
	if ll, _ := meanLL(samples, w.set.Test, e.Sigma); e.Epoch != 3 || !near(e.LL, ll) {
		t.Errorf("scored are %g nats of epoch %d, want %g of epoch 3", e.LL, e.Epoch, ll)
	}
}

// TestLastEpoch checks that the last epoch counts without a selection.
func TestLastEpoch(t *testing.T) {
	w, m := newWorld(t), script()
	e := w.evaluations(w.compute(m, w.plan(lasts)))["paper"]
	samples := parzen.Points{N: 20, D: 4, Data: m.samplesOf(8, 20, rng.For(1, "eval"))}
	if ll, _ := meanLL(samples, w.set.Test, e.Sigma); e.Epoch != 8 || !near(e.LL, ll) {
		t.Errorf("scored are %g nats of epoch %d, want %g of epoch 8", e.LL, e.Epoch, ll)
	}
}

// TestPatienceCountsFromTheLastRise checks that patience counts from the last rise of the validation likelihood, in epoch 3. The
// likelihood of the test images rises until epoch 5.
func TestPatienceCountsFromTheLastRise(t *testing.T) {
	for patience, want := range map[int]int{1: 4, 2: 5, 4: 7} {
		w, m := newWorld(t), script()
		// The first validation, in epoch 1, does not count as a rise; epoch 2 does.
		w.compute(m, w.plan("systems.0.train.epochs=2", fmt.Sprintf("systems.0.train.patience=%d", patience)))
		if m.trained != want {
			t.Errorf("patience %d: trained for %d epochs, want %d", patience, m.trained, want)
		}
	}
}

// interrupted trains until the model stops the training.
func (w world) interrupted(m *scripted, a *Attempt) {
	w.Helper()
	ctx, stop := context.WithCancel(w.Context())
	m.stop = stop
	if err := m.training(a).train(ctx); err != context.Canceled {
		if err == nil || ctx.Err() == nil {
			w.Fatalf("not interrupted: %v", err)
		}
	}
	// Resuming must delete metrics recorded after the last checkpoint: a high likelihood there would prolong the training.
	if err := a.DB.Record(w.Context(), a.ID, []results.Metric{{Name: metric.ValidLL, Epoch: 5, Value: 1e9}}); err != nil {
		w.Fatal(err)
	}
	a.end(w.T, results.Interrupted)
}

// TestInterruptedTrainingGoesOn checks that an interrupted training continues from its last checkpoint, or from the one before if
// that is damaged. It must end with the same best epoch, patience and numbers as an uninterrupted one.
func TestInterruptedTrainingGoesOn(t *testing.T) {
	sets := []string{"systems.0.train.epochs=2", "systems.0.train.patience=2", best}
	whole := newWorld(t)
	want := whole.series(whole.compute(script(), whole.plan(sets...)), metric.ValidLL)
	for _, c := range []struct{ damaged, left int }{{0, 1}, {1, 2}} {
		w, m := newWorld(t), script()
		m.stopAt = 4
		a := w.begin(w.plan(sets...))
		w.interrupted(m, a)
		if c.damaged > 0 {
			if err := os.WriteFile(filepath.Join(a.Dir, "update-000000008.checkpoint"), nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		again := script()
		b := w.compute(again, w.plan(sets...))
		if again.trained != c.left || again.epoch != 3 {
			t.Errorf("%+v: trained for %d more epochs, the best is epoch %d: want %d, and 3", c, again.trained, again.epoch, c.left)
		}
		if got := w.series(b, metric.ValidLL); !maps.Equal(got, want) || b.ID != a.ID {
			t.Errorf("%+v: validation likelihoods %v, want %v", c, got, want)
		}
	}
}

// TestWarmStart checks that a warm start continues a run of the same training and no other.
func TestWarmStart(t *testing.T) {
	w := newWorld(t)
	first := w.compute(script(), w.plan("systems.0.train.epochs=4"))
	whole := newWorld(t)
	want := whole.series(whole.compute(script(), whole.plan(lasts)), metric.ValidLL)

	m := script()
	a := w.compute(m, w.plan(lasts))
	if got := w.series(a, metric.ValidLL); m.trained != 4 || !maps.Equal(got, want) {
		t.Errorf("trained for %d epochs with validation likelihoods %v, want 4 and %v", m.trained, got, want)
	}
	if r, _, err := w.DB.Find(t.Context(), a.Key); err != nil || r.Continues != first.Key {
		t.Errorf("went on from %q, want %s; error %v", r.Continues, first.Key, err)
	}

	m = script() // its own best epoch is copied too
	if w.compute(m, w.plan(lasts, best)); m.trained != 0 || m.epoch != 3 {
		t.Errorf("chosen by another rule: trained for %d epochs, the best is epoch %d", m.trained, m.epoch)
	}
}

func TestNoWarmStart(t *testing.T) {
	const longer = "systems.0.train.epochs=5"
	same := func(*Attempt) {}
	for name, c := range map[string]struct {
		sets   []string
		change func(*Attempt)       // changes the attempt
		first  func(*world)         // changes the world before the possible donor runs
		before func(*world, string) // acts after the donor, given its key
	}{
		"another seed":                 {sets: []string{longer, "seeds=[2]"}},
		"another batch":                {sets: []string{longer, "systems.0.train.batch=50"}},
		"another learning rate":        {sets: []string{longer, "systems.0.train.learning_rate.start=0.2"}},
		"another net":                  {sets: []string{longer, "systems.0.generator.noise.size=6"}},
		"another validation":           {sets: []string{longer, "evaluation.validation=20"}},
		"fewer epochs than that":       {sets: []string{"systems.0.train.epochs=3"}},
		"from the start, as is wanted": {sets: []string{longer}, change: func(a *Attempt) { a.Again = true }},
		"not done":                     {sets: []string{longer}, first: func(w *world) { w.status = results.Failed }},
		"of another version":           {sets: []string{longer}, first: func(w *world) { w.version = "other" }, before: func(w *world, _ string) { w.version = "" }},
		"of other data":                {sets: []string{longer}, before: func(w *world, _ string) { w.set.SHA256 = "other data" }},
		"without its best epoch": {sets: []string{longer}, before: func(w *world, key string) {
			w.remove(filepath.Join(w.out, "runs", key, BestCheckpoint))
		}},
		"without its last checkpoint": {sets: []string{longer}, before: func(w *world, key string) {
			w.remove(filepath.Join(w.out, "runs", key, "update-000000008.checkpoint"))
		}},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			if c.first != nil {
				c.first(&w)
			}
			first := w.compute(script(), w.plan("systems.0.train.epochs=4"))
			if c.before != nil {
				c.before(&w, first.Key)
			}
			change := same
			if c.change != nil {
				change = c.change
			}
			run, m := w.plan(c.sets...), script()
			a := w.compute(m, run, change)
			if m.trained != run.Epochs {
				t.Errorf("trained for %d epochs, want %d", m.trained, run.Epochs)
			}
			if r, _, err := w.DB.Find(t.Context(), a.Key); err != nil || r.Continues != "" {
				t.Errorf("went on from %q, error %v", r.Continues, err)
			}
		})
	}
}

// TestCheckpointOfAnotherTraining checks that a run rejects another training's checkpoint in its folder.
func TestCheckpointOfAnotherTraining(t *testing.T) {
	w := newWorld(t)
	a := w.begin(w.plan())
	if err := os.WriteFile(filepath.Join(a.Dir, "update-000000002.checkpoint"), []byte("another 1"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := script().training(a).train(t.Context()); err == nil {
		t.Error("no error")
	}
}
