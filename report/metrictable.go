package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"gan2014/internal/typeset"
	"gan2014/report/record"
	"gan2014/results"
)

// A metricTable has the measures of a data set's systems other than the likelihood, and says where they contradict its order.
type metricTable struct {
	Dataset  string
	Columns  []metricColumn
	Training []string // values of training images in the place of samples, by column
	Rows     []metricRow
	More     int    // rows that the page does not show
	N        int    // samples that were compared with as many test images
	Sentence string // how many measures contradict the system with the highest likelihood; "" if none does
}

// A metricColumn is one measure.
type metricColumn struct {
	Name, Space, Definition string
	key                     string // of the metric in the database
	format                  string
}

// A metricRow is a system: the runs of a recipe.
type metricRow struct {
	System, LL string
	Seeds      int
	Cells      []metricCell
	ll         float64
}

// A metricCell is the value of a measure, the mean over seeds. It is empty if the runs have none.
type metricCell struct {
	Value        string
	Contradicted bool // a system with a lower likelihood is nearer to the training images
	least, most  float64
}

// metricColumns are the measures that the table shows, those of pixels first.
var metricColumns = []metricColumn{
	{"Precision", "pixels", "", "precision", "%.2f"},
	{"Recall", "pixels", "", "recall", "%.2f"},
	{"Coverage", "pixels", "", "coverage", "%.2f"},
	{"Different bins", "pixels", "", "different bins of 100", "%.0f"},
	{"Closeness, z", "pixels", "", "closeness to training images, z", "%.1f"},
	{"Coverage", "features", "", "coverage", "%.2f"},
	{"Fréchet distance", "features", "", "Fréchet distance", "%.1f"},
	{"Vendi score", "features", "", "Vendi score", "%.1f"},
	{"Class shares, χ²", "features", "", "shares of the classes, χ²", "%.0f"},
}

// metricTables are the tables of all data sets.
type metricTables []metricTable

// newMetricTables returns a table for each data set that has measured runs.
func newMetricTables(x *record.Index) (tables metricTables) {
	groups := map[string][][]*record.Record{}
	var datasets []string
	for _, group := range x.Recipes() {
		group = slices.DeleteFunc(group, func(r *record.Record) bool {
			return !record.IsCounted(r.Run) || len(r.MetricScores) == 0 || len(r.Evaluations) == 0
		})
		if len(group) == 0 {
			continue
		}
		name := group[0].Dataset
		if groups[name] == nil {
			datasets = append(datasets, name)
		}
		groups[name] = append(groups[name], group)
	}
	for _, name := range datasets {
		tables = append(tables, newMetricTable(name, groups[name]))
	}
	return tables
}

func newMetricTable(dataset string, groups [][]*record.Record) metricTable {
	t := metricTable{Dataset: record.DatasetName(dataset), Columns: measuredColumns(groups)}
	t.Training = make([]string, len(t.Columns))
	for _, group := range groups {
		row := metricRow{System: group[0].System, Seeds: len(group)}
		for _, r := range group {
			e, _ := r.MainEvaluation() // there is one, or the group would lack the run
			row.ll += e.LL / float64(len(group))
		}
		row.LL = typeset.Fixed(row.ll, 1)
		for i := range t.Columns {
			row.Cells = append(row.Cells, t.cell(i, group))
		}
		t.Rows = append(t.Rows, row)
	}
	slices.SortStableFunc(t.Rows, func(a, b metricRow) int { return cmp.Compare(b.ll, a.ll) })
	t.mark()
	t.Sentence = t.sentence()
	t.More = max(0, len(t.Rows)-pageMeasured)
	t.Rows = t.Rows[:len(t.Rows)-t.More]
	return t
}

// measuredColumns returns the columns of which a run has a value: without labels, images have no features.
func measuredColumns(groups [][]*record.Record) (columns []metricColumn) {
	for _, c := range metricColumns {
		if slices.ContainsFunc(slices.Concat(groups...), func(r *record.Record) bool { return slices.ContainsFunc(r.MetricScores, c.has) }) {
			columns = append(columns, c)
		}
	}
	return columns
}

// has reports whether a score is of the column's measure.
func (c metricColumn) has(s results.MetricScore) bool { return s.Metric == c.key && s.Space == c.Space }

// Featured reports whether the table has measures in the features of a classifier.
func (t metricTable) Featured() bool {
	return slices.ContainsFunc(t.Columns, func(c metricColumn) bool { return c.Space == "features" })
}

// cell returns the mean of a measure over the runs that have it. It notes the definition and the value of training images.
func (t *metricTable) cell(i int, group []*record.Record) (c metricCell) {
	column := &t.Columns[i]
	var values []float64
	for _, r := range group {
		for _, s := range r.MetricScores {
			if !column.has(s) {
				continue
			}
			least, most := distances(s)
			values, c.least, c.most = append(values, s.Samples.Value), c.least+least, c.most+most
			column.Definition, t.N = s.Definition, max(t.N, s.N)
			t.Training[i] = typeset.WithMinus(fmt.Sprintf(column.format, s.Training.Value))
		}
	}
	if len(values) == 0 {
		return metricCell{}
	}
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	n := float64(len(values))
	c.Value, c.least, c.most = typeset.WithMinus(fmt.Sprintf(column.format, sum/n)), c.least/n, c.most/n
	return c
}

// distances returns the least and the largest distance of the values in the interval of a measure from the value of training images.
func distances(s results.MetricScore) (least, most float64) {
	low, high := s.Samples.Value, s.Samples.Value
	if s.Samples.Low != nil && s.Samples.High != nil {
		low, high = *s.Samples.Low, *s.Samples.High
	}
	ideal := s.Training.Value
	return max(low-ideal, ideal-high, 0), max(math.Abs(low-ideal), math.Abs(high-ideal))
}

// mark marks the cells that contradict the order by likelihood: a row further down is nearer to the training images, interval against
// interval.
func (t *metricTable) mark() {
	for i, row := range t.Rows {
		for k := range row.Cells {
			for _, below := range t.Rows[i+1:] {
				other := below.Cells[k]
				if row.Cells[k].Value != "" && other.Value != "" && below.ll < row.ll && other.most < row.Cells[k].least {
					row.Cells[k].Contradicted = true
				}
			}
		}
	}
}

// Defined returns the columns with a definition, one for each name.
func (all metricTables) Defined() (columns []metricColumn) {
	for _, t := range all {
		for _, c := range t.Columns {
			if c.Definition != "" && !slices.ContainsFunc(columns, func(o metricColumn) bool { return o.Name == c.Name }) {
				columns = append(columns, c)
			}
		}
	}
	return columns
}

// sentence says how many measures contradict the system with the highest likelihood.
func (t *metricTable) sentence() string {
	if len(t.Rows) < 2 {
		return ""
	}
	measured, against := 0, 0
	for _, c := range t.Rows[0].Cells {
		if c.Value != "" {
			measured++
		}
		if c.Contradicted {
			against++
		}
	}
	if against == 0 {
		return ""
	}
	return fmt.Sprintf("On %s, %s has the highest likelihood. By %d of %s, a system with a lower likelihood is closer to the training images.",
		t.Dataset, t.Rows[0].System, against, typeset.Count(measured, "other measure", "other measures"))
}
