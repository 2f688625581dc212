package report

import (
	"fmt"
	"strings"
	"testing"

	"gan2014/report/record"
	"gan2014/results"
)

// extending returns a done run with an extension, and metrics at its last epoch.
func extending(id int64, system, recipe, budget, extension string, metrics map[string]float64) record.Record {
	r := record.Record{
		Run: results.Run{ID: id, Key: fmt.Sprint(id), Recipe: recipe, System: system, Kind: "gan", Dataset: "mnist", Budget: budget, Status: results.Done,
			EffectiveSpec: `{"systems":[{"` + extension + `":{}}]}`},
		Epochs: 5, Evaluations: []results.Evaluation{{Grid: "paper", LL: 100 + float64(id)}},
	}
	for name, value := range metrics {
		r.Metrics = append(r.Metrics, results.Metric{Name: name, Epoch: 5, Value: value})
	}
	return r
}

// TestExtensions checks which runs the tables of section 7 show, and means and intervals over seeds.
func TestExtensions(t *testing.T) {
	few := func(gain float64) map[string]float64 {
		return map[string]float64{"few_labels_error_scratch_100": .3 + gain, "few_labels_error_pretrained_100": .3, "few_labels_gain_100": gain, "few_labels_gain_low_100": gain - .05,
			"few_labels_gain_high_100": gain + .05, "few_labels_error_scratch_1000": .2, "few_labels_error_pretrained_1000": .2}
	}
	x := record.NewIndex([]record.Record{
		extending(1, "Conditional", "short", "minutes", "condition", map[string]float64{"label_agreement": .1}),
		extending(2, "Conditional", "long", "hour", "condition", map[string]float64{"label_agreement": .9}),
		extending(3, "Conditional", "long", "hour", "condition", map[string]float64{"label_agreement": .96}),
		extending(4, "Learner", "one", "hour", "finetune", few(.04)),
		extending(5, "Completer", "two", "hour", "masks", map[string]float64{"completion_ll_quadrants": -1.25, "completion_ll_quadrants_of_nearest": 7}),
		{Run: results.Run{ID: 6, Key: "6", Recipe: "plain", System: "Plain", Kind: "gan", Dataset: "mnist", Status: results.Done, EffectiveSpec: `{"systems":[{}]}`}},
	})
	var got []string
	for _, e := range newExtensions(x) {
		for _, table := range e.Tables {
			for _, row := range table.Rows {
				if len(row.Cells) != len(table.Columns) {
					t.Errorf("%s: %d cells for %d columns", row.Name, len(row.Cells), len(table.Columns))
				}
				got = append(got, e.ID+": "+row.Name+": "+strings.Join(row.Cells, " | "))
			}
		}
	}
	want := []string{
		"conditional: Conditional, 5 epochs, mean of 2 seeds: 102.5 ± 0.7 | 93.0 % ± 4.2 % | – | – | – | – | –",
		"conditionals: missing quadrants: −1.2 | 7.0 | – | – | – | –",
		"few-labels: 100 labels: 34.0 % | 30.0 % | – | – | 4.0 % [−1.0, 9.0], may be chance",
		"few-labels: 1,000 labels: 20.0 % | 20.0 % | – | – | –",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("rows\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
