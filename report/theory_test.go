package report

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"gan2014/internal/typeset"
	"gan2014/report/record"
	"gan2014/results"
)

// ramp returns a line from (x, y) in steps of 1, with intervals of the given half-width.
func ramp(x, y, half float64, n int) (points []results.LinePoint) {
	for i := range n {
		points = append(points, results.LinePoint{X: x + float64(i), Y: y + float64(i), Low: y + float64(i) - half, High: y + float64(i) + half})
	}
	return points
}

// aStudy returns a study with an exhibit of every kind and claims for each. One claim belongs to a missing figure.
func aStudy(mark string) results.Study {
	return results.Study{
		Findings: []results.Finding{
			{Figure: "collapse" + mark, Claim: "The generator collapses." + mark, Source: "paper, section 6" + mark, Measured: "1.9 of 8 modes" + mark, Holds: true},
			{Figure: "figure1", Claim: "D comes to D*.", Measured: "0.02 apart"},
			{Figure: "elsewhere", Claim: "All is well.", Measured: "nothing", Holds: true},
		},
		Lines: []results.Line{
			{Figure: "figure1/a", Name: "p", Points: ramp(-2, 0, 0, 5)},
			{Figure: "figure1/a", Name: "D*" + mark, Points: ramp(-2, 0, 0, 5)},
			{Figure: "figure1/a", Name: "arrows", Points: ramp(-1, -1, 0, 3)},
			{Figure: "film/01", Name: "at 10" + mark},
			{Figure: "film/01", Name: "q", Points: ramp(-2, 0, 0, 5)},
			{Figure: "film/02", Name: "q", Points: ramp(-2, 3, 0, 5)},
			{Figure: "vanishing/norm", Name: "−log D", Points: append(ramp(0, 1, 0.5, 9), results.LinePoint{X: 9, Y: 0, Low: math.NaN(), High: math.Inf(1)})},
			{Figure: "collapse/ring", Name: "k = 1", Points: ramp(0, 1, 0.5, 4)},
			{Figure: "collapse-table/ring", Name: "k = 1" + mark, Points: []results.LinePoint{{X: 0, Y: 7.6, Low: 7.1, High: 8}, {X: 1, Y: 0.5, Low: 0.5, High: 0.5}}},
			{Figure: "samples/k = 1" + mark, Name: "modes", Points: ramp(0, 0, 0, 3)},
			{Figure: "samples/k = 1" + mark, Name: "samples", Points: ramp(0, 0, 0, 100)},
			{Figure: "mine/" + mark, Name: "mine" + mark, Points: ramp(0, 0, 0, 3)},
		},
	}
}

func addStudy(t *testing.T, db *results.DB, name, mark string, seed int64, s results.Study) {
	t.Helper()
	run := newRun(name, mark, seed)
	run.Kind, run.Dataset = "study", "none"
	id, err := db.Begin(t.Context(), run)
	must(t, err)
	must(t, db.RecordStudy(t.Context(), id, s))
	must(t, db.Finish(t.Context(), id, results.Ending{Status: results.Done, Seconds: 9}))
}

// TestOnlyStudies checks that the report of a database with studies only is about the theory and not about Table 1.
func TestOnlyStudies(t *testing.T) {
	db, dir := newDB(t)
	addStudy(t, db, "A study", "", 1, aStudy(""))
	must(t, read(t, db).WriteFigures(t.Context(), dir))
	root := parse(t, write(t, db, dir))
	checkSound(t, root)
	header := textOf(nodes(root, "header")[0])
	for _, want := range []string{"Generative Adversarial Nets (2014): the theory, measured", "2 of 3 claims", "1 done"} {
		if !strings.Contains(header, want) {
			t.Errorf("first screen %q does not say %q", header, want)
		}
	}
	main := textOf(nodes(root, "main")[0])
	for _, bad := range []string{"with other settings", "All rows of Table 1", "No run of this row is done", "budget minutes train for less"} {
		if strings.Contains(main, bad) {
			t.Errorf("the page says %q", bad)
		}
	}
	var ids, frames []string
	for _, f := range nodes(root, "figure") {
		if n := len(nodes(f, "figcaption")); n == 1 && f.Parent.Data == "div" && attr(f.Parent, "class") == "" {
			frames = append(frames, attr(f, "id"))
		} else {
			ids = append(ids, attr(f, "id"))
		}
	}
	if want := []string{"run-1-study-figure1-a", "run-1-study-film", "run-1-study-vanishing-norm", "run-1-study-collapse-ring", "run-1-study-samples", "run-1-study-mine"}; !slices.Equal(ids, want) {
		t.Errorf("figures %q, want %q", ids, want)
	}
	if want := []string{"run-1-study-film-1", "run-1-study-film-2", "run-1-study-samples-1"}; !slices.Equal(frames, want) {
		t.Errorf("frames %q, want %q", frames, want)
	}
	for _, id := range append(append([]string{}, ids[0], ids[2], ids[3], ids[5]), frames...) {
		wantFigureFiles(t, dir, id)
	}
	text := read(t, db).Screen(typeset.TextWidth, "report: x\n")
	if want := "The theory, measured. 2 of 3 claims"; !strings.HasPrefix(text, want) || !strings.HasSuffix(text, "report: x\n") || strings.Contains(text, "Table 1") {
		t.Errorf("the text is\n%s", text)
	}
	for line := range strings.Lines(text) {
		if n := len([]rune(strings.TrimSuffix(line, "\n"))); n > typeset.TextWidth {
			t.Errorf("a line of %d columns: %s", n, line)
		}
	}
}

// TestClaimsStandUnderTheirFigures checks that each claim stands below the last figure whose name begins with the claim's figure, and that
// all other claims stand at the end.
func TestClaimsStandUnderTheirFigures(t *testing.T) {
	r := record.Record{Run: results.Run{ID: 3, System: "A study", Kind: "study", Status: results.Done}, Study: aStudy("")}
	s := newStudy([]*record.Record{&r})
	studies{s}.draw()
	var got []string
	for _, e := range s.Exhibits {
		text := fmt.Sprintf("%d figures, %d tables", len(e.Figures), len(e.Tables))
		if e.Strip != nil {
			text = fmt.Sprintf("a strip of %d", len(e.Strip.Figures))
		}
		for _, c := range e.Claims {
			text += "; " + c.Claim + " " + c.Verdict()
		}
		got = append(got, text)
	}
	want := []string{
		"1 figures, 0 tables; D comes to D*. does not hold here", "a strip of 2", "1 figures, 0 tables", "1 figures, 0 tables",
		"0 figures, 1 tables; The generator collapses. holds", "a strip of 1", "1 figures, 0 tables; All is well. holds",
	}
	if !slices.Equal(got, want) {
		t.Errorf("exhibits\n%q, want\n%q", got, want)
	}
	if title := s.Exhibits[1].Strip.Figures[0].Caption; title != "at 10" {
		t.Errorf("the first frame is titled %q", title)
	}
	table := s.Exhibits[4].Tables[0]
	if row := table.Rows[0]; row.Name != "k = 1" || !slices.Equal(row.Cells, []string{"7.60 (7.10 to 8.00)", "0.50"}) {
		t.Errorf("the table has the row %+v", row)
	}

	empty := newStudy([]*record.Record{{Study: results.Study{Findings: aStudy("").Findings[:1]}}})
	if len(empty.Exhibits) != 1 || len(empty.Exhibits[0].Claims) != 1 {
		t.Errorf("claims without figures: %+v", empty)
	}
}

// TestLatestStudy checks that the report shows the first seed of a study's latest recipe and counts the other seeds that found the same.
// Other results stay with their runs.
func TestLatestStudy(t *testing.T) {
	old, first, second := aStudy(""), aStudy(""), aStudy("")
	old.Findings[0].Measured = "8 of 8 modes"
	second.Findings[0].Holds, second.Findings[0].Measured = false, "7 of 8 modes"
	records := []record.Record{
		{Run: results.Run{ID: 1, Recipe: "old", System: "A study", Kind: "study", Status: results.Done}, Study: old},
		{Run: results.Run{ID: 2, Recipe: "new", System: "A study", Kind: "study", Status: results.Done, Seed: 1}, Study: first},
		{Run: results.Run{ID: 3, Recipe: "new", System: "A study", Kind: "study", Status: results.Done, Seed: 2}, Study: second},
		{Run: results.Run{ID: 4, Recipe: "newer", System: "A study", Kind: "study", Status: results.Failed}},
		{Run: results.Run{ID: 5, Recipe: "nets", System: "Nets", Kind: "gan", Status: results.Done}},
	}
	p := composed(records)
	if len(p.Theory) != 1 || p.Theory[0].Run != 2 {
		t.Fatalf("shown are %+v", p.Theory)
	}
	if got := p.Theory[0].Others; !slices.Equal(got, []int64{1}) {
		t.Errorf("the runs with other settings are %v, want 1 alone", got)
	}
	var verdicts []string
	for _, c := range p.Theory.claims() {
		verdicts = append(verdicts, c.Verdict())
	}
	if want := []string{"holds with 0 of 2 seeds", "holds with 1 of 2 seeds", "holds with 2 of 2 seeds"}; !slices.Equal(verdicts, want) {
		t.Errorf("verdicts %q, want %q", verdicts, want)
	}
	if got := p.Theory.Verdict(); !strings.HasPrefix(got, "1 of 3 claims ") {
		t.Errorf("verdict %q", got)
	}
	for i, want := range []int{3, 3, 3, 0, 0} {
		_, v, err := runPage{i}.draw(t.Context(), &site{data: Data{runs: record.NewIndex(records)}, runs: entries(record.NewIndex(records))}, &embedder{})
		must(t, err)
		if got := len(v.(*runView).Theory.claims()); got != want {
			t.Errorf("the page of run %d has %d claims, want %d", i+1, got, want)
		}
	}
}

// TestStudiesAreNotInTable1 checks that studies do not change Table 1, whatever their status.
func TestStudiesAreNotInTable1(t *testing.T) {
	tables := func(theory bool) string {
		db, dir := newDB(t)
		addRun(t, db, dir, newRun("Adversarial nets", "", 1), results.Done, "", true)
		if theory {
			addStudy(t, db, "A study", "", 1, aStudy(""))
			failed := newRun("A failed study", "", 1)
			failed.Kind = "study"
			addRun(t, db, dir, failed, results.Failed, "", false)
			root := parse(t, write(t, db, dir))
			checkSound(t, root)
			if got := textOf(root); !strings.Contains(got, "The theory, measured") || !strings.Contains(got, "All rows of Table 1") {
				t.Error("the page does not have both sections")
			}
		}
		var all string
		for _, f := range read(t, db).tables() {
			all += string(f.Data)
		}
		return all
	}
	if a, b := tables(false), tables(true); a != b {
		t.Errorf("without studies:\n%s\nwith:\n%s", a, b)
	}
}

func TestHostileStudy(t *testing.T) {
	const mark = `"></script></style></svg><img src=x onerror=alert(1)><h1>'{{.}}&`
	db, dir := newDB(t)
	addStudy(t, db, "A study", mark, 1, aStudy(mark))
	root := parse(t, write(t, db, dir))
	checkSound(t, root)
	checkSite(t, writtenSite(t, db, dir), dir)
	if !strings.Contains(textOf(nodes(root, "main")[0]), "The generator collapses."+mark) {
		t.Error("the claim itself is not shown")
	}
	must(t, read(t, db).Write(t.Context(), dir))
}
