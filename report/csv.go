package report

import (
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
)

// CSV draws Table 1 for machines: a header, then one record per row, numbers
// unrounded, nothing where there is no value.
func (t Table) CSV() string {
	var b strings.Builder
	w := csv.NewWriter(&b) // a strings.Builder does not fail, so neither does w
	w.Write([]string{
		"dataset", "system", "measured_ll_nats", "measured_stderr", "measured_stderr_over", "sd_over_seeds", "seeds",
		"sigma", "sigma_at_edge", "grid", "samples", "test_examples", "protocol", "budget",
		"published_ll_nats", "published_stderr", "published_stderr_over", "published_source", "difference_nats",
		"half_width_95_nats", "recipe", "runs", "missing",
	})
	for _, g := range t.Groups {
		for _, r := range g.Rows {
			w.Write(fields(g.Dataset, r))
		}
	}
	w.Flush()
	return b.String()
}

func fields(dataset string, r Row) []string {
	atEdge := ""
	if r.Measured != nil {
		atEdge = strconv.FormatBool(r.SigmaAtEdge)
	}
	rec := []string{dataset, r.System}
	rec = append(rec, scoreFields(r.Measured)...)
	rec = append(rec, number(r.SDOverSeeds), integer(r.Seeds), number(r.Sigma), atEdge, r.Grid,
		integer(r.Samples), integer(r.TestExamples), r.Protocol, r.Budget)
	rec = append(rec, scoreFields(r.Published)...)
	source := ""
	if r.Published != nil {
		source = r.Published.Source
	}
	return append(rec, source, number(r.Difference), number(r.HalfWidth), r.Recipe, joinIDs(r.RunIDs), string(r.Missing))
}

func scoreFields(s *Score) []string {
	if s == nil {
		return []string{"", "", ""}
	}
	return []string{number(&s.LL), number(s.StdErr), s.Over}
}

// joinIDs lists ids as one field: "1 2 3".
func joinIDs(ids []int64) string {
	return strings.Trim(fmt.Sprint(ids), "[]")
}

func number(x *float64) string {
	if x == nil {
		return ""
	}
	return strconv.FormatFloat(*x, 'g', -1, 64)
}

func integer(n int) string {
	if n <= 0 {
		return ""
	}
	return strconv.Itoa(n)
}
