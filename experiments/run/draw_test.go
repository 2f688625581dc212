package run

import (
	"slices"
	"testing"

	"gan2014/results"
)

// TestDrawRepeatsTheScoredSamples computes a run of every kind and draws from its checkpoint: first the samples that were scored, then, from
// another seed, others, unless the kind has no choice.
func TestDrawRepeatsTheScoredSamples(t *testing.T) {
	const fixed = "mean-image" // all its samples are equal
	for _, planned := range everyKind(t) {
		kind := string(planned.System.Kind)
		w := newWorld(t)
		a := w.begin(planned)
		if err := a.compute(t.Context()); err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		a.end(t, results.Done)
		scored, _, err := a.samples(t.Context())
		if err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		finished := &Attempt{Job: a.Job, Set: a.Set, Dir: a.Dir}
		got, err := finished.Draw(scored.N, a.Seed)
		if err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		if got.N != scored.N || got.D != scored.D || !slices.Equal(got.Data, scored.Data) {
			t.Errorf("%s: the drawn samples are not the scored ones", kind)
		}
		other, err := finished.Draw(scored.N, a.Seed+1)
		if err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		if slices.Equal(other.Data, scored.Data) != (kind == fixed) {
			t.Errorf("%s: another seed draws the same samples", kind)
		}
	}
}

// TestDrawNeedsACheckpoint checks that a run without its files is refused.
func TestDrawNeedsACheckpoint(t *testing.T) {
	w := newWorld(t)
	a := w.begin(w.plan())
	if _, err := a.Draw(3, 1); err == nil {
		t.Error("samples without a checkpoint")
	}
}
