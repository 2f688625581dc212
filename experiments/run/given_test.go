package run

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"gan2014/experiments/job"
	"gan2014/experiments/spec"
	"gan2014/internal/npy"
	"gan2014/internal/samplefile"
	"gan2014/results"
)

// beginGiven starts an attempt at a run of samples that are given in a file.
func (w world) beginGiven(path string, evaluated int, seed int64) *Attempt {
	w.Helper()
	sum, err := samplefile.Digest(path)
	if err != nil {
		w.Fatal(err)
	}
	text := fmt.Sprintf(`{name: x, budget: x, seeds: [%d], evaluation: {samples: %d, validation: 30, grids: {paper: {from: 0.01, to: 1, count: 10, spacing: log}}},
  systems: [{name: Given, kind: samples, dataset: mnist, files: [%q, %q], sha256s: ["%s", "%s"], range: 0..1}]}`, seed, evaluated, path, path, sum, sum)
	s, err := spec.Parse("x.yaml", []byte(text), nil, nil)
	if err != nil {
		w.Fatal(err)
	}
	a := w.begin(s.Plan()[0])
	if err := a.Job.Assign(job.Assignment{}, results.Forecast{}, a.Dir); err != nil {
		w.Fatal(err)
	}
	return a
}

// TestGivenSamples scores the samples of finished nets again from a file, and expects the same likelihood. It checks what `experiments
// samples` draws of such a run, and that the run has the file in its folder.
func TestGivenSamples(t *testing.T) {
	w := newWorld(t)
	nets, samples, _ := trainedNets(t, w)
	path := t.TempDir() + "/s.npy"
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := npy.Write(file, []int{samples.N, samples.D}, samples.Data); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	a := w.beginGiven(path, nets.System.Evaluation.Samples, 2)
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if err := a.compute(t.Context()); err != nil {
		t.Fatal(err)
	}
	want, got := w.numbers(nets).Evaluations[0], w.numbers(a).Evaluations[0]
	if got.LL != want.LL || got.Sigma != want.Sigma || !strings.Contains(got.Protocol, "samples, given in a file, read as 0..1; sigma") {
		t.Errorf("%g nats at sigma %g, %q; the nets had %g at %g", got.LL, got.Sigma, got.Protocol, want.LL, want.Sigma)
	}
	drawn, err := a.Draw(3, a.Seed)
	if err != nil || drawn.N != 3 || drawn.Data[5] != samples.Data[5] {
		t.Errorf("drawn %d samples, %v", drawn.N, err)
	}
	refused := func(want string, err error) {
		t.Helper()
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one that says %q", err, want)
		}
	}
	_, err = a.Draw(3, a.Seed+1)
	refused("leave -seed out", err)
	_, err = a.Draw(1000, a.Seed)
	refused("take fewer with -n", err)
	if err := os.WriteFile(job.GivenPath(a.Dir), []byte("1,2"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = a.Draw(3, a.Seed)
	refused("samples is damaged", err)
	w.remove(job.GivenPath(a.Dir))
	_, err = a.Draw(3, a.Seed)
	refused("has lost its samples", err)
}
