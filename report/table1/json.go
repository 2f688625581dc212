package table1

import (
	"bytes"
	"encoding/json"

	"gan2014/internal/stats"
	"gan2014/internal/typeset"
	"gan2014/results"
)

// JSON draws Table 1 for programs: an object with its rows, numbers unrounded. A value that is unknown is left out; one that
// is not finite is null, and ll_nonfinite has -inf, +inf or nan. The standard error of a score that has none is null. Seeds that are
// in no mean are counted by what became of them.
func (t Table) JSON() string {
	rows := []jsonRow{}
	for _, g := range t.Groups {
		for _, r := range g.Rows {
			rows = append(rows, newJSONRow(g.Dataset, r))
		}
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", "  ")
	err := e.Encode(struct {
		Caption string    `json:"caption"`
		Unit    string    `json:"unit"`
		Rows    []jsonRow `json:"rows"`
	}{Caption(), "nats", rows})
	if err != nil {
		panic("table1: " + err.Error()) // every number in it is finite
	}
	return typeset.Text(b.String())
}

type jsonRow struct {
	Dataset      string      `json:"dataset"`
	System       string      `json:"system"`
	Measured     *jsonScore  `json:"measured,omitempty"`
	Published    *jsonScore  `json:"published,omitempty"`
	Difference   *jsonNumber `json:"difference_nats,omitempty"`
	Meaning      string      `json:"meaning,omitempty"`
	SDOverSeeds  *jsonNumber `json:"sd_over_seeds,omitempty"`
	HalfWidth    *jsonNumber `json:"half_width_95_nats,omitempty"`
	Seeds        int         `json:"seeds,omitempty"`
	Diverged     int         `json:"diverged,omitempty"` // seeds that are not in the mean, as the next three
	Failed       int         `json:"failed,omitempty"`
	Interrupted  int         `json:"interrupted,omitempty"`
	Running      int         `json:"running,omitempty"`
	Median       *jsonNumber `json:"median_ll_nats,omitempty"`             // of the seeds with a score, if some failed
	MedianAll    *jsonNumber `json:"median_with_failed_ll_nats,omitempty"` // where those that failed count as lowest; null: −∞
	Sigma        *jsonNumber `json:"sigma,omitempty"`
	SigmaAtEdge  bool        `json:"sigma_at_edge,omitempty"`
	Grid         string      `json:"grid,omitempty"`
	Samples      int         `json:"samples,omitempty"`
	TestExamples int         `json:"test_examples,omitempty"`
	Protocol     string      `json:"protocol,omitempty"`
	Budget       string      `json:"budget,omitempty"`
	Recipe       string      `json:"recipe,omitempty"`
	Runs         []int64     `json:"runs,omitempty"`
	Missing      string      `json:"missing,omitempty"`
}

type jsonScore struct {
	LL        jsonNumber  `json:"ll_nats"`
	Nonfinite string      `json:"ll_nonfinite,omitempty"` // what LL is when it is null
	StdErr    *jsonNumber `json:"stderr"`
	Over      string      `json:"stderr_over,omitempty"`
	Source    string      `json:"source,omitempty"`
}

func newJSONRow(dataset string, r Row) jsonRow {
	finished, all := r.medianFields()
	return jsonRow{
		Median: (*jsonNumber)(finished), MedianAll: (*jsonNumber)(all),
		Dataset: dataset, System: r.System, Measured: newJSONScore(r.Measured), Published: newJSONScore(r.Published),
		Difference: (*jsonNumber)(r.Difference), Meaning: r.Meaning(), SDOverSeeds: (*jsonNumber)(r.SDOverSeeds), HalfWidth: (*jsonNumber)(r.HalfWidth),
		Diverged: r.Lost[results.Diverged], Failed: r.Lost[results.Failed], Interrupted: r.Lost[results.Interrupted], Running: r.Lost[results.Running],
		Seeds: r.Seeds, Sigma: (*jsonNumber)(r.Sigma), SigmaAtEdge: r.SigmaAtEdge, Grid: r.Grid, Samples: r.Samples,
		TestExamples: r.TestExamples, Protocol: r.Protocol, Budget: r.Budget, Recipe: r.Recipe, Runs: r.RunIDs, Missing: string(r.Missing),
	}
}

func newJSONScore(s *Score) *jsonScore {
	if s == nil {
		return nil
	}
	return &jsonScore{LL: jsonNumber(s.LL), Nonfinite: typeset.Nonfinite(s.LL), StdErr: (*jsonNumber)(s.StdErr), Over: s.Over, Source: s.Source}
}

// A jsonNumber that is not finite is null.
type jsonNumber float64

func (x jsonNumber) MarshalJSON() ([]byte, error) {
	if !stats.IsFinite(float64(x)) {
		return []byte("null"), nil
	}
	return json.Marshal(float64(x))
}
