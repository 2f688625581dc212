package table1

import (
	"math"
	"strings"
	"testing"

	"gan2014/report/record"
	"gan2014/results"
)

// seedRecords returns a row and its runs: one with each score, and one with each status of a run without a score.
func seedRecords(scores []float64, lost ...results.Status) ([]results.Table1Row, []record.Record) {
	row := results.Table1Row{System: Subject, Dataset: "mnist", Budget: "hour", Grid: "paper", Origin: results.Measured, Recipe: "r", Seeds: len(scores)}
	var records []record.Record
	for _, ll := range scores {
		id := int64(len(records) + 1)
		row.LL += ll / float64(len(scores))
		row.RunIDs = append(row.RunIDs, id)
		records = append(records, record.Record{
			Run:         results.Run{ID: id, Seed: id, Recipe: "r", Kind: "gan", Status: results.Done},
			Evaluations: []results.Evaluation{{Grid: "paper", LL: ll}},
		})
	}
	for _, status := range lost {
		id := int64(len(records) + 1)
		records = append(records, record.Record{Run: results.Run{ID: id, Seed: id, Recipe: "r", Kind: "gan", Status: status}})
	}
	return []results.Table1Row{row}, records
}

// TestFailedSeedsAreInRowAndSentence checks that the row and the sentence of a mean count the seeds that it leaves out, and give the medians
// with and without those that failed.
func TestFailedSeedsAreInRowAndSentence(t *testing.T) {
	diverged, failed, running := results.Diverged, results.Failed, results.Running
	for name, c := range map[string]struct {
		scores []float64
		lost   []results.Status
		want   string
		note   string // empty: none
		csv    string
	}{
		"all done": {[]float64{1, 2, 6}, nil, "3 seeds", "", ","},
		"one diverged": {[]float64{1, 2, 6}, []results.Status{diverged}, "3 of 4 seeds (1 diverged), median 2.0, or 1.5 if those that failed count as lowest",
			"The 3 that finished: mean 3.0, median 2.0. With the 1 that failed counted as lowest, all 4: median 1.5, and no mean.", "2,1.5"},
		"most failed": {[]float64{6}, []results.Status{failed, diverged}, "1 of 3 seeds (1 diverged, 1 failed), median 6.0, or −∞ if those that failed count as lowest",
			"The 1 that finished: mean 6.0, median 6.0. With the 2 that failed counted as lowest, all 3: median −∞, and no mean.", "6,-inf"},
		"one still runs": {[]float64{1, 2, 6}, []results.Status{running}, "3 of 4 seeds (1 running)", "", ","},
	} {
		rows, records := seedRecords(c.scores, c.lost...)
		table := NewTable(rows, record.NewIndex(records))
		if got := Verdicts(table)[0].Sentence; !strings.Contains(got, "(budget hour, "+c.want+", paper grid)") {
			t.Errorf("%s: the sentence is %q", name, got)
		}
		if got := table.Overviews()[0].Systems[0].Cells[0].Made(); got != "budget hour, "+c.want {
			t.Errorf("%s: the row says %q", name, got)
		}
		if note := strings.Join(table.Notes, " "); c.note != "" && !strings.Contains(note, c.note) || strings.Contains(note, "median") != (c.note != "") {
			t.Errorf("%s: notes %q", name, note)
		}
		if fields := strings.Split(strings.Split(table.CSV(), "\n")[1], ","); strings.Join(fields[len(fields)-2:], ",") != c.csv {
			t.Errorf("%s: the medians in CSV are %q, want %q", name, fields[len(fields)-2:], c.csv)
		}
	}
}

// TestOneSeedGetsNoVerdict checks that a difference of one seed is never said to be beyond chance, however large.
func TestOneSeedGetsNoVerdict(t *testing.T) {
	for difference := range 5 {
		d := math.Pow(10, float64(difference))
		r := Row{Measured: &Score{StdErr: ptr(1)}, Published: &Score{StdErr: ptr(1)}, Difference: &d, Seeds: 1}
		if got := r.judgement(); got != "; one seed says nothing about chance" {
			t.Errorf("%g nats: %q", d, got)
		}
	}
}
