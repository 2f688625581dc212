package table1

import (
	"fmt"
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

// overviewCase returns rows on two grids, with two budgets and a variant of the nets, on faces that are not the paper's, and controls.
func overviewCase() ([]results.Table1Row, []record.Record) {
	var rows []results.Table1Row
	var records []record.Record
	add := func(system, kind, dataset, budget, grid string, ll float64, seeds int) *record.Record {
		id := int64(len(records) + 1)
		row := results.Table1Row{System: system, Dataset: dataset, Origin: results.Measured, LL: ll, StdErr: ptr(1.5), StdErrOver: "test examples",
			Seeds: seeds, Grid: grid, Budget: budget, Recipe: fmt.Sprint(id), RunIDs: []int64{id}}
		if dataset != "mnist" {
			row.StdErrOver = "folds"
		}
		if seeds > 1 {
			row.SDOverSeeds = ptr(3.8)
		}
		rows = append(rows, row)
		records = append(records, record.Record{Run: results.Run{ID: id, Kind: kind, System: system, Dataset: dataset, Budget: budget, Recipe: row.Recipe, Status: results.Done}})
		return &records[len(records)-1]
	}
	for _, p := range fixedRows() {
		if p.Origin == results.Published {
			rows = append(rows, p)
		}
	}
	add("DBN", "dbn", "mnist", "hour", "paper", 213.2, 1)
	add(Subject, "gan", "mnist", "minutes", "paper", 300, 3)
	add(Subject, "gan", "mnist", "paper", "paper", 210.6, 3)
	add(Subject, "gan", "mnist", "paper", "fine", 216.4, 3)
	add(Subject+" (train.k=2)", "gan", "mnist", "paper", "paper", 400, 3).VariantOf = Subject
	add(Subject, "gan", "tfd-like", "hour", "paper", 490.2, 1)
	add(Subject+record.DeskRecipe, "gan", "tfd-like", "hour", "paper", 1409.7, 1)
	add("True distribution", "training-images", "mnist", "minutes", "paper", 242.5, 3)
	add("k-means", "kmeans", "tfd-like", "hour", "paper", 1640.5, 1)
	add("Convolutional nets", "gan", "cifar10", "hour", "paper", -3885.8, 1)
	return rows, records
}

// cells returns "system: measured (published)" for each row of an overview's column, the best one with a star.
func cells(rows []OverviewRow, column int) (out []string) {
	for _, r := range rows {
		c := r.Cells[column]
		star := ""
		if c.Best {
			star = "*"
		}
		out = append(out, fmt.Sprintf("%s: %s%s (%s)", r.System, c.Value(), star, c.Quoted()))
	}
	return out
}

// TestOverviewHasThePapersShape checks that a system has one row, with its largest budget on one grid; that variants and other data sets have
// none; and that controls are apart and never the best.
func TestOverviewHasThePapersShape(t *testing.T) {
	overviews := overviewTable().Overviews()
	if len(overviews) != 2 || overviews[0].Grid != "paper" || overviews[1].Grid != "fine" {
		t.Fatalf("%+v", overviews)
	}
	for name, c := range map[string]struct{ got, want []string }{
		"MNIST": {cells(overviews[0].Systems, 0), []string{"DBN: 213.2 ± 1.5* (138 ± 2)", "Stacked CAE: – (121 ± 1.6)",
			"Adversarial nets: 210.6 ± 1.5 (225 ± 2)", "Adversarial nets, desk recipe: – (–)"}},
		"faces": {cells(overviews[0].Systems, 1), []string{"DBN: – (–)", "Stacked CAE: – (–)",
			"Adversarial nets: 490.2 ± 1.5 (2057 ± 26)", "Adversarial nets, desk recipe: 1409.7 ± 1.5* (–)"}},
		"controls":  {cells(overviews[0].Controls, 0), []string{"True distribution: 242.5 ± 1.5 (–)", "k-means: – (–)"}},
		"fine grid": {cells(overviews[1].Systems, 0)[2:3], []string{"Adversarial nets: 216.4 ± 1.5 (225 ± 2)"}}, // alone in its column: not the best
	} {
		if !slices.Equal(c.got, c.want) {
			t.Errorf("%s: %q, want %q", name, c.got, c.want)
		}
	}
	if made := overviews[0].Systems[2].Cells[0].Made(); made != "budget paper, 3 seeds, SD 3.8 over seeds" {
		t.Errorf("it was made with %q", made)
	}
	if faces := overviews[0].Datasets[1]; faces.MeasuredOn() != "TFD-like" || faces.PublishedOn() != "TFD" || faces.Over != "folds" || faces.Caveat() == "" {
		t.Errorf("faces: %+v", faces)
	}
}

// TestOverviewOfOtherDatasets checks that data sets that are not the paper's have columns if no data set of the paper was measured.
func TestOverviewOfOtherDatasets(t *testing.T) {
	rows, records := overviewCase()
	rows = slices.DeleteFunc(rows, func(r results.Table1Row) bool { return r.Origin == results.Measured && r.Dataset != "cifar10" })
	o := NewTable(rows, record.NewIndex(records)).Overviews()[0]
	if len(o.Datasets) != 1 || o.Datasets[0].Title != "CIFAR-10" || len(o.Systems) != 1 {
		t.Errorf("%+v", o)
	}
}

// TestDifferentErrorsAreLabelled checks that each ± says what it is over if the numbers of a column differ in it.
func TestDifferentErrorsAreLabelled(t *testing.T) {
	rows, records := overviewCase()
	for i := range rows {
		if rows[i].System == "DBN" && rows[i].Origin == results.Measured {
			rows[i].StdErrOver = "folds"
		}
	}
	o := NewTable(rows, record.NewIndex(records)).Overviews()[0]
	if made := o.Systems[0].Cells[0].Made(); o.Datasets[0].Over != "" || !strings.HasSuffix(made, ", ± over folds") {
		t.Errorf("%+v: %q", o.Datasets[0], made)
	}
}

// TestOverviewTextFits checks that the text keeps to its width and its lines, whatever names and numbers there are.
func TestOverviewTextFits(t *testing.T) {
	rows, records := overviewCase()
	golden.Check(t, filepath.Join("testdata", "overview.txt"), NewTable(rows, record.NewIndex(records)).Overviews()[0].Text(typeset.TextWidth, 20))
	for i := range 30 {
		rows = append(rows, results.Table1Row{System: fmt.Sprintf("System \x1b[31m with a long\nname %d", i), Dataset: "mnist", Origin: results.Measured,
			LL: -math.Pow(10, float64(i%8)), StdErr: ptr(12.5), Seeds: 3, Grid: "paper", Budget: "minutes", Recipe: fmt.Sprint("more", i)})
	}
	table := NewTable(rows, record.NewIndex(records))
	for _, width := range []int{72, 80, 100} {
		for _, lines := range []int{12, 20, 200} {
			text := table.Overviews()[0].Text(width, lines)
			if n := strings.Count(text, "\n"); n > lines {
				t.Errorf("%d lines, want at most %d:\n%s", n, lines, text)
			}
			for line := range strings.Lines(text) {
				if n := typeset.Width(strings.TrimSuffix(line, "\n")); n > width {
					t.Errorf("line of %d columns, want at most %d: %q", n, width, line)
				}
			}
			if strings.Contains(text, "\x1b") || strings.Contains(text, "…") || !strings.Contains(text, "DBN") || (lines < 200) != strings.Contains(text, "more rows in the report") {
				t.Errorf("%d lines of %d columns:\n%s", lines, width, text)
			}
			for _, system := range []string{`System\u001b[31mwithalong\u000aname`, "Adversarialnets,deskrecipe"} {
				if whole := namesIn(text, table.Overviews()[0].textColumns(width)[0].width); lines == 200 && !strings.Contains(whole, system) {
					t.Errorf("%d columns do not have the whole name %q: %q", width, system, whole)
				}
			}
		}
	}
}

// namesIn returns the names of the first column, which has so many columns of the terminal, without spaces.
func namesIn(text string, width int) (names string) {
	for line := range strings.Lines(text) {
		letters := []rune(line)
		names += strings.Join(strings.Fields(string(letters[:min(width, len(letters))])), "")
	}
	return names
}

// overviewTable returns the table of overviewCase.
func overviewTable() Table {
	rows, records := overviewCase()
	return NewTable(rows, record.NewIndex(records))
}

// TestShownRows checks which rows a screen with few lines has: the paper's systems always, and other systems before most controls.
func TestShownRows(t *testing.T) {
	for _, c := range []struct{ systems, controls, lines, wantSystems, wantControls int }{
		{6, 4, 10, 6, 4}, {6, 4, 9, 6, 2}, {6, 4, 8, 5, 2}, {9, 4, 9, 6, 2}, {9, 4, 5, 4, 0}, {4, 0, 4, 4, 0}, {9, 0, 6, 5, 0},
	} {
		if s, k := shownRows(slices.Repeat([]int{1}, c.systems), slices.Repeat([]int{1}, c.controls), c.lines); s != c.wantSystems || k != c.wantControls {
			t.Errorf("of %d systems and %d controls %d lines show %d and %d, want %d and %d", c.systems, c.controls, c.lines, s, k, c.wantSystems, c.wantControls)
		}
	}
}

// TestShownRowsOfSeveralLines checks that rows of long names count with all their lines, and none is shown in part.
func TestShownRowsOfSeveralLines(t *testing.T) {
	for _, c := range []struct {
		systems, controls []int
		lines, s, k       int
	}{
		{[]int{1, 2, 1}, []int{1, 2}, 7, 3, 2}, {[]int{1, 2, 1}, []int{1, 2}, 6, 3, 1}, {[]int{1, 1, 1, 1, 3}, []int{2, 1}, 8, 4, 2},
		{[]int{3, 3}, nil, 5, 1, 0}, {[]int{3}, nil, 2, 0, 0},
	} {
		if s, k := shownRows(c.systems, c.controls, c.lines); s != c.s || k != c.k {
			t.Errorf("%v and %v in %d lines: %d and %d, want %d and %d", c.systems, c.controls, c.lines, s, k, c.s, c.k)
		}
	}
}

// TestParts checks that the systems of the paper's table come first, without a heading, and then the others. Where there are only others, they
// need no heading.
func TestParts(t *testing.T) {
	papers := OverviewRow{"DBN", []OverviewCell{{Published: &Score{}}}}
	other, control := OverviewRow{"VAE", []OverviewCell{{}}}, OverviewRow{"Mean image", []OverviewCell{{}}}
	headings := func(systems ...OverviewRow) (out []string) {
		for _, p := range (Overview{Systems: systems, Controls: []OverviewRow{control}}).Parts() {
			out = append(out, fmt.Sprintf("%.8s|%s", p.Heading, p.Rows[0].System))
		}
		return out
	}
	if got, want := headings(other, papers), []string{"|DBN", "Other mo|VAE", "Controls|Mean image"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := headings(other), []string{"|VAE", "Controls|Mean image"}; !slices.Equal(got, want) {
		t.Errorf("without the paper's systems: %q, want %q", got, want)
	}
	many := []OverviewRow{papers, other, other, other, other, other, other}
	if got, want := headings(many...), []string{"|DBN", "Controls|Mean image"}; !slices.Equal(got, want) {
		t.Errorf("beside many others: %q, want %q", got, want)
	}
	if more := (Overview{Systems: many}).More(); more == nil || len(more.Systems) != 6 || (Overview{Systems: many[:6]}).More() != nil || (Overview{Systems: many[1:]}).More() != nil {
		t.Errorf("the table of other models is %v", more)
	}
}

// TestBestOfManyOthers checks that many other models, one of which is the best of all, leave the paper's systems their own best.
func TestBestOfManyOthers(t *testing.T) {
	o := Overview{Datasets: []OverviewDataset{{Dataset: "mnist"}}}
	for i, ll := range []float64{138, 225, 300, 200, 210, 220, 230, 240} {
		c := OverviewCell{Row: &Row{Measured: &Score{LL: ll}}}
		if i < 2 {
			c.Published = &Score{}
		}
		o.Systems = append(o.Systems, OverviewRow{fmt.Sprint(ll), []OverviewCell{c}})
	}
	best := func() (names []string) {
		for _, r := range o.Systems {
			if r.Cells[0].Best {
				names = append(names, r.System)
			}
		}
		return names
	}
	if o.markBest(); !slices.Equal(best(), []string{"225", "300"}) {
		t.Errorf("the best are %q, want 225 of the paper's and 300 of the others", best())
	}
	o.Systems = o.Systems[:6]
	if o.markBest(); !slices.Equal(best(), []string{"300"}) {
		t.Errorf("beside few others the best are %q, want 300", best())
	}
}
