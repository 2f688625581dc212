package report

import (
	"strings"
	"testing"

	"gan2014/report/record"
	"gan2014/results"
)

// measured returns a record of a run with a likelihood and values of coverage and of Fréchet distance. Training images have .97 and 1.
func measured(id int64, system string, ll, coverage, distance float64) record.Record {
	low, high := coverage-.01, coverage+.01
	return record.Record{
		Run:         results.Run{ID: id, Key: system, Recipe: system, System: system, Kind: "gan", Dataset: "mnist", Status: results.Done},
		Evaluations: []results.Evaluation{{Grid: "paper", LL: ll}},
		MetricScores: []results.MetricScore{
			{Space: "pixels", Metric: "coverage", N: 10000, Samples: results.MetricValue{Value: coverage, Low: &low, High: &high}, Training: results.MetricValue{Value: .97}, Definition: "share"},
			{Space: "features", Metric: "Fréchet distance", N: 10000, Samples: results.MetricValue{Value: distance}, Training: results.MetricValue{Value: 1}, Definition: "distance"},
		},
	}
}

// TestMetricTable checks the order of the rows, the marks, and the sentence: k-means has the highest likelihood and the lowest coverage.
// Intervals that overlap contradict nothing.
func TestMetricTable(t *testing.T) {
	second := measured(4, "Nets", 224, .92, 4)
	second.Key = "another seed"
	unmeasured := measured(5, "DBN", 138, 0, 0)
	unmeasured.MetricScores = nil
	x := record.NewIndex([]record.Record{measured(1, "Nets", 226, .90, 6), measured(2, "k-means", 330, .41, 3), measured(3, "GSN", 214, .917, 9), second, unmeasured})
	tables := newMetricTables(x)
	if len(tables) != 1 || len(tables[0].Rows) != 3 || tables[0].N != 10000 {
		t.Fatalf("%+v", tables)
	}
	var got []string
	for _, row := range tables[0].Rows {
		text := row.System + " " + row.LL
		for _, c := range row.Cells {
			if c.Value != "" {
				text += " " + c.Value
			}
			if c.Contradicted {
				text += "†"
			}
		}
		got = append(got, text)
	}
	if want := "k-means 330.0 0.41† 3.0, Nets 225.0 0.91 5.0, GSN 214.0 0.92 9.0"; strings.Join(got, ", ") != want {
		t.Errorf("rows %s, want %s", strings.Join(got, ", "), want)
	}
	const want = "On MNIST, k-means has the highest likelihood. By 1 of 2 other measures, a system with a lower likelihood is closer to the training images."
	if tables[0].Sentence != want {
		t.Errorf("sentence %q, want %q", tables[0].Sentence, want)
	}
	if defined := tables.Defined(); len(defined) != 2 || defined[0].Definition != "share" || defined[1].Name != "Fréchet distance" {
		t.Errorf("definitions %+v", defined)
	}
	faces := measured(1, "Nets", 226, .9, 6)
	faces.MetricScores = faces.MetricScores[:1]
	if plain := newMetricTables(record.NewIndex([]record.Record{faces}))[0]; plain.Featured() || !tables[0].Featured() || len(plain.Columns) != 1 {
		t.Errorf("without features there are columns %+v", plain.Columns)
	}
	if alone := newMetricTables(record.NewIndex([]record.Record{measured(1, "Nets", 226, .9, 6)})); alone[0].Sentence != "" {
		t.Errorf("one system is contradicted: %s", alone[0].Sentence)
	}
}

// TestMetricsOnThePage checks that the page shows the table, and that a page without measures has no section of them.
func TestMetricsOnThePage(t *testing.T) {
	db, dir := newDB(t)
	addRun(t, db, dir, newRun("k-means", "", 1), results.Done, "", true)
	if root := parse(t, write(t, db, dir)); strings.Contains(textOf(root), "Other measures of the samples") {
		t.Error("a section without measures")
	}
	addRun(t, db, dir, newRun("Nets", "", 1), results.Done, "", true)
	for id := int64(1); id <= 2; id++ {
		must(t, db.ScoreMetrics(t.Context(), id, measured(id, "", 0, .4+.2*float64(id), 3).MetricScores))
	}
	root := parse(t, write(t, db, dir))
	checkSound(t, root)
	for _, want := range []string{"Other measures of the samples", "compare 10,000 samples", "0.60", "0.80"} {
		if !strings.Contains(textOf(root), want) {
			t.Errorf("the page has no %q", want)
		}
	}
}
