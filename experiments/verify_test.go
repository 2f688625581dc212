package main

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gan2014/results"
)

// stable is an experiment whose numbers hardly depend on the seed. A tiny pair of adversarial nets is none: after seconds its likelihood
// is that of a constant image, trained or not, and spreads by tens of nats.
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

// TestVerifyCatchesABrokenRecipe makes a reference of three seeds. A fourth seed agrees with it; recipes that are broken in one place each do not.
func TestVerifyCatchesABrokenRecipe(t *testing.T) {
	b := newBench(t)
	if err := os.WriteFile(b.path("tiny.yaml"), []byte(stable), 0o600); err != nil {
		t.Fatal(err)
	}
	b.expect(statusDone, b.args("-set", "seeds=3"))
	b.expect(statusDone, []string{"verify", "-write", "-db", b.path("results.db"), "-reference", b.path("reference.json")})
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
		b.expect(statusDone, args)
		b.expect(status, []string{"verify", "-db", filepath.Join(dir, "results.db"), "-reference", b.path("reference.json")}, texts...)
	}
	check(statusDone, "whole", nil, "cells that agree with the reference of commit", ": all 2")
	check(statusFailed, "too much of it", []string{"systems.Normal distribution.gaussian.share=1"}, "DRIFTED", "cells that do not agree", ": 1 of 2")
	check(statusFailed, "not clipped", []string{"systems.Normal distribution.gaussian.clip=false"}, "DRIFTED")
	check(statusFailed, "sigma out of reach", []string{"evaluation.grids.paper.from=0.5"}, "DRIFTED")
	b.expect(statusUsage, []string{"verify", "-write", "-db", filepath.Join(b.dir, "whole", "results.db"), "-reference", b.path("no.json")}, "has too few seeds, 1: a tolerance takes three or more", "no cell is left")
}

// A pair of tiny nets spreads over seeds by tens of nats. A seed by the same means does not, and a broken recipe shows.
func TestVerifyByMeans(t *testing.T) {
	b := newBench(t)
	train := func(db string, more ...string) {
		t.Helper()
		b.expect(statusDone, b.args(append([]string{"-only", "*/adversarial nets", "-db", b.path(db), "-out", b.path(db + "-out")}, more...)...))
	}
	verify := func(status int, db, text string, more ...string) {
		t.Helper()
		b.expect(status, append([]string{"verify", "-reference", b.path("reference.json"), "-db", b.path(db)}, more...), text)
	}
	train("results.db", "-set", "seeds=3")
	train("repeats.db", "-set", "seeds=[5]")
	verify(statusUsage, "results.db", "-repeats is for -write", "-repeats", b.path("repeats.db"))
	verify(statusDone, "results.db", "", "-write", "-repeats", b.path("repeats.db"))

	verify(statusDone, "results.db", "these means")
	verify(statusDone, "repeats.db", "these means")
	train("whole.db", "-set", "seeds=[1]")
	verify(statusDone, "whole.db", "these means")
	train("broken.db", "-set", "systems.0.train.learning_rate.start=0.09")
	verify(statusFailed, "broken.db", "DRIFTED")
}

func TestTolerance(t *testing.T) {
	row := results.Table1Row{LL: 200, Seeds: 3}
	for _, c := range []struct {
		lls    []float64
		want   float64
		reason string
	}{
		{[]float64{190, 200, 210}, 50, "5 standard deviations of 3 seeds, of 10 nats each"},
		{[]float64{190, 200, 210, 200, 200, 200}, 5 * math.Sqrt(40), "5 standard deviations of 3 seeds and 3 repeats, of 6.32 nats each"},
		{[]float64{200, 200, 200}, 2, "2 nats or 1 % of the number; 3 seeds have a standard deviation of 0"},
	} {
		var measured []measurement
		for _, ll := range c.lls {
			measured = append(measured, measurement{ll: ll})
		}
		if got, reason := tolerance(row, measured); math.Abs(got-c.want) > 1e-12 || reason != c.reason {
			t.Errorf("%v: %g, %q", c.lls, got, reason)
		}
	}
}

// Runs whose means changed on the way are a part of the spread alone.
func TestReferenceByMeans(t *testing.T) {
	sd := 1.
	row := results.Table1Row{Origin: results.Measured, Dataset: "mnist", System: "DBN", LL: 200, Seeds: 3, SDOverSeeds: &sd, RunIDs: []int64{1, 2, 3}}
	in := func(run, seed int64, blas string, ll float64) measurement {
		return measurement{cellOf(row), means{seed, blas, 1}, run, ll}
	}
	measured := []measurement{in(1, 1, "A", 199), in(2, 2, "A", 201), in(3, 3, "", 200), in(4, 4, "A", 0)}
	repeats := []measurement{in(1, 1, "A", 199), in(2, 1, "B", 203), {cell: cell{System: "other"}, ll: 7}}
	r, _ := newReference([]results.Table1Row{row}, measured, repeats, "")
	c := r.Cells[0]
	if want := "5 standard deviations of 3 seeds and 2 repeats, of 1.73 nats each"; c.Reason != want {
		t.Errorf("%q, want %q", c.Reason, want)
	}
	if len(c.By) != 3 {
		t.Errorf("known by %+v", c.By)
	}
	for _, q := range []struct {
		of   []measurement
		want float64
		by   string
	}{
		{[]measurement{in(9, 1, "B", 0)}, 203, "these means"}, {[]measurement{in(9, 1, "A", 0), in(9, 2, "A", 0)}, 200, "these means"},
		{[]measurement{in(9, 2, "B", 0)}, 200, "any means"}, {[]measurement{in(9, 1, "A", 0), in(9, 3, "A", 0)}, 200, "any means"}, {nil, 200, "any means"},
	} {
		if ll, tolerance, by := c.expected(q.of); ll != q.want || by != q.by || (by == "any means") != (tolerance == c.Tolerance) {
			t.Errorf("%+v: %g ± %g by %s", q.of, ll, tolerance, by)
		}
	}
}

func TestVerifyByCells(t *testing.T) {
	r := reference{Cells: []referenceCell{{cell: cell{Dataset: "mnist", System: "DBN", Grid: "fine", Budget: "minutes", Samples: 10}, LL: 200, Tolerance: 5}}}
	row := results.Table1Row{Origin: results.Measured, Dataset: "mnist", System: "DBN", Grid: "fine", Budget: "minutes", Samples: 10}
	for ll, want := range map[float64]int{200: 0, 205: 0, 195.1: 0, 205.1: 1, 194: 1, math.NaN(): 1, math.Inf(1): 1} {
		row.LL = ll
		var text strings.Builder
		if wrong, err := r.verify(&text, []results.Table1Row{{LL: 200, Origin: results.Published, Dataset: "mnist", System: "DBN"}, row}, nil); wrong != want || err != nil {
			t.Errorf("%g nats: %d wrong, want %d, error %v\n%s", ll, wrong, want, err, text.String())
		}
	}
}

// A number of fewer samples is another number.
func TestVerifyMissesACell(t *testing.T) {
	r := reference{Cells: []referenceCell{{cell: cell{Dataset: "mnist", System: "DBN", Grid: "fine", Budget: "minutes", Samples: 10}, LL: 200, Tolerance: 5}}}
	row := results.Table1Row{Origin: results.Measured, Dataset: "mnist", System: "DBN", Grid: "fine", Budget: "minutes", Samples: 9, LL: 200}
	var text strings.Builder
	if wrong, err := r.verify(&text, []results.Table1Row{row}, nil); wrong != 1 || err != nil || !strings.Contains(text.String(), "MISSING") {
		t.Errorf("%d wrong, error %v\n%s", wrong, err, text.String())
	}
}

// Of two recipes under one name the later is the reference's, as it is the one that a reference is compared with.
func TestReferenceOfTheLaterRecipe(t *testing.T) {
	sd := 1.
	row := results.Table1Row{Origin: results.Measured, Dataset: "mnist", System: "DBN", Grid: "fine", Budget: "paper", Samples: 10, LL: 191, Seeds: 3, SDOverSeeds: &sd}
	later, finer := row, row
	later.LL, finer.Grid = 216, "finer"
	rows := []results.Table1Row{row, finer, later}
	r, left := newReference(rows, nil, nil, "")
	if len(r.Cells) != 2 || r.Cells[0].Grid != "finer" || r.Cells[1].LL != 216 {
		t.Errorf("cells %+v", r.Cells)
	}
	if len(left) != 1 || !strings.Contains(left[0], "191.0 nats") {
		t.Errorf("left out: %q", left)
	}
	var text strings.Builder
	if wrong, err := r.verify(&text, rows, nil); wrong != 0 || err != nil {
		t.Errorf("%d wrong, error %v\n%s", wrong, err, text.String())
	}
}

func TestReferenceThatIsNone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "reference.json")
	for text, want := range map[string]string{
		`{`:            "read ",
		`{"cells":[]}`: "has no cells",
		`{"cells":[{"system":"DBN","dataset":"mnist","grid":"fine"}]}`: "DBN on mnist, fine grid, has no tolerance above 0 with a reason",
	} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		c := verifyCommand{reference: path}
		if _, err := c.readReference(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want %q", text, err, want)
		}
	}
}

func TestChooseCells(t *testing.T) {
	r := reference{Cells: []referenceCell{
		{cell: cell{Dataset: "mnist", System: "DBN", Budget: "minutes"}},
		{cell: cell{Dataset: "mnist", System: "DBN", Budget: "hour"}},
		{cell: cell{Dataset: "tfd-like", System: "DBN", Budget: "hour"}},
	}}
	for _, c := range []struct {
		pattern, budget string
		want            int
	}{{"", "", 3}, {"mnist/*", "", 2}, {"*/dbn", "hour", 2}, {"MNIST/*", "minutes", 1}} {
		if got, err := r.choose(c.pattern, c.budget); len(got) != c.want || err != nil {
			t.Errorf("-only %q -budget %q: %d cells, error %v, want %d", c.pattern, c.budget, len(got), err, c.want)
		}
	}
	for _, c := range [][2]string{{"[", ""}, {"cifar10/*", ""}, {"", "paper"}} {
		if _, err := r.choose(c[0], c[1]); err == nil {
			t.Errorf("-only %q -budget %q: no error", c[0], c[1])
		}
	}
}
