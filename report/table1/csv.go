package table1

import (
	"fmt"
	"slices"
	"strings"

	"gan2014/internal/typeset"
	"gan2014/report/record"
	"gan2014/results"
)

// csvNames are the names of the fields of CSV.
var csvNames = []any{
	"dataset", "system", "measured_ll_nats", "measured_stderr", "measured_stderr_over", "sd_over_seeds", "seeds",
	"sigma", "sigma_at_edge", "grid", "samples", "test_examples", "protocol", "budget",
	"published_ll_nats", "published_stderr", "published_stderr_over", "published_source", "difference_nats",
	"half_width_95_nats", "recipe", "runs", "missing", "diverged", "failed", "interrupted", "running",
	"median_ll_nats", "median_with_failed_ll_nats",
}

// csvNamesOf lists the fields of CSV that have what a column has in print.
var csvNamesOf = map[string][]any{
	"system":     {"system"},
	"budget":     {"budget"},
	"measured":   {"measured_ll_nats", "measured_stderr", "measured_stderr_over", "missing"},
	"published":  {"published_ll_nats", "published_stderr", "published_stderr_over", "published_source"},
	"difference": {"difference_nats"},
	"sd":         {"sd_over_seeds"},
	"interval":   {"half_width_95_nats"},
	"seeds":      {"seeds", "diverged", "failed", "interrupted", "running", "median_ll_nats", "median_with_failed_ll_nats"},
	"sigma":      {"sigma", "sigma_at_edge"},
	"grid":       {"grid", "test_examples", "protocol"},
	"samples":    {"samples"},
}

// CSV formats Table 1 for programs: a header, then one record per row. Numbers are unrounded, and missing values are empty. A name that a
// spreadsheet would run as a formula has an apostrophe before it. Of chosen columns it has the data set and their fields.
func (t Table) CSV() string {
	kept := csvNames
	if t.columns != nil {
		kept = []any{"dataset"}
		for _, c := range t.columns {
			kept = append(kept, csvNamesOf[c.Key]...)
		}
	}
	var text strings.Builder
	text.WriteString(typeset.CSV(kept...))
	for _, g := range t.Groups {
		for _, r := range g.Rows {
			var line []any
			all := fields(g.Dataset, r)
			for _, name := range kept {
				line = append(line, all[slices.Index(csvNames, name)])
			}
			text.WriteString(typeset.CSV(line...))
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
