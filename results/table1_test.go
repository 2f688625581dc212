package results_test

import (
	"fmt"
	"math"
	"os/exec"
	"reflect"
	"strings"
	"testing"

	"gan2014/results"
)

// score stores a finished run with this log-likelihood.
func score(t *testing.T, db *results.DB, r results.Run, es ...results.Evaluation) int64 {
	t.Helper()
	id := begin(t, db, r)
	check(t, db.Evaluate(t.Context(), id, es))
	check(t, db.Finish(t.Context(), id, results.Ending{Status: results.Done, Seconds: 1}))
	return id
}

func measured(t *testing.T, db *results.DB) []results.Table1Row {
	t.Helper()
	rows, err := db.Table1(t.Context())
	check(t, err)
	var m []results.Table1Row
	for _, r := range rows {
		if r.Origin == results.Measured {
			m = append(m, r)
		}
	}
	return m
}

func ptr(v float64) *float64 { return &v }

// TestPublishedRows checks the published rows against Goodfellow et al. 2014, Table 1.
func TestPublishedRows(t *testing.T) {
	db, _ := mustOpen(t)
	rows, err := db.Table1(t.Context())
	check(t, err)
	var got []string
	for _, r := range rows {
		got = append(got, fmt.Sprintf("%s %s %g ± %g over %s, %d samples", r.System, r.Dataset, r.LL, *r.StdErr, r.StdErrOver, r.Samples))
		if r.Origin != results.Published || !strings.HasPrefix(r.Source, "Goodfellow et al. 2014, Table 1") ||
			strings.Contains(r.Source, "quoting") != (r.System != "Adversarial nets") {
			t.Errorf("%s: %s, %s", r.System, r.Origin, r.Source)
		}
	}
	want := []string{
		"DBN mnist 138 ± 2 over test examples, 10000 samples",
		"Stacked CAE mnist 121 ± 1.6 over test examples, 10000 samples",
		"Deep GSN mnist 214 ± 1.1 over test examples, 10000 samples",
		"Adversarial nets mnist 225 ± 2 over test examples, 10000 samples",
		"DBN tfd 1909 ± 66 over folds, 10000 samples",
		"Stacked CAE tfd 2110 ± 50 over folds, 10000 samples",
		"Deep GSN tfd 1890 ± 29 over folds, 10000 samples",
		"Adversarial nets tfd 2057 ± 26 over folds, 10000 samples",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("rows\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestMeanOverSeeds(t *testing.T) {
	db, _ := mustOpen(t)
	one := evaluation("paper", 220)
	one.StdErr, one.Sigma, one.SigmaAtEdge = 1, 0.125, false
	id := score(t, db, run("s1", 1), one)

	want := results.Table1Row{
		System: "Adversarial nets", Dataset: "mnist", Origin: "measured",
		LL: 220, StdErr: ptr(1), StdErrOver: "test examples", SDOverSeeds: nil, Seeds: 1,
		Sigma: ptr(0.125), SigmaAtEdge: false, Samples: 10000, TestExamples: 9999,
		Protocol: "10,000 samples; paper grid", Budget: "minutes", Grid: "paper", Recipe: "recipe", RunIDs: []int64{id},
	}
	if got := measured(t, db); !reflect.DeepEqual(got, []results.Table1Row{want}) {
		t.Errorf("one seed: %+v, want %+v", got, want)
	}

	// 220, 224, 231: mean 225, sample variance (25+1+36)/2 = 31. All sigmas are exact in binary.
	two, three := evaluation("paper", 224), evaluation("paper", 231)
	two.StdErr, two.Sigma, two.SigmaAtEdge = 2, 0.25, true
	three.StdErr, three.Sigma, three.SigmaAtEdge = 6, 0.5, false
	want.RunIDs = append(want.RunIDs, score(t, db, run("s2", 2), two), score(t, db, run("s3", 3), three))
	want.LL, want.StdErr, want.SDOverSeeds, want.Seeds = 225, ptr(3), ptr(math.Sqrt(31)), 3
	want.Sigma, want.SigmaAtEdge = ptr((0.125+0.25+0.5)/3), true
	got := measured(t, db)
	if sd := got[0].SDOverSeeds; sd != nil && math.Abs(*sd-math.Sqrt(31)) < 1e-15 { // two units in the last place
		want.SDOverSeeds = sd
	}
	if !reflect.DeepEqual(got, []results.Table1Row{want}) {
		t.Errorf("three seeds: %+v, want %+v", got, want)
	}
}

// TestDeviationOverSeeds checks that the square root of the view agrees with math.Sqrt to one unit in the last place over the range of
// doubles, also for equal scores and for a spread that is tiny beside the mean.
func TestDeviationOverSeeds(t *testing.T) {
	for _, spread := range []float64{0, 1e-150, 1e-9, 0.3, 1, 2, 31, 1e6, 1e150} {
		t.Run(fmt.Sprint(spread), func(t *testing.T) {
			db, _ := mustOpen(t)
			score(t, db, run("s1", 1), evaluation("paper", -spread))
			score(t, db, run("s2", 2), evaluation("paper", spread))
			want := math.Sqrt(2 * spread * spread) // mean 0, n - 1 = 1
			got := measured(t, db)[0].SDOverSeeds
			if got == nil || math.Abs(*got-want) > 2.3e-16*want {
				t.Errorf("deviation %v, want %.17g", got, want)
			}
		})
	}
}

func TestRecipesAndProtocolsNeverMix(t *testing.T) {
	db, _ := mustOpen(t)
	fine := evaluation("fine", 230)
	score(t, db, run("s1", 1), evaluation("paper", 220), fine)

	otherRecipe := run("s2", 2)
	otherRecipe.Recipe = "another"
	score(t, db, otherRecipe, evaluation("paper", 100))

	otherProtocol := evaluation("paper", 50)
	otherProtocol.Protocol = "1,000 samples"
	score(t, db, run("s3", 3), otherProtocol)

	truth := run("t", 1)
	truth.System, truth.Recipe = "True distribution", "truth"
	score(t, db, truth, evaluation("paper", 242))

	dbn := run("dbn", 1)
	dbn.System, dbn.Recipe = "DBN", "dbn"
	score(t, db, dbn, evaluation("paper", 130))

	var got []string
	for _, r := range measured(t, db) {
		got = append(got, fmt.Sprintf("%s %s %s: %g (%d)", r.System, r.Recipe, r.Protocol, r.LL, r.Seeds))
	}
	want := []string{ // systems of the paper first, in its order, then by age
		"DBN dbn 10,000 samples; paper grid: 130 (1)",
		"Adversarial nets recipe 10,000 samples; paper grid: 220 (1)",
		"Adversarial nets recipe 10,000 samples; fine grid: 230 (1)",
		"Adversarial nets another 10,000 samples; paper grid: 100 (1)",
		"Adversarial nets recipe 1,000 samples: 50 (1)",
		"True distribution truth 10,000 samples; paper grid: 242 (1)",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("rows\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}

	rows, err := db.Table1(t.Context())
	check(t, err)
	for i, r := range rows { // 4 published of mnist, 6 measured, 4 published of tfd
		if wantMeasured := i >= 4 && i < 10; (r.Origin == results.Measured) != wantMeasured {
			t.Errorf("row %d is %s", i, r.Origin)
		}
	}
}

func TestOnlyRunsThatStandCount(t *testing.T) {
	db, _ := mustOpen(t)
	for i, s := range []results.Status{results.Failed, results.Interrupted, results.Diverged} {
		id := begin(t, db, run(string(s), int64(i)))
		check(t, db.Evaluate(t.Context(), id, []results.Evaluation{evaluation("paper", 1)}))
		check(t, db.Finish(t.Context(), id, results.Ending{Status: s, Seconds: 1}))
	}
	running := begin(t, db, run("running", 9))
	check(t, db.Evaluate(t.Context(), running, []results.Evaluation{evaluation("paper", 1)}))
	if got := measured(t, db); got != nil {
		t.Errorf("rows of runs that are not done: %+v", got)
	}

	// A key computed again: the first counts until the second is done.
	score(t, db, run("k", 1), evaluation("paper", 100))
	second := begin(t, db, again(run("k", 1)))
	check(t, db.Evaluate(t.Context(), second, []results.Evaluation{evaluation("paper", 200)}))
	if got := measured(t, db); len(got) != 1 || got[0].LL != 100 || got[0].Seeds != 1 {
		t.Errorf("while it is computed again: %+v", got)
	}
	check(t, db.Finish(t.Context(), second, results.Ending{Status: results.Done, Seconds: 1}))
	if got := measured(t, db); len(got) != 1 || got[0].LL != 200 || got[0].Seeds != 1 {
		t.Errorf("after it was computed again: %+v", got)
	}
}

// TestScoreThatIsNotFinite checks that there is no mean if the score of a seed is not finite, because a mean over the finite seeds would be
// wrong.
func TestScoreThatIsNotFinite(t *testing.T) {
	db, _ := mustOpen(t)
	score(t, db, run("s1", 1), evaluation("paper", 220))
	score(t, db, run("s2", 2), evaluation("paper", 222))
	bad := evaluation("paper", math.Inf(-1))
	bad.StdErr = math.NaN()
	score(t, db, run("s3", 3), bad)
	got := measured(t, db)
	if len(got) != 1 || !math.IsInf(got[0].LL, -1) || got[0].StdErr != nil || got[0].SDOverSeeds != nil || got[0].Seeds != 3 {
		t.Errorf("rows %+v", got)
	}
}

// TestViewsInShell reads the views with the user's own sqlite3, which may be older and have no sqrt.
func TestViewsInShell(t *testing.T) {
	shell, err := exec.LookPath("sqlite3")
	if err != nil {
		t.Skip("no sqlite3 on this machine")
	}
	db, path := mustOpen(t)
	score(t, db, run("s1", 1), evaluation("paper", 222))
	score(t, db, run("s2", 2), evaluation("paper", 228)) // sample standard deviation √18 = 4.2426…
	begin(t, db, run("s3", 3))

	ask := func(stmt string) []string {
		t.Helper()
		out, err := exec.Command(shell, "-readonly", "-header", "-nullvalue", "-", path, stmt).CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return strings.Split(strings.TrimSpace(string(out)), "\n")
	}

	lines := ask("SELECT * FROM table1")
	if len(lines) != 1+8+1 {
		t.Fatalf("%d lines:\n%s", len(lines), strings.Join(lines, "\n"))
	}
	wantHead := "system|dataset|origin|ll_nats|stderr|stderr_over|sd_over_seeds|seeds|sigma|samples|test_examples|protocol|budget|sigma_at_edge|source|recipe"
	if !strings.HasPrefix(lines[0], wantHead) {
		t.Errorf("columns %s\nwant    %s …", lines[0], wantHead)
	}
	if want := "Adversarial nets|mnist|published|225.0|2.0|test examples|-|-|-|10000|-|-|-|-|Goodfellow et al. 2014, Table 1|-"; !strings.HasPrefix(lines[4], want) {
		t.Errorf("row %s\nwant %s …", lines[4], want)
	}
	if want := "Adversarial nets|mnist|measured|225.0|2.0|test examples|4.2426406871"; !strings.HasPrefix(lines[5], want) {
		t.Errorf("row %s\nwant %s …", lines[5], want)
	}
	if want := "|2|0.2|10000|9999|10,000 samples; paper grid|minutes|1|-|recipe|paper|"; !strings.Contains(lines[5], want) {
		t.Errorf("row %s\nwant … %s …", lines[5], want)
	}

	lines = ask("SELECT * FROM runs")
	if want := "key|system|dataset|seed|status|started|seconds|commit|dirty|budget|spec|"; !strings.HasPrefix(lines[0], want) {
		t.Errorf("columns %s\nwant    %s …", lines[0], want)
	}
	if want := "s3|Adversarial nets|mnist|3|running|2014-06-10T12:00:00Z|0.0|c0ffee|1|minutes|table1.yaml|"; len(lines) != 4 || !strings.HasPrefix(lines[3], want) {
		t.Errorf("rows\n%s\nwant last %s …", strings.Join(lines, "\n"), want)
	}

	// The schema contains its comments.
	if schema := strings.Join(ask(".schema"), "\n"); !strings.Contains(schema, "computing time, summed over resumes") ||
		!strings.Contains(schema, "sample standard deviation (n - 1) of ll_nats") {
		t.Errorf("comments are lost:\n%s", schema)
	}
}

// TestInfiniteMean checks that a seed with likelihood 0 gives a mean over seeds of −∞ without a ±.
func TestInfiniteMean(t *testing.T) {
	for _, c := range []struct{ first, second, want float64 }{
		{math.Inf(-1), 10, math.Inf(-1)}, {10, math.Inf(-1), math.Inf(-1)}, {math.Inf(-1), math.Inf(-1), math.Inf(-1)},
		{math.Inf(1), 10, math.Inf(1)}, {math.Inf(1), math.Inf(-1), math.NaN()}, {math.NaN(), 10, math.NaN()},
	} {
		db, _ := mustOpen(t)
		for i, ll := range []float64{c.first, c.second} {
			score(t, db, run(fmt.Sprint(i), int64(i)), evaluation("paper", ll), evaluation("fine", 7))
		}
		rows := measured(t, db)
		if got := rows[0].LL; len(rows) != 2 || got != c.want && !(math.IsNaN(got) && math.IsNaN(c.want)) || rows[0].StdErr != nil || rows[0].SDOverSeeds != nil {
			t.Errorf("the mean of %g and %g is %+v", c.first, c.second, rows)
		}
	}
}
