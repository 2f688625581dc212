package endtoend

import (
	"testing"

	"gan2014/experiments/exit"
)

// TestVerifyCatchesABrokenRecipe makes a reference of two seeds. The same recipe agrees with it in every digit, whatever the number of
// threads. Recipes with one defect each do not.
func TestVerifyCatchesABrokenRecipe(t *testing.T) {
	t.Parallel()
	b := finishedBench(t, "-set", "seeds=2")
	train := func(db string, more ...string) {
		t.Helper()
		b.expect(exit.Done, b.args(append([]string{"-db", b.path(db), "-out", b.path(db + "-out")}, more...)...))
	}
	verify := func(status int, db string, texts ...string) {
		t.Helper()
		b.expect(status, []string{"verify", "-reference", b.path("reference.json"), "-db", b.path(db)}, texts...)
	}
	b.expect(exit.BadUsage, []string{"verify", "-db", b.path("no.db")}, "no.db")
	b.expect(exit.Done, []string{"verify", "-write", "-db", b.path("results.db"), "-reference", b.path("reference.json")})
	verify(exit.Done, "results.db", "all of 4 numbers are the same")

	train("whole.db", "-threads", "2")
	verify(exit.Done, "whole.db", "not compared: 2 numbers of seeds that", "all of 2 numbers are the same")
	for name, set := range map[string]string{
		"no dropout":      "systems.0.discriminator.layers.0.keep=1",
		"twice the rate":  "systems.0.train.learning_rate.start=0.2",
		"an epoch less":   "systems.0.train.epochs=2",
		"other images":    "systems.0.train.images=4999",
		"sigma elsewhere": "evaluation.grids.paper.from=0.11",
	} {
		train(name+".db", "-only", "*/adv*", "-set", set)
		b.expect(exit.Failed, []string{"verify", "-reference", b.path("reference.json"), "-db", b.path(name + ".db"), "-only", "*/adv*"}, "DIFFERS by")
	}
	train("fewer samples.db", "-set", "evaluation.samples=199")
	verify(exit.Failed, "fewer samples.db", "MISSING", "4 of 4 numbers are not the same")
}
