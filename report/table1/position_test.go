package table1

import (
	"database/sql"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"gan2014/report/record"
	"gan2014/results"
)

// TestPosition checks the sentence about a score and its controls.
func TestPosition(t *testing.T) {
	faces := []bar{{"mean image", 531.6}, {"normal distribution", 1399.6}, {"true distribution", 1404.9}}
	for ll, want := range map[float64]string{
		513.9:        "Below the mean image (531.6), the normal distribution (1399.6) and the true distribution (1404.9).",
		782:          "Above the mean image (531.6), below the normal distribution (1399.6) and the true distribution (1404.9).",
		1399.64:      "Above the mean image (531.6), level with the normal distribution (1399.6), below the true distribution (1404.9).",
		1404.96:      "Above the mean image (531.6), the normal distribution (1399.6) and the true distribution (1404.9).",
		math.Inf(-1): "Below the mean image (531.6), the normal distribution (1399.6) and the true distribution (1404.9).",
	} {
		if got := position(ll, faces, true); got != want {
			t.Errorf("%g: %q, want %q", ll, got, want)
		}
	}
	if got := position(-60, []bar{{"mean image", -55.6}}, true); got != "Below the mean image (−55.6)." {
		t.Errorf("%q", got)
	}
	if got := position(1400, []bar{{"mean image", 531.6}, {"true distribution", 1404.9}}, false); got != "Above the mean image, below the true distribution." {
		t.Errorf("%q", got)
	}
	for _, got := range []string{position(math.NaN(), faces, true), position(3, nil, true)} {
		if got != "" {
			t.Errorf("%q about nothing to compare", got)
		}
	}
}

// positionCase is a table of a system with a score of 100 nats and its controls, in which single rows and runs can be altered.
type positionCase struct {
	rows    []results.Table1Row
	records []record.Record
}

func newPositionCase() *positionCase {
	c := &positionCase{}
	c.add("gan", "Adversarial nets", "hour", 100, 10000)
	c.add("mean-image", "Mean image", "hour", 50, 1)
	c.add("gaussian", "Normal distribution", "minutes", 120, 10000)
	c.add("training-images", "True distribution", "minutes", 300, 10000)
	c.add("training-images", "True distribution", "hour", 200, 10000)
	c.add("kmeans", "k-means", "hour", 400, 10000)
	return c
}

func (c *positionCase) add(kind, system, budget string, ll float64, samples int) {
	id := int64(len(c.rows) + 1)
	row := results.Table1Row{System: system, Dataset: "mnist", Budget: budget, Grid: "fine", Origin: results.Measured, LL: ll, Seeds: 1,
		Samples: samples, TestExamples: 10000, Protocol: fmt.Sprintf("%d samples of %s", samples, kind), Recipe: fmt.Sprint(id), RunIDs: []int64{id}}
	run := results.Run{ID: id, Kind: kind, System: system, Dataset: "mnist", Budget: budget, Recipe: row.Recipe, Status: results.Done,
		EffectiveSpec: `{"evaluation":{"validation":1000,"grids":{"fine":{"from":0.1,"to":0.3,"count":21}}}}`}
	c.rows, c.records = append(c.rows, row), append(c.records, record.Record{Run: run})
}

// TestPositionComparesOnlyWhatCompares checks that a trained row is compared with the controls of its data set that were scored as it was,
// first with those of its budget, and that controls are compared with nothing.
func TestPositionComparesOnlyWhatCompares(t *testing.T) {
	for name, c := range map[string]struct {
		alter func(*positionCase)
		want  string
	}{
		"all":              {func(*positionCase) {}, "Above the mean image (50.0), below the normal distribution (120.0) and the true distribution (200.0)."},
		"a trained rival":  {func(c *positionCase) { c.records[0].Kind = "dbn" }, "Above the mean image (50.0), below the normal distribution (120.0) and the true distribution (200.0)."},
		"other budget":     {func(c *positionCase) { c.rows[0].Budget = "paper" }, "Above the mean image (50.0), below the normal distribution (120.0) and the true distribution (200.0)."},
		"minutes":          {func(c *positionCase) { c.rows[0].Budget = "minutes" }, "Above the mean image (50.0), below the normal distribution (120.0) and the true distribution (300.0)."},
		"another data set": {func(c *positionCase) { c.rows[2].Dataset = "tfd" }, "Above the mean image (50.0), below the true distribution (200.0)."},
		"another grid":     {func(c *positionCase) { c.rows[2].Grid = "paper" }, "Above the mean image (50.0), below the true distribution (200.0)."},
		"another grid of the same name": {func(c *positionCase) {
			c.records[2].EffectiveSpec = strings.Replace(c.records[2].EffectiveSpec, "0.3", "0.4", 1)
		}, "Above the mean image (50.0), below the true distribution (200.0)."},
		"other validation images": {func(c *positionCase) {
			c.records[1].EffectiveSpec = strings.Replace(c.records[1].EffectiveSpec, "1000", "500", 1)
		}, "Below the normal distribution (120.0) and the true distribution (200.0)."},
		"fewer samples":     {func(c *positionCase) { c.rows[2].Samples = 100 }, "Above the mean image (50.0), below the true distribution (200.0)."},
		"other test images": {func(c *positionCase) { c.rows[2].TestExamples = 100 }, "Above the mean image (50.0), below the true distribution (200.0)."},
		"an infinite score": {func(c *positionCase) { c.rows[2].LL = math.Inf(-1) }, "Above the mean image (50.0), below the true distribution (200.0)."},
		"the mean image's kept score": {func(c *positionCase) {
			c.rows[1].Grid = "paper"
			c.records[0].Evaluations = []results.Evaluation{
				{Grid: "paper", Protocol: c.rows[0].Protocol, MeanImageLL: sql.Null[float64]{V: 7, Valid: true}},
				{Grid: "fine", Protocol: c.rows[0].Protocol, MeanImageLL: sql.Null[float64]{V: 140, Valid: true}},
			}
		}, "Below the mean image (140.0), the normal distribution (120.0) and the true distribution (200.0)."},
		"a control":          {func(c *positionCase) { c.records[0].Kind = "gaussian" }, ""},
		"a published number": {func(c *positionCase) { c.rows[0].Origin, c.rows[0].RunIDs = results.Published, nil }, ""},
	} {
		p := newPositionCase()
		c.alter(p)
		table := NewTable(p.rows, record.NewIndex(p.records))
		notes := slices.DeleteFunc(slices.Clone(table.Notes), func(n string) bool { return !strings.Contains(n, "(") || strings.HasPrefix(n, "Here") })
		var want []string
		if c.want != "" {
			want = []string{c.want}
		}
		if !slices.Equal(notes, want) {
			t.Errorf("%s: notes %q, want %q", name, notes, want)
		}
	}
}

// TestPositionIsInEveryForm checks that Markdown and LaTeX have the sentence, once, and a mark at the row's score.
func TestPositionIsInEveryForm(t *testing.T) {
	p := newPositionCase()
	table := NewTable(p.rows, record.NewIndex(p.records))
	if got := table.Groups[0].Rows[0].Measured.Notes; len(got) != 1 || table.Notes[got[0]-1] != table.Groups[0].Rows[0].Position {
		t.Errorf("the score has notes %v of %q", got, table.Notes)
	}
	for name, text := range map[string]string{"Markdown": table.Markdown(), "LaTeX": table.LaTeX()} {
		if n := strings.Count(strings.Join(strings.Fields(text), " "), "Above the mean image (50.0), below the normal distribution (120.0) and"); n != 1 {
			t.Errorf("%s has the sentence %d times:\n%s", name, n, text)
		}
	}
}
