package endtoend

import (
	"math"
	"os"
	"strconv"
	"testing"

	"gan2014/experiments/exit"
)

// TestSamples checks that the samples of a run, written to a file, have the likelihood of the run, and what the command refuses.
func TestSamples(t *testing.T) {
	t.Parallel()
	b := finishedBench(t)
	number := func(query string) float64 {
		x, err := strconv.ParseFloat(b.query(query), 64)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	samples := func(more ...string) []string {
		return append([]string{"samples", "-db", b.path("results.db"), "-out", b.path("out")}, more...)
	}
	for _, id := range []string{"1", "2"} {
		file := b.path("samples" + id + ".npy")
		b.expect(exit.Done, samples("-o", file, id), file+": 200 samples of run ", "[200 1 28 28] float32")
		sigma := b.query(`select sigma from evaluation where run_id = ` + id)
		want := number(`select ll_nats from evaluation where run_id = ` + id)
		if e := parzenJSON(t, "-samples", file, "-sigma", sigma); math.Abs(e.LL-want) > 1e-4 || e.Samples != 200 {
			t.Errorf("run %s has %g nats, its %d samples have %g", id, want, e.Samples, e.LL)
		} else if drawn := number(`select ll_nats from evaluation where run_id = 2`); id == "2" && (e.Training == nil || math.Abs(e.Training.LL-drawn) > 1e-4) {
			t.Errorf("as many training images have %+v, want %g as in run 2", e.Training, drawn)
		}
	}
	file := b.path("samples1.npy")
	b.expect(exit.Done, samples("-n", "3", "-seed", "2", "-o", b.path("three.npy"), "1"), "3 samples", "[3 1 28 28] float32")
	b.expect(exit.BadUsage, samples("-o", file, "1"), file+" exists: give another name with -o, or remove it")
	b.expect(exit.BadUsage, samples("-o", b.path("x.npy"), "ffff"), "ffff")
	b.expect(exit.BadUsage, samples("-o", b.path("x.npy")), "give one run")
	b.expect(exit.BadUsage, samples("1"), "no file for the samples: give one with -o")
	b.expect(exit.BadUsage, samples("-n", "-1", "-o", b.path("x.npy"), "1"), `invalid value "-1" for flag -n: it must be a whole number of at least 1`)
	b.expect(exit.BadUsage, samples("-seed", "0", "-o", b.path("x.npy"), "1"), `invalid value "0" for flag -seed`)
	b.expect(exit.Failed, samples("-n", "60000", "-o", b.path("x.npy"), "2"), "mnist has only 50,000 training images")
	b.exec(`update run set status = 'failed' where id = 1`)
	b.reseal()
	b.expect(exit.BadUsage, samples("-o", b.path("x.npy"), "1"), "is failed: only a run that is done has samples")
	if err := os.RemoveAll(b.path("out/runs")); err != nil {
		t.Fatal(err)
	}
	b.expect(exit.BadUsage, samples("-o", b.path("x.npy"), "2"), "run.json")
}
