package table1

import (
	"encoding/csv"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gan2014/internal/golden"
	"gan2014/internal/typeset"
	"gan2014/report/record"
	"gan2014/results"
)

func ptr(x float64) *float64 { return &x }

const paperTable = "Goodfellow et al. 2014, Table 1"

// fixedRows returns every kind of row: measured with and without a partner, one seed and several, σ at an edge, published only, and a ±
// over different things.
func fixedRows() []results.Table1Row {
	published := func(system, dataset string, ll, stderr float64, over, source string) results.Table1Row {
		return results.Table1Row{System: system, Dataset: dataset, Origin: results.Published,
			LL: ll, StdErr: &stderr, StdErrOver: over, Samples: 10000, Source: source}
	}
	const (
		paperGrid = "10,000 samples; σ from 10 values, 0.1 to 1, on 1,000 validation images; 10,000 test images"
		fineGrid  = "10,000 samples; σ from 40 values, 0.1 to 0.295, on 10,000 validation images; 10,000 test images"
	)
	return []results.Table1Row{
		published("DBN", "mnist", 138, 2, "test examples", paperTable+", quoting Bengio et al. 2013"),
		published("Stacked CAE", "mnist", 121, 1.6, "test examples", paperTable+", quoting Bengio et al. 2013"),
		published("Adversarial nets", "mnist", 225, 2, "test examples", paperTable),
		{System: "Adversarial nets", Dataset: "mnist", Origin: results.Measured, LL: 220.625, StdErr: ptr(2.03), StdErrOver: "test examples",
			SDOverSeeds: ptr(1.25), Seeds: 3, Sigma: ptr(0.1668), Samples: 10000, TestExamples: 10000,
			Protocol: paperGrid, Grid: "paper", Budget: "hour", Recipe: "a", RunIDs: []int64{1, 2, 3}},
		{System: "Adversarial nets", Dataset: "mnist", Origin: results.Measured, LL: -12.34, StdErr: ptr(1.96), StdErrOver: "test examples",
			Seeds: 1, Sigma: ptr(0.295), SigmaAtEdge: true, Samples: 10000, TestExamples: 10000,
			Protocol: fineGrid, Grid: "fine", Budget: "minutes", RunIDs: []int64{4}},
		{System: "True distribution", Dataset: "mnist", Origin: results.Measured, LL: 242.31, StdErr: ptr(2.2), StdErrOver: "test examples",
			Seeds: 1, Sigma: ptr(0.1668), Samples: 10000, TestExamples: 10000,
			Protocol: paperGrid, Grid: "paper", Budget: "minutes", RunIDs: []int64{5}},
		published("Adversarial nets", "tfd", 2057, 26, "folds", paperTable),
		{System: "Adversarial nets", Dataset: "tfd", Origin: results.Measured, LL: math.Inf(-1), StdErrOver: "folds",
			Seeds: 2, Sigma: ptr(0.1), Samples: 10000, TestExamples: 4178,
			Protocol: fineGrid, Grid: "fine", Budget: "hour", RunIDs: []int64{6, 7}},
		{System: "k-means", Dataset: "tfd", Origin: results.Measured, LL: 2150.06, StdErr: ptr(12.5), StdErrOver: "test examples",
			Seeds: 1, Sigma: ptr(0.11), Samples: 10000, TestExamples: 4178,
			Protocol: fineGrid, Grid: "fine", Budget: "minutes", RunIDs: []int64{8}},
	}
}

// fixedRuns returns the runs of the first measured row, of the control beside it, and of a recipe without a finished run. Two runs of the
// row were computed with other libraries, and a further run diverged.
func fixedRuns() []results.Run {
	run := func(id int64, system, recipe string, status results.Status) results.Run {
		return results.Run{ID: id, System: system, Dataset: "mnist", Recipe: recipe, Status: status, Budget: "hour"}
	}
	runs := []results.Run{
		run(1, "Adversarial nets", "a", results.Done), run(2, "Adversarial nets", "a", results.Done), run(3, "Adversarial nets", "a", results.Done),
		run(9, "Adversarial nets", "a", results.Diverged),
		run(10, "DBN", "d", results.Failed), run(11, "DBN", "d", results.Running), run(12, "DBN", "d", results.Failed),
	}
	runs[1].Environment.BLAS, runs[2].Host = "LibBLAS", "elsewhere"
	for i := range runs {
		runs[i].Kind = "gan"
	}
	return append(runs, results.Run{ID: 5, System: "True distribution", Dataset: "mnist", Kind: "training-images", Status: results.Done})
}

func TestGolden(t *testing.T) {
	table := NewTable(fixedRows(), recordsOf(fixedRuns()))
	for name, got := range map[string]string{
		"table1.md":   table.Markdown(),
		"table1.csv":  table.CSV(),
		"table1.json": table.JSON(),
		"table1.tex":  table.LaTeX(),
	} {
		golden.Check(t, filepath.Join("testdata", name), got)
	}
}

// TestTableKeepsEveryRow checks that each row is printed once: measured rows under Measured, published rows under Published.
func TestTableKeepsEveryRow(t *testing.T) {
	rows := fixedRows()
	var measured, published []float64
	for _, g := range NewTable(rows, nil).Groups {
		for _, r := range g.Rows {
			if r.Measured != nil {
				measured = append(measured, r.Measured.LL)
			}
			if r.Published != nil {
				published = append(published, r.Published.LL)
			}
			if r.Difference != nil && *r.Difference != r.Measured.LL-r.Published.LL {
				t.Errorf("%s: difference %g is not %g - %g", r.System, *r.Difference, r.Measured.LL, r.Published.LL)
			}
		}
	}
	for _, row := range rows {
		in := published
		if row.Origin == results.Measured {
			in = measured
		}
		if !slices.ContainsFunc(in, func(ll float64) bool { return ll == row.LL || math.IsNaN(ll) && math.IsNaN(row.LL) }) {
			t.Errorf("%s %s %s is not in the table", row.Origin, row.System, row.Dataset)
		}
	}
	if len(measured) != 5 {
		t.Errorf("got %d measured scores, want 5", len(measured))
	}
}

// TestTwoSources checks that a second published number of a system stays in the table if the first one has a partner.
func TestTwoSources(t *testing.T) {
	rows := []results.Table1Row{
		{System: "True distribution", Dataset: "mnist", Origin: results.Published, LL: 243, Source: "a"},
		{System: "True distribution", Dataset: "mnist", Origin: results.Published, LL: 241.9, Source: "b"},
		{System: "True distribution", Dataset: "mnist", Origin: results.Measured, LL: 240, Seeds: 1},
	}
	got := NewTable(rows, nil).Groups[0].Rows
	if len(got) != 2 || got[0].Published.LL != 243 || *got[0].Difference != -3 || got[1].Published.LL != 241.9 || got[1].Measured != nil {
		t.Errorf("got %+v", got)
	}
}

func TestAbbreviate(t *testing.T) {
	for _, c := range []struct {
		s    string
		n    int
		want string
	}{
		{"DBN", 8, "DBN"}, {"Deep GSN", 8, "Deep GSN"}, {"Deep GSNs", 8, "Deep…SNs"},
		{"Adversarial nets (train.select=last)", 18, "Adversari…ct=last)"},
		{"k-means (σ=½)", 9, "k-me…σ=½)"},
	} {
		if got := typeset.CutMiddle(c.s, c.n); got != c.want {
			t.Errorf("%q in %d: %q, want %q", c.s, c.n, got, c.want)
		}
	}
}

func TestCSVIsRectangularAndExact(t *testing.T) {
	records, err := csv.NewReader(strings.NewReader(NewTable(fixedRows(), nil).CSV())).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := slices.Index(records[0], "measured_ll_nats")
	if got := records[3][column]; got != "220.625" {
		t.Errorf("measured log-likelihood %q, want 220.625 unrounded", got)
	}
}

func TestMarkdownEscapes(t *testing.T) {
	rows := fixedRows()[:1]
	rows[0].System = "a|b<script>"
	if got := NewTable(rows, nil).Markdown(); !strings.Contains(got, `a\|b&lt;script&gt;`) {
		t.Errorf("not escaped:\n%s", got)
	}
}

func TestEmptyTable(t *testing.T) {
	if got := NewTable(nil, nil).Markdown(); got != "Table 1 is empty: no run has been evaluated.\n" {
		t.Errorf("got %q", got)
	}
}

// TestResumedOtherwise checks that a footnote names the run that was resumed with another library.
func TestResumedOtherwise(t *testing.T) {
	runs := fixedRuns()
	runs[1].Earlier = "gonum, threads 1, CPU"
	want := "Run 2 was begun in one environment and resumed in another: gonum, threads 1, CPU."
	if got := NewTable(fixedRows(), recordsOf(runs)).Markdown(); !strings.Contains(got, want) {
		t.Errorf("no footnote %q in\n%s", want, got)
	}
}

// TestHeadlineIgnoresTheScore checks that the headline is not chosen by the score, because the score comes from test data.
func TestHeadlineIgnoresTheScore(t *testing.T) {
	row := func(budget, grid string, seeds int, ll float64) Row {
		return Row{System: Subject, Budget: budget, Grid: grid, Seeds: seeds, Measured: &Score{LL: ll}}
	}
	check := func(want Row, rows ...Row) {
		t.Helper()
		if got, ok := headline(Group{Rows: rows}); !ok || got.Measured != want.Measured {
			t.Errorf("got %+v", got)
		}
	}
	low, high := row("paper", "paper", 1, 100), row("minutes", "paper", 9, 300)
	check(low, high, low)
	low, high = row("hour", "paper", 1, 100), row("hour", "fine", 5, 300)
	check(low, high, low)
	low, high = row("hour", "paper", 3, 100), row("hour", "paper", 2, 300)
	check(low, high, low)
	low, high = row("hour", "paper", 3, 100), row("hour", "paper", 3, 300)
	low.RunIDs, high.RunIDs = []int64{4, 5, 6}, []int64{1, 2, 3}
	check(low, high, low)
	low = row("minutes", "fine", 1, 10)
	check(low, Row{System: "k-means", Budget: "paper", Grid: "paper", Seeds: 3, Measured: &Score{LL: 300}}, low)
}

func TestVerdict(t *testing.T) {
	got := Verdicts(NewTable(fixedRows(), recordsOf(fixedRuns())))
	want := []Verdict{
		{"MNIST", "220.6 ± 2.0 nats for adversarial nets (budget hour, 3 of 4 seeds (1 diverged), paper grid, ± over test examples), 4.4 below the published 225 ± 2, " +
			"not distinguishable from chance (±8.4 at 95 %); below the true distribution.",
			"220.6 ± 2.0 nats for adversarial nets (3 of 4 seeds (1 diverged)), 4.4 below the published 225 ± 2, not distinguishable from chance (±8.4 at 95 %); " +
				"below the true distribution.", true},
		{"TFD", "−∞ nats for adversarial nets (budget hour, 2 seeds, fine grid); published: 2057 ± 26.", "−∞ nats for adversarial nets; published: 2057 ± 26.", true},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

// TestHeadingSaysWhatIsNotComparable checks that a heading warns the reader if the data set is not the paper's.
func TestHeadingSaysWhatIsNotComparable(t *testing.T) {
	for dataset, want := range map[string]string{
		"mnist":    "MNIST, ± is the standard error over folds",
		"tfd-like": "TFD-like (synthetic faces; not comparable with TFD), ± is the standard error over folds",
		"fer2013":  "FER2013 (other faces; not comparable with TFD), ± is the standard error over folds",
		"cifar10":  "CIFAR-10 (normalised values; not in the paper), ± is the standard error over folds",
	} {
		if got := (Group{Dataset: dataset, Over: "folds"}).Heading(); got != want {
			t.Errorf("%s: %q, want %q", dataset, got, want)
		}
	}
}

// TestMeaning checks the difference that chance explains. The test images alone explain 1.96·√(2.03² + 2²) = 5.585. Three seeds of standard
// deviation 1.25 add 4.3027·1.25·√(4/3) = 6.210 (Student's t with two degrees of freedom at .975), together 8.353.
func TestMeaning(t *testing.T) {
	row := func(difference float64, seeds int, sd *float64, budget string) Row {
		return Row{Measured: &Score{LL: 225 + difference, StdErr: ptr(2.03)}, Published: &Score{LL: 225, StdErr: ptr(2)},
			Difference: &difference, Seeds: seeds, SDOverSeeds: sd, Budget: budget}
	}
	check := func(r Row, want string) {
		t.Helper()
		if got := r.Meaning(); got != want {
			t.Errorf("got  %q\nwant %q", got, want)
		}
	}
	check(row(-8.34, 3, ptr(1.25), "paper"), "−8.3 nats from the published number, not distinguishable from chance (±8.4 at 95 %).")
	check(row(-8.36, 3, ptr(1.25), "paper"), "−8.4 nats from the published number, lower than chance explains (±8.4 at 95 %).")
	check(row(55.8, 1, nil, "hour"), "+55.8 nats from the published number; one seed says nothing about chance; the budget is hour, not the paper’s.")
	failed := row(-8.34, 3, ptr(1.25), "paper")
	failed.Lost = map[results.Status]int{results.Failed: 1, results.Diverged: 1, results.Running: 1}
	check(failed, "−8.3 nats from the published number, not distinguishable from chance (±8.4 at 95 %); the mean leaves out 2 seeds that failed.")
	check(row(5.59, 2, ptr(0), ""), "+5.6 nats from the published number, higher than chance explains (±5.6 at 95 %).")
	check(Row{}, "")
	unsure := row(3, 2, ptr(1), "paper")
	unsure.Published.StdErr = nil
	check(unsure, "+3.0 nats from the published number, and it is not known how sure the numbers are.")
}

// TestInfinityAndLostSeeds checks that no format writes −∞ as NaN, that each names the seeds without a score, and that none runs a name as
// a formula.
func TestInfinityAndLostSeeds(t *testing.T) {
	rows := fixedRows()
	rows[3].System = "=1+1\x1b[2J\n日本"
	table := NewTable(rows, recordsOf(fixedRuns()))
	formats := map[string]string{"md": table.Markdown(), "tex": table.LaTeX(), "csv": table.CSV(), "json": table.JSON()}
	for name, text := range formats {
		if strings.Contains(strings.ToLower(text), "nan\"") || strings.Contains(text, "NaN") || strings.ContainsAny(text, "\x1b\r") {
			t.Errorf("%s:\n%s", name, text)
		}
	}
	for name, wants := range map[string][]string{
		"md": {"−∞", "3 of 4", "0 of 3"}, "tex": {`$-$$\infty$`, "3 of 4", "0 of 3", `u000a Ri Ben`, "% in Latin letters, for want of a sign in every LaTeX: "},
		"csv": {",-inf,", "'=1+1", ",1,0,0,0,,\n", ",running,0,2,0,1,,\n"}, "json": {`"ll_nonfinite": "-inf"`, `"diverged": 1`, `"failed": 2`},
	} {
		for _, want := range wants {
			if !strings.Contains(formats[name], want) {
				t.Errorf("%s has no %q:\n%s", name, want, formats[name])
			}
		}
	}
}

// TestOneTestExample checks that one test example has no standard error: tables have a dash and a note, JSON has null, and CSV an empty
// field.
func TestOneTestExample(t *testing.T) {
	table := NewTable([]results.Table1Row{{System: "DBN", Dataset: "mnist", Origin: results.Measured, LL: 12.34, StdErrOver: "test examples", Seeds: 1, TestExamples: 1}}, nil)
	for name, c := range map[string]struct{ got, want string }{
		"Markdown": {table.Markdown(), "12.3 ± –"},
		"LaTeX":    {table.LaTeX(), `12.3 $\pm$ --`},
		"CSV":      {table.CSV(), "mnist,DBN,12.34,,test examples,"},
		"JSON":     {table.JSON(), `"stderr": null`},
		"verdict":  {Verdicts(table)[0].Sentence, "12.3 ± – nats"},
	} {
		if !strings.Contains(c.got, c.want) {
			t.Errorf("%s does not say %q:\n%s", name, c.want, c.got)
		}
	}
	if !slices.Contains(table.Notes, "The mean over one test example has no standard error.") {
		t.Errorf("notes %q", table.Notes)
	}
}

func TestDecapitalise(t *testing.T) {
	for name, want := range map[string]string{"Adversarial nets": "adversarial nets", "DBN": "DBN", "k-means": "k-means", "": ""} {
		if got := decapitalise(name); got != want {
			t.Errorf("%q in a sentence is %q, want %q", name, got, want)
		}
	}
}

// recordsOf returns records of runs without metrics.
func recordsOf(runs []results.Run) *record.Index {
	var records []record.Record
	for _, r := range runs {
		records = append(records, record.Record{Run: r})
	}
	return record.NewIndex(records)
}
