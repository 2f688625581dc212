package results

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"gan2014/internal/metric"
)

// Numbers holds the results of a run.
type Numbers struct {
	Evaluations []Evaluation
	Metrics     []Metric // by name, then by epoch
	Study       Study
}

// Numbers reads the resulting numbers of a run.
func (db *DB) Numbers(ctx context.Context, id int64) (o Numbers, err error) {
	err = db.numbers(ctx, fmt.Sprintf("read the numbers of run %d", id), id, func(q querier) error {
		o, err = readNumbers(ctx, q, id)
		return err
	})
	return o, err
}

func readNumbers(ctx context.Context, q querier, id int64) (Numbers, error) {
	es, err := evaluations(ctx, q, id)
	if err != nil {
		return Numbers{}, err
	}
	metrics, err := collect(ctx, q, scanMetric, selectMetrics, id)
	if err != nil {
		return Numbers{}, err
	}
	s, err := study(ctx, q, id)
	if err != nil {
		return Numbers{}, err
	}
	return Numbers{es, metrics, s}, nil
}

// CompareNumbers lists the numbers that differ in any bit: the scores by grid, then the metrics, then the findings and lines of a
// study. For each metric it gives the first epoch at which the values differ and the last epoch that both have. It does not compare
// times.
func CompareNumbers(a, b Numbers) []Difference {
	found := append(compareScores(a.Evaluations, b.Evaluations), compareMetrics(a.Metrics, b.Metrics)...)
	return append(found, compareStudies(a.Study, b.Study)...)
}

// ContrastNumbers is [CompareNumbers] for any number of runs: it lists what differs between the first run and any other, with the values of
// all.
func ContrastNumbers(all []Numbers) (contrasts []Contrast) {
	differ := map[string]bool{}
	var values []map[string]string
	for _, n := range all {
		for _, d := range CompareNumbers(all[0], n) {
			differ[d.Field] = true
		}
		values = append(values, n.values())
	}
	for _, field := range numberFields(all) {
		if !differ[field] {
			continue
		}
		c := Contrast{Field: field}
		for _, of := range values {
			c.Values = append(c.Values, of[field])
		}
		contrasts = append(contrasts, c)
	}
	return contrasts
}

// numberFields returns the names of all fields that CompareNumbers may list of some of the runs, in its order.
func numberFields(all []Numbers) (fields []string) {
	var together Numbers
	findings, lines, seen := 0, 0, map[string]bool{}
	for _, n := range all {
		together.Evaluations = append(together.Evaluations, n.Evaluations...)
		together.Metrics = append(together.Metrics, n.Metrics...)
		findings, lines = max(findings, len(n.Study.Findings)), max(lines, len(n.Study.Lines))
	}
	for _, e := range together.Evaluations {
		if !seen[e.Grid] {
			seen[e.Grid] = true
			for _, column := range scoreColumns {
				fields = append(fields, column+", grid "+e.Grid)
			}
		}
	}
	series := byName(together.Metrics)
	for _, name := range metricNames(together.Metrics) {
		fields = append(fields, name+howMany)
		slices.SortFunc(series[name], func(a, b Metric) int { return a.Epoch - b.Epoch })
		for i, m := range series[name] {
			if i == 0 || m.Epoch != series[name][i-1].Epoch {
				fields = append(fields, atEpoch(name, m.Epoch))
			}
		}
	}
	return slices.Concat(fields, listFields("finding", findings), listFields("line", lines))
}

// values returns the numbers by the names of their fields in CompareNumbers.
func (n Numbers) values() map[string]string {
	values := scoreValues(n.Evaluations)
	for name, series := range byName(n.Metrics) {
		values[name+howMany] = strconv.Itoa(len(series))
		for _, m := range series {
			values[atEpoch(name, m.Epoch)] = exact(m.Value)
		}
	}
	listValues(values, "finding", n.Study.Findings, findingText)
	listValues(values, "line", n.Study.Lines, lineText)
	return values
}

func compareScores(a, b []Evaluation) (found []Difference) {
	left, right := scoreValues(a), scoreValues(b)
	seen := map[string]bool{}
	for _, e := range append(a[:len(a):len(a)], b...) {
		if seen[e.Grid] {
			continue
		}
		seen[e.Grid] = true
		for _, column := range scoreColumns {
			field := column + ", grid " + e.Grid
			if left[field] != right[field] {
				found = append(found, Difference{field, left[field], right[field]})
			}
			if left[field] == "" || right[field] == "" {
				break // one of the runs has no score on this grid
			}
		}
	}
	return found
}

var scoreColumns = []string{"ll_nats", "stderr", "stderr_over", "sigma", "protocol", "samples", "valid_examples", "test_examples", "epoch"}

// scoreValues returns the values of all evaluations by grid and column.
func scoreValues(es []Evaluation) map[string]string {
	values := map[string]string{}
	for _, e := range es {
		for i, value := range []string{exact(e.LL), exact(e.StdErr), e.StdErrOver, exact(e.Sigma), e.Protocol,
			strconv.Itoa(e.Samples), strconv.Itoa(e.ValidExamples), strconv.Itoa(e.TestExamples), strconv.Itoa(e.Epoch)} {
			values[scoreColumns[i]+", grid "+e.Grid] = value
		}
	}
	return values
}

func compareMetrics(a, b []Metric) (found []Difference) {
	left, right := byName(a), byName(b)
	for _, name := range metricNames(append(a[:len(a):len(a)], b...)) {
		found = append(found, compareSeries(name, left[name], right[name])...)
	}
	return found
}

// metricNames returns the names of the metrics that are results, not times, in the order of their first occurrence.
func metricNames(ms []Metric) (names []string) {
	seen := map[string]bool{}
	for _, m := range ms {
		if !seen[m.Name] && !metric.IsTime(m.Name) {
			seen[m.Name] = true
			names = append(names, m.Name)
		}
	}
	return names
}

func byName(ms []Metric) map[string][]Metric {
	series := map[string][]Metric{}
	for _, m := range ms {
		series[m.Name] = append(series[m.Name], m)
	}
	return series
}

// compareSeries compares two series of one metric epoch by epoch.
func compareSeries(name string, a, b []Metric) (found []Difference) {
	if len(a) != len(b) {
		found = append(found, Difference{name + howMany, strconv.Itoa(len(a)), strconv.Itoa(len(b))})
	}
	at := map[int]float64{}
	for _, m := range b {
		at[m.Epoch] = m.Value
	}
	var differ []Difference
	for _, m := range a {
		other, both := at[m.Epoch]
		if d := (Difference{atEpoch(name, m.Epoch), exact(m.Value), exact(other)}); both && d.A != d.B {
			differ = append(differ, d)
		}
	}
	if n := len(differ); n > 2 {
		differ = []Difference{differ[0], differ[n-1]}
	}
	return append(found, differ...)
}

// howMany ends the name of a field that has the length of a list.
const howMany = ", how many"

func atEpoch(name string, epoch int) string { return fmt.Sprintf("%s at epoch %d", name, epoch) }

// exact formats a number with enough digits to distinguish it from every other float64.
func exact(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }
