// Package trainertest tests the properties that every trainer of a model must have; each model's tests call it. The same seed gives the
// same bytes. An interruption at any moment changes nothing. A trainer refuses damaged checkpoints and checkpoints of other runs. Samples
// depend only on the parameters and a stream.
package trainertest

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// A Trainer is the tested trainer. S is the type of its statistics of an epoch.
type Trainer[S comparable] interface {
	Epoch(context.Context) (S, error)
	Epochs() int
	Updates() (done, perEpoch int)
	Save(path string) error
	Load(path string) error
	Sample(n int, s rng.Stream) (nn.Matrix[float32], error)
}

// A New creates a trainer at epoch 0. The data are the same each time, and their number is not a multiple of the minibatch size.
type New[S comparable] func(seed int64, key string) Trainer[S]

// Laws runs all tests of this package. epochs should be large enough to reach the last stage of training.
func Laws[S comparable](t *testing.T, fresh New[S], epochs int) {
	t.Helper()
	fresh.SameSeedSameBytes(t, epochs)
	fresh.Resume(t, epochs)
	fresh.ResumeWithinAnEpoch(t, epochs)
	fresh.LoadRefuses(t, epochs)
	fresh.Samples(t, 1)
	fresh.Samples(t, epochs)
}

func (fresh New[S]) SameSeedSameBytes(t *testing.T, epochs int) {
	t.Helper()
	first := checkpoint(t, train(t, fresh(1, "key"), epochs))
	if !bytes.Equal(first, checkpoint(t, train(t, fresh(1, "key"), epochs))) {
		t.Error("the same seed gave other bytes")
	}
	if bytes.Equal(first, checkpoint(t, train(t, fresh(2, "key"), epochs))) {
		t.Error("another seed gave the same bytes")
	}
}

// Resume tests that training n epochs, resuming from the checkpoint and training the others gives the same bytes as training all epochs at
// once.
func (fresh New[S]) Resume(t *testing.T, epochs int) {
	t.Helper()
	whole := train(t, fresh(1, "key"), epochs)
	want := checkpoint(t, whole)
	if done, perEpoch := whole.Updates(); whole.Epochs() != epochs || done != epochs*perEpoch {
		t.Errorf("after %d epochs: %d of them, %d updates of %d an epoch", epochs, whole.Epochs(), done, perEpoch)
	}
	for stop := range epochs {
		part := checkpoint(t, train(t, fresh(1, "key"), stop))
		if !bytes.Equal(want, checkpoint(t, train(t, reload(t, fresh(1, "key"), part), epochs-stop))) {
			t.Errorf("%d+%d epochs differ from %d", stop, epochs-stop, epochs)
		}
	}
}

// ResumeWithinAnEpoch tests the same for an interruption between any two updates.
func (fresh New[S]) ResumeWithinAnEpoch(t *testing.T, epochs int) {
	t.Helper()
	whole := fresh(1, "key")
	want := statistics(t, whole, epochs)
	updates, _ := whole.Updates()
	for stop := range updates {
		interrupted := fresh(1, "key")
		ctx := &countdown{Context: t.Context(), left: stop}
		for err := error(nil); err == nil; {
			_, err = interrupted.Epoch(ctx)
			if err != nil && !errors.Is(err, context.Canceled) {
				t.Fatalf("stop at %d: %v", stop, err)
			}
		}
		resumed := reload(t, fresh(1, "key"), checkpoint(t, interrupted))
		if done, _ := resumed.Updates(); done != stop {
			t.Errorf("stopped after %d updates, resumed after %d", stop, done)
		}
		if statistics(t, resumed, epochs) != want || !bytes.Equal(checkpoint(t, whole), checkpoint(t, resumed)) {
			t.Errorf("an interruption after update %d changes the result", stop)
		}
	}
}

// LoadRefuses tests that a trainer refuses damaged checkpoints and checkpoints of other runs, and that a refusal does not change it.
func (fresh New[S]) LoadRefuses(t *testing.T, epochs int) {
	t.Helper()
	good := checkpoint(t, train(t, fresh(1, "key"), epochs))
	refuses := func(what string, file []byte, key string) error {
		t.Helper()
		trainer := train(t, fresh(1, key), 1)
		before := checkpoint(t, trainer)
		err := trainer.Load(write(t, file))
		if err == nil {
			t.Errorf("%s was accepted", what)
		}
		if !bytes.Equal(before, checkpoint(t, trainer)) {
			t.Errorf("%s: refused, but the trainer has changed", what)
		}
		return err
	}
	flipped := slices.Clone(good)
	flipped[len(flipped)/2] ^= 1
	refuses("a flipped bit", flipped, "key")
	refuses("half a file", good[:len(good)/2], "key")
	refuses("an empty file", nil, "key")
	var foreign *nn.ForeignError
	if err := refuses("another run", good, "another key"); !errors.As(err, &foreign) || foreign.Run != "key" {
		t.Errorf("the checkpoint of another run gave %v", err)
	}
}

// Samples tests that a stream always gives the same samples, also after saving and loading the trainer. Fewer samples are the first ones
// of more samples. All values are in [0,1]. Drawing samples does not change the training.
func (fresh New[S]) Samples(t *testing.T, epochs int) {
	t.Helper()
	trainer := train(t, fresh(1, "key"), epochs)
	before := checkpoint(t, trainer)
	drawFrom := func(trainer Trainer[S], n int) nn.Matrix[float32] {
		t.Helper()
		samples, err := trainer.Sample(n, rng.For(1, "eval"))
		if err != nil {
			t.Fatal(err)
		}
		if samples.Rows != n {
			t.Fatalf("%d samples, want %d", samples.Rows, n)
		}
		return samples
	}
	draw := func(n int) nn.Matrix[float32] { return drawFrom(trainer, n) }
	long := draw(23)
	if !slices.Equal(long.First(7).Data, draw(7).Data) {
		t.Error("seven samples are not the first seven of more")
	}
	if !slices.Equal(long.Data, drawFrom(reload(t, fresh(1, "key"), before), 23).Data) {
		t.Error("a trainer that was saved and loaded draws other samples")
	}
	different := 0
	for i := range long.Rows {
		if !slices.Equal(long.Row(i), long.Row(0)) {
			different++
		}
	}
	if different == 0 {
		t.Error("all samples are equal")
	}
	for _, v := range long.Data {
		if !(v >= 0 && v <= 1) {
			t.Fatalf("a pixel is %g", v)
		}
	}
	if !bytes.Equal(before, checkpoint(t, trainer)) {
		t.Error("sampling changed the trainer")
	}
}

func train[S comparable](t *testing.T, trainer Trainer[S], epochs int) Trainer[S] {
	t.Helper()
	for range epochs {
		if _, err := trainer.Epoch(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	return trainer
}

// statistics trains to the end of the given epoch and returns its statistics.
func statistics[S comparable](t *testing.T, trainer Trainer[S], epochs int) (last S) {
	t.Helper()
	for trainer.Epochs() < epochs {
		var err error
		if last, err = trainer.Epoch(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	return last
}

func checkpoint[S comparable](t *testing.T, trainer Trainer[S]) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "checkpoint")
	if err := trainer.Save(path); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func reload[S comparable](t *testing.T, trainer Trainer[S], file []byte) Trainer[S] {
	t.Helper()
	if err := trainer.Load(write(t, file)); err != nil {
		t.Fatal(err)
	}
	return trainer
}

func write(t *testing.T, file []byte) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "checkpoint")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// countdown is a context that is cancelled after a number of calls of its methods.
type countdown struct {
	context.Context
	left int
}

func (c *countdown) Err() error {
	if c.left--; c.left < 0 {
		return context.Canceled
	}
	return nil
}
