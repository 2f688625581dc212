package endtoend

import (
	"os"
	"path/filepath"
	"testing"

	"gan2014/experiments/exit"
)

// stable is an experiment whose numbers hardly depend on the seed. A tiny pair of adversarial nets would not do: after seconds its
// likelihood is that of a constant image, trained or not, and spreads by tens of nats.
const stable = `
name: stable
budget: tiny
seeds: [1]
evaluation:
  samples: 1000
  validation: 100
  grids:
    paper: {from: 0.1, to: 1.0, count: 10, spacing: log}
systems:
  - name: Normal distribution
    kind: gaussian
    dataset: mnist
    gaussian: {share: 0.6, clip: true}
  - name: True distribution
    kind: training-images
    dataset: mnist
`

// TestVerifyCatchesABrokenRecipe makes a reference of three seeds. A fourth seed must agree with it. Recipes with one defect each
// must not.
func TestVerifyCatchesABrokenRecipe(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	if err := os.WriteFile(b.path("tiny.yaml"), []byte(stable), 0o600); err != nil {
		t.Fatal(err)
	}
	b.expect(exit.Done, b.args("-set", "seeds=3"))
	b.expect(exit.Done, []string{"verify", "-write", "-db", b.path("results.db"), "-reference", b.path("reference.json")})
	check := func(status int, name string, sets []string, texts ...string) {
		t.Helper()
		dir := filepath.Join(b.dir, name)
		args := []string{"-spec", b.path("tiny.yaml"), "-db", filepath.Join(dir, "results.db"), "-out", dir, "-threads", "1", "-set", "seeds=[4]"}
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		for _, set := range sets {
			args = append(args, "-set", set)
		}
		b.expect(exit.Done, args)
		b.expect(status, []string{"verify", "-db", filepath.Join(dir, "results.db"), "-reference", b.path("reference.json")}, texts...)
	}
	check(exit.Done, "whole", nil, "cells that agree with the reference of commit", ": all 2")
	check(exit.Failed, "too much of it", []string{"systems.Normal distribution.gaussian.share=1"}, "DRIFTED", "cells that do not agree", ": 1 of 2")
	check(exit.Failed, "not clipped", []string{"systems.Normal distribution.gaussian.clip=false"}, "DRIFTED")
	check(exit.Failed, "sigma out of reach", []string{"evaluation.grids.paper.from=0.5"}, "DRIFTED")
	b.expect(exit.BadUsage, []string{"verify", "-write", "-db", filepath.Join(b.dir, "whole", "results.db"), "-reference", b.path("no.json")}, "has only 1 seed: a tolerance needs three or more", "no row of Table 1 can be part of a reference")
}

// TestVerifyBySetup checks tiny nets, which spread over seeds by tens of nats. The same seed in the same setup does not spread, so
// a broken recipe shows.
func TestVerifyBySetup(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	train := func(db string, more ...string) {
		t.Helper()
		b.expect(exit.Done, b.args(append([]string{"-only", "*/adversarial nets", "-db", b.path(db), "-out", b.path(db + "-out")}, more...)...))
	}
	verify := func(status int, db, text string, more ...string) {
		t.Helper()
		b.expect(status, append([]string{"verify", "-reference", b.path("reference.json"), "-db", b.path(db)}, more...), text)
	}
	train("results.db", "-set", "seeds=3")
	train("repeats.db", "-set", "seeds=[5]")
	verify(exit.BadUsage, "results.db", "-repeats has no effect without -write", "-repeats", b.path("repeats.db"))
	verify(exit.Done, "results.db", "", "-write", "-repeats", b.path("repeats.db"))

	verify(exit.Done, "results.db", "this setup")
	verify(exit.Done, "repeats.db", "this setup")
	train("whole.db", "-set", "seeds=[1]")
	verify(exit.Done, "whole.db", "this setup")
	train("broken.db", "-set", "systems.0.train.learning_rate.start=0.09")
	verify(exit.Failed, "broken.db", "DRIFTED")
}
