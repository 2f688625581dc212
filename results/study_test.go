package results_test

import (
	"fmt"
	"math"
	"testing"

	"gan2014/results"
)

// theory is the result of a study, with numbers that are not finite and a line without points.
func theory() results.Study {
	point := func(x, y float64) results.LinePoint { return results.LinePoint{X: x, Y: y, Low: y, High: y} }
	return results.Study{
		Findings: []results.Finding{
			{Figure: "vanishing", Claim: "log(1 − D(G(z))) saturates.", Source: "paper, section 3", Measured: "10⁻⁹ of the other", Holds: true},
			{Figure: "film", Claim: "a", Measured: "b"},
		},
		Lines: []results.Line{
			{Figure: "vanishing/norm", Name: "−log D", Points: []results.LinePoint{point(1, 0.1), {X: 2, Y: 3, Low: 2, High: 4}, point(1, 0.3)}},
			{Figure: "vanishing/norm", Name: "log(1 − D)", Points: []results.LinePoint{
				point(0, math.Inf(-1)), {X: -1, Y: 1, Low: math.Inf(-1), High: math.Inf(1)},
			}},
			{Figure: "film/01", Name: "at 100"},
		},
	}
}

func TestStudiesComeBackAsWritten(t *testing.T) {
	db, path := mustOpen(t)
	other, id := begin(t, db, run("other", 1)), begin(t, db, run("k", 1))
	want := func(id int64, want results.Study) {
		t.Helper()
		got, err := db.Study(t.Context(), id)
		if check(t, err); fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", want) { // compared as text, because NaN does not equal itself
			t.Errorf("run %d has\n%+v, want\n%+v", id, got, want)
		}
	}
	s := theory()
	s.Lines[0].Points[1].Y = math.NaN()
	check(t, db.RecordStudy(t.Context(), other, s))
	check(t, db.RecordStudy(t.Context(), id, theory()))
	want(other, s)
	want(id, theory())
	want(begin(t, db, run("no study", 1)), results.Study{})

	// A second study replaces the first, with its points, and does not change other runs.
	less := theory()
	less.Findings, less.Lines = less.Findings[:1], less.Lines[1:]
	check(t, db.RecordStudy(t.Context(), other, less))
	want(other, less)
	want(id, theory())
	if n := query(t, path, "SELECT count(*) FROM line_point"); n != "7" {
		t.Errorf("%s points are left, want 7", n)
	}

	// A refused study changes nothing.
	bad := theory()
	bad.Lines[0].Points[1].X = math.NaN()
	wantError(t, db.RecordStudy(t.Context(), other, bad), "study of run 1", `line "−log D" of vanishing/norm`, "point 2", "NOT NULL")
	want(other, less)

	// Deleting a run deletes its study.
	_, err := raw(t, path).Exec("DELETE FROM run WHERE id = 2")
	check(t, err)
	if n := query(t, path, "SELECT count(*) FROM line_point") + query(t, path, "SELECT count(*) FROM finding"); n != "21" {
		t.Errorf("%s points and findings are left, want 2 and 1", n)
	}
}

func TestCompareStudies(t *testing.T) {
	a, b := results.Numbers{Study: theory()}, results.Numbers{Study: theory()}
	if got := results.CompareNumbers(a, b); len(got) != 0 {
		t.Errorf("equal studies differ in %v", got)
	}
	check := func(change func(*results.Study), want ...string) {
		t.Helper()
		b := results.Numbers{Study: theory()}
		change(&b.Study)
		got := results.CompareNumbers(a, b)
		if len(got) != len(want) {
			t.Fatalf("differences %v, want of %q", got, want)
		}
		for i, d := range got {
			if d.Field != want[i] || d.A == d.B {
				t.Errorf("difference %+v, want of %q", d, want[i])
			}
		}
	}
	check(func(s *results.Study) { s.Lines[1].Points[1].High = 2 }, "line 2")
	check(func(s *results.Study) { s.Lines[0].Points[0].Y = math.Nextafter(0.1, 1) }, "line 1")
	check(func(s *results.Study) { s.Findings[1].Holds = true }, "finding 2")
	check(func(s *results.Study) { s.Findings[1].Measured = "c"; s.Lines = s.Lines[:2] }, "finding 2", "lines, how many")
}
