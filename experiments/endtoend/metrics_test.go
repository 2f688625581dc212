package endtoend

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gan2014/datasets"
	"gan2014/experiments/exit"
)

// TestMetricsOfRuns checks that the measures of finished runs are recorded once, and stand in the report.
func TestMetricsOfRuns(t *testing.T) {
	t.Parallel()
	b := finishedBench(t)
	metrics := func(more ...string) []string {
		return append([]string{"metrics", "-db", b.path("results.db"), "-out", b.path("out")}, more...)
	}
	b.expect(exit.BadUsage, metrics(), "no samples: give a file with -samples, finished runs by their ids, or -all")
	b.expect(exit.BadUsage, metrics("-all", "1"), "exclude each other")
	b.expect(exit.BadUsage, metrics("-samples", "x.npy", "1"), "exclude each other")
	b.expect(exit.BadUsage, metrics("ffff"), "ffff")
	b.expect(exit.BadUsage, metrics("-all", "-dataset", "fashion-mnist"), "no finished run of fashion-mnist without measures")
	folder, err := datasets.DefaultDir()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(folder, "classifiers", "mnist.nn")); err != nil {
		t.Skip("NOT CHECKED: the classifier of MNIST takes a minute to train; experiments metrics keeps it")
	}
	b.expect(exit.Done, metrics("-only", "manifold,copies", "2"), "True distribution, mnist, seed 1", "coverage", "recorded in ")
	if got := b.query(`select count(*) || ' ' || min(samples) || ' ' || min(run_id) || ' ' || max(run_id) from metric_score`); got != "10 200 2 2" {
		t.Errorf("measures %s", got)
	}
	if got := b.query(`select value < -10 and training > -5 from metric_score where space = 'pixels' and metric like 'closeness%'`); got != "1" {
		t.Errorf("training images are no copies of training images")
	}
	b.expect(exit.Done, metrics("-all", "-only", "manifold,copies"), "Adversarial nets, mnist, seed 1")
	b.expect(exit.BadUsage, metrics("-all"), "no finished run of mnist without measures")
	b.expect(exit.Done, []string{"report", "-db", b.path("results.db"), "-out", b.path("out")})
	page, err := os.ReadFile(b.path("out/report.html"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(page), "Other measures of the samples") {
		t.Error("the report has no table of the measures")
	}
}
