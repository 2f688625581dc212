package reference

import (
	"math"
	"strings"
	"testing"

	"gan2014/results"
)

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
		var measured []Measurement
		for _, ll := range c.lls {
			measured = append(measured, Measurement{LL: ll})
		}
		if got, reason := tolerance(row, measured); math.Abs(got-c.want) > 1e-12 || reason != c.reason {
			t.Errorf("%v: %g, %q", c.lls, got, reason)
		}
	}
}

// TestReferenceByMeans checks that runs whose setup changed count for the spread only.
func TestReferenceByMeans(t *testing.T) {
	sd := 1.
	row := results.Table1Row{Origin: results.Measured, Dataset: "mnist", System: "DBN", LL: 200, Seeds: 3, SDOverSeeds: &sd, RunIDs: []int64{1, 2, 3}}
	in := func(run, seed int64, blas string, ll float64) Measurement {
		return Measurement{cellOf(row), Setup{seed, blas, 1}, run, ll}
	}
	measured := []Measurement{in(1, 1, "A", 199), in(2, 2, "A", 201), in(3, 3, "", 200), in(4, 4, "A", 0)}
	repeats := []Measurement{in(1, 1, "A", 199), in(2, 1, "B", 203), {cell: cell{System: "other"}, LL: 7}}
	r, _ := New([]results.Table1Row{row}, measured, repeats, "")
	c := r.Cells[0]
	if want := "5 standard deviations of 3 seeds and 2 repeats, of 1.73 nats each"; c.Reason != want {
		t.Errorf("%q, want %q", c.Reason, want)
	}
	if len(c.By) != 3 {
		t.Errorf("known by %+v", c.By)
	}
	for _, q := range []struct {
		of   []Measurement
		want float64
		by   string
	}{
		{[]Measurement{in(9, 1, "B", 0)}, 203, "this setup"}, {[]Measurement{in(9, 1, "A", 0), in(9, 2, "A", 0)}, 200, "this setup"},
		{[]Measurement{in(9, 2, "B", 0)}, 200, "any setup"}, {[]Measurement{in(9, 1, "A", 0), in(9, 3, "A", 0)}, 200, "any setup"}, {nil, 200, "any setup"},
	} {
		if ll, tolerance, by := c.expected(q.of); ll != q.want || by != q.by || (by == "any setup") != (tolerance == c.Tolerance) {
			t.Errorf("%+v: %g ± %g by %s", q.of, ll, tolerance, by)
		}
	}
}

func TestVerifyByCells(t *testing.T) {
	r := Reference{Cells: []Expected{{cell: cell{Dataset: "mnist", System: "DBN", Grid: "fine", Budget: "minutes", Samples: 10}, LL: 200, Tolerance: 5}}}
	row := results.Table1Row{Origin: results.Measured, Dataset: "mnist", System: "DBN", Grid: "fine", Budget: "minutes", Samples: 10}
	for ll, want := range map[float64]int{200: 0, 205: 0, 195.1: 0, 205.1: 1, 194: 1, math.NaN(): 1, math.Inf(1): 1} {
		row.LL = ll
		var text strings.Builder
		if wrong, err := r.Verify(&text, []results.Table1Row{{LL: 200, Origin: results.Published, Dataset: "mnist", System: "DBN"}, row}, nil); wrong != want || err != nil {
			t.Errorf("%g nats: %d wrong, want %d, error %v\n%s", ll, wrong, want, err, text.String())
		}
	}
}

// TestVerifyMissesACell checks that a number from fewer samples is a different cell.
func TestVerifyMissesACell(t *testing.T) {
	r := Reference{Cells: []Expected{{cell: cell{Dataset: "mnist", System: "DBN", Grid: "fine", Budget: "minutes", Samples: 10}, LL: 200, Tolerance: 5}}}
	row := results.Table1Row{Origin: results.Measured, Dataset: "mnist", System: "DBN", Grid: "fine", Budget: "minutes", Samples: 9, LL: 200}
	var text strings.Builder
	if wrong, err := r.Verify(&text, []results.Table1Row{row}, nil); wrong != 1 || err != nil || !strings.Contains(text.String(), "MISSING") {
		t.Errorf("%d wrong, error %v\n%s", wrong, err, text.String())
	}
}

// TestReferenceOfTheLaterRecipe checks that the reference takes the later of two recipes with one name, as Verify does.
func TestReferenceOfTheLaterRecipe(t *testing.T) {
	sd := 1.
	row := results.Table1Row{Origin: results.Measured, Dataset: "mnist", System: "DBN", Grid: "fine", Budget: "paper", Samples: 10, LL: 191, Seeds: 3, SDOverSeeds: &sd}
	later, finer := row, row
	later.LL, finer.Grid = 216, "finer"
	rows := []results.Table1Row{row, finer, later}
	r, left := New(rows, nil, nil, "")
	if len(r.Cells) != 2 || r.Cells[0].Grid != "finer" || r.Cells[1].LL != 216 {
		t.Errorf("cells %+v", r.Cells)
	}
	if len(left) != 1 || !strings.Contains(left[0], "191.0 nats") {
		t.Errorf("left out: %q", left)
	}
	var text strings.Builder
	if wrong, err := r.Verify(&text, rows, nil); wrong != 0 || err != nil {
		t.Errorf("%d wrong, error %v\n%s", wrong, err, text.String())
	}
}

func TestChooseCells(t *testing.T) {
	r := Reference{Cells: []Expected{
		{cell: cell{Dataset: "mnist", System: "DBN", Budget: "minutes"}},
		{cell: cell{Dataset: "mnist", System: "DBN", Budget: "hour"}},
		{cell: cell{Dataset: "tfd-like", System: "DBN", Budget: "hour"}},
	}}
	for _, c := range []struct {
		pattern, budget string
		want            int
	}{{"", "", 3}, {"mnist/*", "", 2}, {"*/dbn", "hour", 2}, {"MNIST/*", "minutes", 1}} {
		if got, err := r.Choose(c.pattern, c.budget); len(got) != c.want || err != nil {
			t.Errorf("-only %q -budget %q: %d cells, error %v, want %d", c.pattern, c.budget, len(got), err, c.want)
		}
	}
	for _, c := range [][2]string{{"[", ""}, {"cifar10/*", ""}, {"", "paper"}} {
		if _, err := r.Choose(c[0], c[1]); err == nil {
			t.Errorf("-only %q -budget %q: no error", c[0], c[1])
		}
	}
}
