package table1

import (
	"fmt"
	"strings"

	"gan2014/internal/typeset"
	"gan2014/report/record"
	"gan2014/results"
)

// CSV formats Table 1 for programs: a header, then one record per row. Numbers are unrounded, and missing values are empty. A name that a
// spreadsheet would run as a formula has an apostrophe before it.
func (t Table) CSV() string {
	var text strings.Builder
	text.WriteString(typeset.CSV(
		"dataset", "system", "measured_ll_nats", "measured_stderr", "measured_stderr_over", "sd_over_seeds", "seeds",
		"sigma", "sigma_at_edge", "grid", "samples", "test_examples", "protocol", "budget",
		"published_ll_nats", "published_stderr", "published_stderr_over", "published_source", "difference_nats",
		"half_width_95_nats", "recipe", "runs", "missing", "diverged", "failed", "interrupted", "running",
		"median_ll_nats", "median_with_failed_ll_nats",
	))
	for _, g := range t.Groups {
		for _, r := range g.Rows {
			text.WriteString(typeset.CSV(fields(g.Dataset, r)...))
		}
	}
	return text.String()
}

func fields(dataset string, r Row) []any {
	var atEdge *bool
	if r.Measured != nil {
		atEdge = &r.SigmaAtEdge
	}
	line := []any{dataset, r.System}
	line = append(line, scoreFields(r.Measured)...)
	line = append(line, r.SDOverSeeds, seedsField(r), r.Sigma, atEdge, r.Grid,
		positiveOnly(r.Samples), positiveOnly(r.TestExamples), r.Protocol, r.Budget)
	line = append(line, scoreFields(r.Published)...)
	source := ""
	if r.Published != nil {
		source = r.Published.Source
	}
	line = append(line, source, r.Difference, r.HalfWidth, r.Recipe, joinIDs(r.RunIDs), r.Missing)
	for _, status := range record.LostStatuses {
		line = append(line, lostField(r, status))
	}
	finished, all := r.medianFields()
	return append(line, finished, all)
}

// seedsField returns the number of seeds in the mean of a measured row.
func seedsField(r Row) any {
	if r.Recipe == "" {
		return positiveOnly(r.Seeds)
	}
	return r.Seeds
}

// lostField returns the number of seeds of a measured row that ended with a status.
func lostField(r Row, status results.Status) any {
	if r.Recipe == "" {
		return nil
	}
	return r.Lost[status]
}

func scoreFields(s *Score) []any {
	if s == nil {
		return []any{nil, nil, nil}
	}
	return []any{s.LL, s.StdErr, s.Over}
}

// joinIDs lists ids as one field: "1 2 3".
func joinIDs(ids []int64) string {
	return strings.Trim(fmt.Sprint(ids), "[]")
}

// positiveOnly returns nil for an unknown number.
func positiveOnly(n int) any {
	if n <= 0 {
		return nil
	}
	return n
}
