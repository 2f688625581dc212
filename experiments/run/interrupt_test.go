package run

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"gan2014/datasets"
	"gan2014/experiments/job"
	"gan2014/experiments/spec"
	"gan2014/models/nn"
	"gan2014/parzen"
	"gan2014/results"
)

// TestFailureWhileInterrupted checks that a failure during an interruption counts as an interruption. Only a divergence stays a
// divergence.
func TestFailureWhileInterrupted(t *testing.T) {
	log, err := job.OpenLog(t.TempDir(), &bytes.Buffer{})
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	a := &Attempt{Log: log}
	panicked := log.Safely(func() error { panic("zero length") })
	for _, c := range []struct {
		ctx  context.Context
		err  error
		want results.Status
	}{
		{ended, nil, results.Done},
		{ended, panicked, results.Interrupted},
		{ended, errors.New("interrupted (9)"), results.Interrupted}, // the message of SQLite
		{ended, &nn.Diverged{}, results.Diverged},
		{t.Context(), panicked, results.Failed},
		{t.Context(), &nn.Diverged{}, results.Diverged},
	} {
		if got, _ := statusOf(a.interrupted(c.ctx, c.err)); got != c.want {
			t.Errorf("%v, ctx %v: %s, want %s", c.err, c.ctx.Err(), got, c.want)
		}
	}
}

// TestScoreWhileInterrupted checks that there is no score if not all test images were scored.
func TestScoreWhileInterrupted(t *testing.T) {
	image := datasets.Images{N: 2, Dim: 1, Data: []float32{0, 1}}
	a := &Attempt{Set: &datasets.Set{Fold: datasets.Fold{Valid: image, Test: image}}}
	grid := spec.Grid{From: 1, To: 1, Count: 1, Spacing: spec.Log}
	a.System.Evaluation = &spec.Evaluation{Validation: 2, Grids: []spec.Grid{grid}}
	window, err := parzen.New(points(image))
	if err != nil {
		t.Fatal(err)
	}
	interrupted := 0
	for ; ; interrupted++ { // interrupts a little later each time, finally while test images are scored
		_, err := a.evaluate(&endsAfter{Context: t.Context(), left: interrupted}, window)
		if err == nil {
			break
		}
		if !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
	}
	if interrupted < 2 {
		t.Errorf("%d moments of an interruption: sigma is chosen, and test images are scored", interrupted)
	}
}

// An endsAfter is a context that ends after a given number of calls of Err.
type endsAfter struct {
	context.Context
	left int
}

func (c *endsAfter) Err() error {
	if c.left--; c.left < 0 {
		return context.Canceled
	}
	return nil
}

// TestPanicIsAnError checks that a panic becomes an error of its run, with the stack in the log.
func TestPanicIsAnError(t *testing.T) {
	dir := t.TempDir()
	log, err := job.OpenLog(dir, &bytes.Buffer{})
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	a := &Attempt{Log: log, Job: job.Job{}} // no data, which makes the run panic
	a.System.Kind = "training-images"
	if err := a.compute(t.Context()); err == nil || !strings.HasPrefix(err.Error(), "internal error: ") {
		t.Errorf("error %v", err)
	}
	if tail := job.LogTail(dir); !strings.Contains(tail, "kind.go:") {
		t.Errorf("no stack in the log:\n%s", tail)
	}
}
