package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"gan2014/experiments/spec"
)

// A runColumn is a column of the list of runs as CSV, by which -sort can order the list.
type runColumn struct {
	name  string
	value func(listedRun) any // of a type that typeset.CSV formats
}

// runColumns returns the columns of the list, those of the swept keys last.
func runColumns(keys []string) []runColumn {
	columns := []runColumn{
		{"id", func(l listedRun) any { return l.ID }},
		{"key", func(l listedRun) any { return l.Key }},
		{"system", func(l listedRun) any { return l.System }},
		{"dataset", func(l listedRun) any { return l.Dataset }},
		{"seed", func(l listedRun) any { return l.Seed }},
		{"budget", func(l listedRun) any { return l.Budget }},
		{"spec", func(l listedRun) any { return l.Spec }},
		{"status", func(l listedRun) any { return string(l.Status) }},
		{"superseded", func(l listedRun) any { return l.Superseded }},
		{"started", func(l listedRun) any { return l.Started.Format(time.RFC3339) }},
		{"seconds", func(l listedRun) any { return l.Seconds }},
		{"grid", func(l listedRun) any { return l.Grid }},
		{"valid_ll_nats", func(l listedRun) any { return l.ValidLL }},
		{"ll_nats", func(l listedRun) any { return l.ll }},
		{"stderr", func(l listedRun) any { return l.StdErr }},
		{"stderr_over", func(l listedRun) any { return l.StdErrOver }},
		{"sigma_at_edge", func(l listedRun) any { return l.SigmaAtEdge }},
	}
	for _, key := range keys {
		columns = append(columns, runColumn{key, func(l listedRun) any { return l.Swept[key].csv() }})
	}
	return columns
}

// headings maps the headings of the list as text to the names of columns, where they differ.
var headings = map[string]string{"time": "seconds", "valid": "valid_ll_nats", "LL": "ll_nats"}

// sortRuns orders the list by a column, from the largest value down if a minus precedes its name. Runs without a value come last.
func sortRuns(list []listedRun, by string, columns []runColumn) error {
	name, descending := strings.CutPrefix(by, "-")
	i := slices.IndexFunc(columns, func(c runColumn) bool { return c.name == name || c.name == headings[name] })
	if i < 0 {
		var names []string
		for _, c := range columns {
			names = append(names, c.name)
		}
		hint := "the columns are " + strings.Join(names, ", ")
		if near, ok := spec.Nearest(name, names); ok {
			hint = fmt.Sprintf("did you mean %s? %s", near, hint)
		}
		return fmt.Errorf("-sort: the list has no column %q (%s)", name, hint)
	}
	slices.SortStableFunc(list, func(a, b listedRun) int {
		x, y := sortKeyOf(columns[i].value(a)), sortKeyOf(columns[i].value(b))
		if x.rank != y.rank {
			return cmp.Compare(x.rank, y.rank)
		}
		order := cmp.Or(cmp.Compare(x.number, y.number), cmp.Compare(x.text, y.text))
		if descending {
			return -order
		}
		return order
	})
	return nil
}

// A sortKey orders the values of a column: numbers before texts, and no value last.
type sortKey struct {
	rank   int // 0: a number, 1: a text, 2: nothing
	number float64
	text   string
}

func sortKeyOf(value any) sortKey {
	switch v := value.(type) {
	case *float64:
		if v == nil || math.IsNaN(*v) {
			return sortKey{rank: 2}
		}
		return sortKey{number: *v}
	case float64:
		return sortKey{number: v}
	case int64:
		return sortKey{number: float64(v)}
	case bool:
		return sortKey{rank: 1, text: strconv.FormatBool(v)}
	case string:
		if v == "" {
			return sortKey{rank: 2}
		}
		return sortKey{rank: 1, text: v}
	}
	return sortKey{rank: 2}
}
