package endtoend

import (
	"os"
	"strings"
	"testing"

	"gan2014/experiments/exit"
)

// TestEveryKind checks that each kind of system runs to the end, says how its samples are drawn, and is not computed twice.
func TestEveryKind(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	if err := os.WriteFile(b.path("tiny.yaml"), testSpec("kinds.yaml"), 0o600); err != nil {
		t.Fatal(err)
	}
	b.expect(exit.Done, b.args(), "DBN", "Stacked CAE", "Deep GSN", "k-means", "Normal distribution", "Mean image")
	protocol := func(system string) string {
		return b.query(`select protocol from table1 where origin = 'measured' and system = '` + system + `'`)
	}
	const on = "; sigma from 10 values 0.1 to 1 (log) on 50 validation images"
	for system, want := range map[string]string{
		"DBN": "200 samples, means of a 784-20-10 deep belief net: Gibbs steps in the top machine, then down; " +
			"20 chains from training images, burn-in of 10 steps, a sample every 2 steps" + on + "; trained on the first 1,000 images",
		"Stacked CAE": "200 samples, pixel means of a walk over the codes of layer 1 of a 784-20-10 contractive auto-encoder, noise 1 along J·Jᵀ; " +
			"20 chains from training images, burn-in of 10 steps, a sample every 2 steps" + on + "; trained on the first 1,000 images",
		"Deep GSN": "200 samples, means of a 784-20-10 generative stochastic network; " +
			"1 chain from a training image, no burn-in, a sample every step" + on + "; trained on the first 1,000 images",
		"k-means":             "200 samples, 200 k-means centroids of the training images as samples" + on,
		"Normal distribution": "200 samples, draws of a normal distribution fitted to the training images, 90% of its variance kept, clipped to [0,1]" + on,
		"Mean image":          "200 samples, the mean training image as every sample" + on,
	} {
		if got := protocol(system); got != want {
			t.Errorf("%s is evaluated by %q, want %q", system, got, want)
		}
	}
	for query, want := range map[string]string{
		`select group_concat(status) from runs`:                                                   "done,done,done,done,done,done",
		`select count(*) from artifact where kind = 'samples'`:                                    "6",
		`select count(*) from artifact where kind = 'film'`:                                       "3",
		`select count(*) from artifact where kind = 'chain' and caption like '%Autocorrelation%'`: "3",
		`select group_concat(epoch) from metric where name = 'valid_ll'`:                          "2",
		`select count(*) from metric where name = 'sample_seconds' and value > 0`:                 "6",
		`select group_concat(value, ' ') from metric where name = 'layer' and run_id = 1`:         "1.0 1.0 2.0",
		`select min(ll_nats > -3000 and ll_nats < 300) from table1 where origin = 'measured'`:     "1",
	} {
		if got := b.query(query); got != want {
			t.Errorf("%s\nis %s, want %s", query, got, want)
		}
	}
	table, err := os.ReadFile(b.path("out/table2.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{ // what the report takes from specs and protocols
		"1 in layer 1, 1 in layer 2 (persistent chains)", "1 thread, 1 seed, the first 1,000 images", "20 and 10 binary units", "20 and 10 sigmoid units",
		"20 and 10 tanh units", "3 steps of its chain", "200 samples in 0.", "1 Markov chain from training images, burn-in of 0 steps, a sample every step: 200 steps",
		"20 Markov chains from training images, burn-in of 10 steps, a sample every 2 steps: 30 steps one after another. Autocorrelation of the images",
	} {
		if !strings.Contains(string(table), want) {
			t.Errorf("table2.md does not say %q:\n%s", want, table)
		}
	}
	b.expect(exit.Done, b.args(), "[6/6] Mean image, mnist, seed 1: done before")
}
